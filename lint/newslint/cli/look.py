"""A look at a folder before newslint is set up in it: what kind of text lies there, and what keeps it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from newslint.errors import InputError
from newslint.linting.linters import Linters
from newslint.packs.selectors import selects
from newslint.settings.keys import PARTS_OF_COPY, Profile, Settings
from newslint.settings.layers import Layers
from newslint.sources.discover import discover
from newslint.sources.found import Source
from newslint.sources.gitignore import top_of
from newslint.sources.read import read_source
from newslint.text.decode import decode
from newslint.text.document import Document

MOST = 60
"""Documents that are read to judge the others by."""
NO_ARTICLES = ("README", "CHANGELOG", "CONTRIBUTING", "LICENSE", "SECURITY", "CODE_OF_CONDUCT", "requirements")
"""What files about a project are called."""
_COPY = 0.2
_SCRAPED = 0.1


class Seen(NamedTuple):
    """What is in a folder: documents by suffix; of those that were read how many have furniture of a page, or parts
    of a newsroom's copy, or findings that fail a run; files that are not UTF-8, and files about a project.
    """

    suffixes: Counter[str]
    read: int
    scraped: int
    copy: int
    failing: int
    undecoded: list[str]
    about: list[str]

    @property
    def profile(self) -> Profile:
        """Whose text it seems to be: scraped, unless there are parts of copy and hardly any furniture."""
        if self.read and self.copy / self.read >= _COPY and self.scraped / self.read < _SCRAPED:
            return "newsroom"
        return "corpus"


def look(folder: Path) -> Seen:
    """Look at a folder: names of all documents, and the text of some, spread over the whole."""
    layers = Layers({}, isolated=True)
    found = [source for source in discover([str(folder)], layers) if isinstance(source, Source)]
    here = [os.path.relpath(source.path, folder) for source in found]
    about = [name for name in here if name.startswith(NO_ARTICLES)]
    articles = [source for source, name in zip(found, here, strict=True) if name not in about]
    suffixes = Counter(os.path.splitext(source.path)[1].lower() for source in articles)
    documents: list[Document] = []
    undecoded: list[str] = []
    for source in articles[:: max(1, len(articles) // MOST)][:MOST]:
        try:
            documents.append(Document(decode(read_source(source), source.path), source.path))
        except InputError:
            undecoded.append(os.path.relpath(source.path, folder))
    counts = _judged(documents)
    return Seen(suffixes, len(documents), counts["scraped"], counts["copy"], counts["failing"], undecoded, about)


def _judged(documents: Sequence[Document]) -> Counter[str]:
    """Of how many documents what holds."""
    counts: Counter[str] = Counter()
    if not documents:
        return counts
    for linted in Linters().of(Settings()).lint_all(documents):
        failing = [finding for finding in linted.findings if finding.severity != "info"]
        counts["failing"] += bool(failing)
        parts = [finding for finding in linted.findings if finding.code in PARTS_OF_COPY]
        counts["copy"] += bool(parts)
        counts["scraped"] += any(selects("BP", found) and found.code not in PARTS_OF_COPY for found in failing)
    return counts


class Home(NamedTuple):
    """What keeps a folder: whether it is the top of a checkout of git, and the services that run its CI."""

    is_top: bool
    github: bool
    gitlab: bool


def home(folder: Path) -> Home:
    """Who keeps a folder."""
    is_top = top_of(os.path.realpath(folder)) == os.path.realpath(folder)
    try:
        config = (folder / ".git" / "config").read_text(encoding="utf-8", errors="replace") if is_top else ""
    except OSError:
        config = ""
    github = (folder / ".github").is_dir() or "github.com" in config
    gitlab = os.path.lexists(folder / ".gitlab-ci.yml") or "gitlab" in config
    return Home(is_top, github, gitlab)


def requirement() -> str | None:
    """What pip would have to install to get this newslint, where that is known: it came from a repository or index."""
    try:
        came = distribution("newslint")
        said = json.loads(came.read_text("direct_url.json") or "null")
    except (PackageNotFoundError, ValueError):
        return None
    if said is None:
        return f"newslint=={came.version}"
    version = said.get("vcs_info") or {}
    if version.get("vcs") == "git" and version.get("commit_id"):
        return f"git+{said['url']}@{version['commit_id']}"
    return None
