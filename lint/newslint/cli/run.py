"""A run: every path looked at, every document linted, every failure kept and told."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newslint.cli.alike import Alike
from newslint.cli.ending import Exit, Tally
from newslint.cli.fixing import Fixing
from newslint.cli.jobs import Cores, Text
from newslint.errors import InputError, NewslintError, RuleError
from newslint.linting.baseline import Baseline
from newslint.linting.edges import Edges
from newslint.linting.ignores import Ignores
from newslint.linting.linter import Linted
from newslint.linting.linters import Linters
from newslint.linting.policy import Policy, unused_entries
from newslint.packs.selectors import RECURRING, check_selectors, grade_of
from newslint.records.read import documents_of
from newslint.report.reporter import Reporter
from newslint.settings.keys import FailOn, Settings
from newslint.settings.layers import Layers
from newslint.sources.discover import discover
from newslint.sources.found import Excluded, Hidden, Source, Stray
from newslint.text.document import Document

if TYPE_CHECKING:
    from newslint.linting.across import Across
    from newslint.linting.duplicates import Duplicates
    from newslint.linting.linter import Linter
    from newslint.linting.results import Results
    from newslint.sources.changed import Changed

Reading = deque[tuple[Source, InputError | None]]
"""What was read and is not yet reported, each with what is wrong where it could not be read."""


class Run:
    """Lints sources and feeds a reporter. `failed` is told what failed; of records that fail alike, a few.

    `jobs` is the number of processes; by default a long run takes all cores.
    """

    def __init__(
        self,
        layers: Layers,
        reporter: Reporter,
        failed: Callable[[NewslintError], None],
        fixing: Fixing | None = None,
        baseline: Baseline | None = None,
        ignores: Ignores | None = None,
        changed: Changed | None = None,
        results: Results | None = None,
        jobs: int | None = None,
    ) -> None:
        self._layers = layers
        self._jobs = jobs
        self._reporter = reporter
        self._failed = failed
        self._alike = Alike()
        self._fixing = fixing or Fixing()
        self._baseline = baseline
        self._ignores = ignores
        self._changed = changed
        self._results = results
        self._across: Across | None = None
        self.edges = Edges() if layers.run.across is None and not changed else None
        self._linters = Linters()
        self._duplicates = _duplicates(layers.run) if layers.run.duplicates else None
        self.strays: list[str] = []
        self.tally = Tally(layers.run.source, changed)

    def start(self, settings: Settings) -> None:
        """Compile the rules of the run's own settings, so that a broken pack is known before any document.

        What overrides select is checked, too.
        """
        gc.disable()  # what is loaded stays: looking for what does not takes a tenth of the start
        rules = self._linters.of(settings).rules
        for overridden in self._layers.each():
            self._linters.library(overridden).select(overridden)
        if self._ignores:
            known = self._linters.library(settings).known
            check_selectors(self._ignores.codes, known, os.path.relpath(self._ignores.file))
        self.tally.summary.rules = len(rules)
        self._reporter.start(rules)
        gc.freeze()
        gc.enable()

    def sources(self, paths: Sequence[str]) -> list[Source]:
        """The files to read; what cannot be is reported at once."""
        sources = []
        for found in discover(paths, self._layers):
            if isinstance(found, Source):
                if self._changed and not self._changed.file(found.path):
                    self.tally.untouched += 1
                else:
                    sources.append(found)
            elif isinstance(found, Excluded):
                self.tally.excluded += 1
            elif isinstance(found, Hidden):
                self.tally.hidden.append(found)
            elif isinstance(found, Stray):
                self.strays.append(found.path)
            else:
                self._fail(found)
        return sources

    def lint(self, sources: Sequence[Source]) -> Generator[Source, None, None]:
        """Lint each source and report it; yields it when done. Close it where it is left before its end."""
        if self._layers.run.across:
            from newslint.linting.counting import count  # noqa: PLC0415  (seldom wanted)

            self._across = count(sources)
        reading: Reading = deque()
        read = self._documents(sources, reading)
        facts = self._duplicates.facts if self._duplicates else ()
        with Cores(self._linters, sources, self._jobs, facts) as cores:
            yield from self._report_all(self._found_out(read, cores), reading)

    def _found_out(self, texts: Iterable[Text], cores: Cores) -> Iterator[Linted]:
        """What documents come to: as it is known of earlier runs, or else found out."""
        if self._results is None:
            return cores.lint(texts)
        return self._results.through(texts, self._asked, cores.lint, cores.jobs)

    def _asked(self, text: Text) -> tuple[Document, Linter, Settings]:
        source, document = text
        return document, self._linters.of(source.settings), source.settings

    def lint_stdin(self, source: Source) -> None:
        """Lint what comes on standard input under its source's name and settings: a text, or records."""
        if sys.stdin is None:
            self._fail(InputError(source.path, "standard input is closed"))
            return
        for found in documents_of(source, sys.stdin.buffer):
            if isinstance(found, InputError):
                self._fail(found)
            else:
                self._report(self._linters.of(source.settings).lint(found), source, is_file=False)

    def _documents(self, sources: Iterable[Source], reading: Reading) -> Iterator[tuple[Source, Document]]:
        """Read sources; each goes into `reading`, with what is wrong where it cannot be read. Records on lines that
        are not in question are passed over.
        """
        for source in sources:
            for found in documents_of(source):
                if isinstance(found, InputError):
                    reading.append((source, found))
                elif self._is_asked(found):
                    reading.append((source, None))
                    yield source, found
                else:
                    self.tally.untouched += 1

    def _is_asked(self, document: Document) -> bool:
        origin = document.origin
        if not (self._changed and origin and origin.last):
            return True
        return self._changed.between(origin.file, origin.line, origin.last)

    def _report_all(self, done: Iterable[Linted], reading: Reading) -> Iterator[Source]:
        """Report documents. They are read ahead: what cannot be read is told in its turn."""
        for linted in done:
            yield from self._unread_until_document(reading)
            self._report(linted, reading[0][0], is_file=linted.document.origin is None)
            yield reading.popleft()[0]
        yield from self._unread_until_document(reading)

    def _unread_until_document(self, reading: Reading) -> Iterator[Source]:
        while reading and (error := reading[0][1]):
            self._fail(error)
            yield reading.popleft()[0]

    def _report(self, linted: Linted, source: Source, *, is_file: bool) -> None:
        linter = self._linters.of(source.settings)
        changed = self._changed.between if self._changed else None
        others = self._duplicates.found if self._duplicates else None
        policy = Policy(source.settings, linter.rules, self._baseline, self._ignores, changed, others)
        if self._across is not None:
            linted = self._across.add(linted, source.settings)
        elif self.edges and grade_of(RECURRING, source.settings) != "off":
            self.edges.add(linted.document.source, linted.findings)
        linted, findings, unwritten = self._fixing.deal(linted, source, linter, policy.decide, is_file=is_file)
        shown = findings
        if self._baseline is not None:
            shown = policy.judge(linted)
            self.tally.summary.unchanged += len(shown) - len(findings)
            if not linted.errors and not self._changed:
                codes = {loaded.rule.code for loaded in linter.rules}
                self._baseline.saw(linted.document, shown, codes)
        if self._duplicates:
            self._duplicates.keep(linted.document)
        self.tally.suppressed += len(policy.suppressed)
        self.tally.add(linted.document, findings, len(linter.rules))
        shown = shown if self._reporter.shows_unchanged else findings
        more = policy.suppressed if self._reporter.shows_suppressed else ()
        self._reporter.document(linted.document, [*shown, *more])
        for failed in linted.errors:
            self._fail(failed)
        if unwritten:
            self._fail(unwritten)

    def finish(self, fail_on: FailOn, *, exit_zero: bool) -> Exit:
        """Close the report and say how the run ended."""
        for error in self._alike.rest():
            self._failed(error)
        self._report_unused()
        self._reporter.finish(self.tally.summary)
        return self.tally.code(fail_on, exit_zero=exit_zero)

    def _report_unused(self) -> None:
        """Report the entries of the file of ignores that suppressed nothing."""
        if self._ignores and not self._changed:
            name = os.path.relpath(self._ignores.file)
            document, found = unused_entries(self._layers.run, self._ignores, name)
            self.tally.summary.findings.update(finding.severity for finding in found)
            if found:
                self._reporter.document(document, found)

    def _fail(self, error: InputError | RuleError) -> None:
        self.tally.fail(error)
        self._reporter.failed(error)
        for told in self._alike.told(error):
            self._failed(told)


def _duplicates(settings: Settings) -> Duplicates:
    from newslint.linting.duplicates import Duplicates  # noqa: PLC0415  (seldom wanted)

    return Duplicates(settings)
