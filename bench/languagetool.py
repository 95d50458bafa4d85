"""Throughput with LanguageTool: `python bench/languagetool.py FOLDER LANGUAGETOOL [COUNT]`.

FOLDER holds .txt files, LANGUAGETOOL is a folder or a class path; COUNT files are taken, evenly. One server is
started and asked in turn by newslint, and by language-tool-python document by document: with the rules that are on
when nothing is said, and with those that newslint asks for. Shown is the best of some rounds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from language_tool_python import LanguageTool

from newslint import Document, load_linter
from newslint.kinds.languagetool import asked, chosen
from newslint.languagetool.server import Server
from newslint.packs.library import Library
from newslint.settings.keys import Settings

ROUNDS = 3


def one_by_one(tool: LanguageTool, texts: list[str]) -> None:
    for text in texts:
        tool.check(text)


def best(run: Callable[[], object]) -> float:
    """Seconds of the fastest round, after one that is not counted."""
    seconds = []
    for _ in range(ROUNDS + 1):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    return min(seconds[1:])


def main(folder: str, where: str, count: str = "300") -> None:
    files = sorted(Path(folder).rglob("*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files[:: max(1, len(files) // int(count))]]
    size = sum(len(text.encode()) for text in texts)
    rules = chosen(Library().graded(Settings()))
    wanted = asked([rule for rule, _ in rules])
    server = Server(where, sorted({grammar for _, grammar in rules if grammar}))
    try:
        plain, same = (LanguageTool("en-US", remote_server=server.url) for _ in range(2))
        same.enabled_rules, same.enabled_rules_only = set(wanted.ids), True
        own, every = (load_linter([selector], languagetool=server.url) for selector in ("LT", "ALL"))
        runs: dict[str, Callable[[], object]] = {
            "language-tool-python, one by one": lambda: one_by_one(plain, texts),
            "language-tool-python, one by one, same rules": lambda: one_by_one(same, texts),
            "newslint, the rules of LanguageTool": lambda: list(own.lint_all(map(Document, texts))),
            "newslint, all rules": lambda: list(every.lint_all(map(Document, texts))),
        }
        print(f"{len(texts)} documents, {size / 1e6:.1f} MB")
        for name, run in runs.items():
            print(f"{name:45} {size / best(run) / 1000:8.1f} KB/s")
    finally:
        server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
