"""The command, whose processes are killed over a text with `die` in it: `python dying_gate.py gate ...`."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator

from newslint import Document
from newslint.cli.main import main
from newslint.linting.linter import Linted, Linter

COMMAND = os.getpid()
lint_all = Linter.lint_all


def dying(self: Linter, documents: Iterable[Document]) -> Iterator[Linted]:
    """Lint, until there is a deadly one."""
    known = list(documents)
    if any("die" in document.source for document in known) and os.getpid() != COMMAND:
        os.kill(os.getpid(), signal.SIGKILL)
    return lint_all(self, known)


if __name__ == "__main__":
    Linter.lint_all = dying
    main()
