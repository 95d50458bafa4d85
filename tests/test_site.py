"""The site of the documentation: a page for each rule, and no link that leads nowhere."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

from conftest import ROOT

from newslint.packs.library import load_packs


class _Page(HTMLParser):
    """What a page links to, and what can be linked to on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.anchors.update(name for key in ("id", "name") if (name := said.get(key)))
        self.links.update(link for key in ("href", "src") if (link := said.get(key)))


def test_the_site_is_built_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages = {file.resolve(): _Page(file.read_text("utf-8")) for file in tmp_path.rglob("*.html")}
    rules = {loaded.rule.code for pack in load_packs() for loaded in pack.rules}
    assert rules <= {file.stem for file in pages}
    broken = []
    for file, page in pages.items():
        if file.name == "404.html":
            continue  # it may stand in place of any page: its links are those of the site's root
        for link in page.links:
            path, anchor = urldefrag(link)
            if ":" in path or path.startswith("//"):
                continue
            target = (file.parent / unquote(path)).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (target in pages and unquote(anchor) not in pages[target].anchors):
                broken.append(f"{file.relative_to(tmp_path.resolve())}: {link}")
    assert broken == []
