"""A run: every path looked at, every document linted, every failure kept and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path

from newslint.discover import Excluded, Source, discover, matches
from newslint.document import Document, decode
from newslint.errors import InputError, NewslintError
from newslint.finding import Finding
from newslint.library import select_rules
from newslint.linter import Linted, Linter
from newslint.report.reporter import Reporter, Summary
from newslint.rule import SEVERITIES
from newslint.settings import FailOn, Layers, Settings


class Exit(IntEnum):
    """What the command's exit code says."""

    CLEAN = 0
    FINDINGS = 1
    TROUBLE = 2
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Run:
    """Lints sources and feeds a reporter. `said` is told each failure, as a line for a person."""

    def __init__(self, layers: Layers, reporter: Reporter, said: Callable[[str], None]) -> None:
        self._layers = layers
        self._reporter = reporter
        self._said = said
        self._linters: dict[int, Linter] = {}
        self.summary = Summary()
        self.excluded = 0

    def start(self, settings: Settings) -> None:
        """Compile the rules of the run's own settings, so that a broken pack is known before any document."""
        rules = self._linter(settings).rules
        self.summary.rules = len(rules)
        self._reporter.start(rules)

    def sources(self, paths: Sequence[str]) -> list[Source]:
        """The files to read; what cannot be is reported at once."""
        sources = []
        for found in discover(paths, self._layers):
            if isinstance(found, Source):
                sources.append(found)
            elif isinstance(found, Excluded):
                self.excluded += 1
            else:
                self._fail(found)
        return sources

    def lint(self, sources: Sequence[Source]) -> Iterator[Source]:
        """Lint each source and report it; yields it when done."""
        for source in sources:
            try:
                data = Path(source.path).read_bytes()
            except OSError as error:
                self._fail(InputError(source.path, f"cannot be read: {error.strerror}"))
            else:
                self.lint_bytes(data, source)
            yield source

    def lint_bytes(self, data: bytes, source: Source) -> None:
        """Lint one document's bytes under its source's name and settings."""
        try:
            text = decode(data, source.path, source.settings.encoding)
        except InputError as error:
            self._fail(error)
            return
        linted = self._linter(source.settings).lint(Document(text, source.path))
        findings = _kept(linted, source)
        self.summary.documents += 1
        self.summary.findings.update(finding.severity for finding in findings)
        self._reporter.document(source.path, findings)
        for failed in linted.errors:
            self._fail(failed)

    def finish(self, fail_on: FailOn, *, exit_zero: bool) -> Exit:
        """Close the report and say how the run ended."""
        self._reporter.finish(self.summary)
        if self.summary.errors:
            return Exit.TROUBLE
        if self.summary.documents == 0:
            if self.excluded:
                files = "the file" if self.excluded == 1 else f"all {self.excluded} files"
                self._said(f"nothing to lint: settings exclude {files} named")
                return Exit.CLEAN
            self._said("nothing to lint: no document was read")
            return Exit.TROUBLE
        graver = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on != "never" else ()
        failing = sum(self.summary.findings[severity] for severity in graver)
        return Exit.FINDINGS if failing and not exit_zero else Exit.CLEAN

    def _linter(self, settings: Settings) -> Linter:
        if id(settings) not in self._linters:
            self._linters[id(settings)] = Linter(select_rules(settings))
        return self._linters[id(settings)]

    def _fail(self, error: NewslintError) -> None:
        self.summary.errors += 1
        self._reporter.failed(error)  # type: ignore[arg-type]
        self._said(str(error))


def _kept(linted: Linted, source: Source) -> list[Finding]:
    """The findings that `per-file-ignores` leaves."""
    ignored = [
        selector
        for pattern, selectors in source.settings.per_file_ignores.items()
        if matches(source.path, [pattern], source.settings.root)
        for selector in selectors
    ]
    if not ignored:
        return linted.findings
    return [
        finding
        for finding in linted.findings
        if not any(s == "ALL" or s == finding.name or (s[:1].isupper() and finding.code.startswith(s)) for s in ignored)
    ]
