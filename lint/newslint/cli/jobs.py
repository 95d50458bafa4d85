"""How many processes a run takes, and what they do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, groupby
from typing import TYPE_CHECKING

from newslint.cli.said import tell
from newslint.linting.linter import Linted
from newslint.linting.linters import Linters
from newslint.records.formats import holds_records
from newslint.sources.found import Source
from newslint.text.document import Document

if TYPE_CHECKING:
    from newslint.linting.batches import Fact
    from newslint.linting.workers import Workers

Text = tuple[Source, Document]
"""A document, and where it was read."""
WORTH = 1_000_000
"""Bytes of text, about, for which one more process pays: it starts in a tenth of the time that these take."""


class Cores:
    """Lints texts in this process or, as a context that ends them, in several, each by the linter of its settings.

    `asked` is the number of processes that is asked for, `facts` are asked of documents in the processes.
    """

    def __init__(
        self, linters: Linters, sources: Sequence[Source], asked: int | None, facts: Sequence[Fact] = ()
    ) -> None:
        self.jobs = processes(asked, sources)
        self._linters = linters
        self._settled = list({id(source.settings): source.settings for source in sources}.values())
        self._facts = facts
        self._workers: Workers | None = None
        self._started = ExitStack()

    def __enter__(self) -> Cores:
        return self

    def __exit__(self, *_: object) -> None:
        self._started.close()

    def lint(self, texts: Iterable[Text]) -> Iterator[Linted]:
        """Lint texts, in their order. Where all is known of earlier runs this is not called, and no process started."""
        if self.jobs == 1:
            return self._here(texts)
        if self._workers is None:
            from newslint.linting.workers import Workers  # noqa: PLC0415  (most runs do without)

            linters = [self._linters.of(settings) for settings in self._settled]
            self._workers = self._started.enter_context(Workers(linters, self.jobs, tell, self._facts))
        places = {id(settings): at for at, settings in enumerate(self._settled)}
        return self._workers.lint_all((places[id(source.settings)], document) for source, document in texts)

    def _here(self, texts: Iterable[Text]) -> Iterator[Linted]:
        for _, group in groupby(texts, key=lambda text: id(text[0].settings)):
            first = next(group)
            linter = self._linters.of(first[0].settings)
            yield from linter.lint_all(document for _, document in chain([first], group))


def processes(asked: int | None, sources: Sequence[Source]) -> int:
    """The number that is asked for, else one for each core, or fewer where there is little to do.

    LanguageTool's server, which is at work on all cores, is asked by one process.
    """
    most = len(sources) if not any(holds_records(source.path) for source in sources) else sys.maxsize
    if most < 2 or any(source.settings.languagetool for source in sources):
        return 1
    if asked is not None:
        return min(asked, most)
    if (cores := _cores()) == 1:
        return 1
    return max(1, min(cores, sum(map(_size, sources)) // WORTH))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(source: Source) -> int:
    try:
        return os.stat(source.path).st_size
    except (OSError, ValueError):
        return 0
