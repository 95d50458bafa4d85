"""A stand-in for a linter whose process dies over some texts: `python dying_linter.py FOLDER fork|spawn`.

Prints what came out, a line a document; what was told goes to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newslint import Document
from newslint.linting import workers
from newslint.linting.linter import Linted


class DyingLinter:
    """Dies over `die`, and over `once` the first time."""

    def __init__(self, folder: Path) -> None:
        self.met = folder / "met"

    def compile(self) -> None:
        """There is nothing to compile."""

    def lint_all(self, documents: Iterable[Document]) -> Iterator[Linted]:
        for document in documents:
            if document.source == "die" or (document.source == "once" and not self.met.exists()):
                self.met.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if document.source == "memory":
                raise MemoryError
            if document.source == "fault":
                raise ValueError("a fault")
            yield Linted(document, [], [])


def main(folder: str, method: str, *texts: str) -> None:
    workers.start_method = lambda: method
    documents = [Document(text, f"{number}.txt") for number, text in enumerate(texts)]
    with workers.Workers([DyingLinter(Path(folder))], 2, lambda said: print(said, file=sys.stderr)) as pool:
        for linted in pool.lint_all((0, document) for document in documents):
            print(linted.document.path, *linted.errors)


if __name__ == "__main__":
    main(*sys.argv[1:])
