"""A run: every path looked at, every document linted, every failure kept and told."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum

from newslint.errors import InputError, NewslintError, RuleError, UncheckedError
from newslint.linting.finding import Finding
from newslint.linting.linter import Linted, Linter, begun
from newslint.packs.library import select_rules
from newslint.packs.selectors import selects
from newslint.report.reporter import Reporter, Summary
from newslint.rule.declaration import SEVERITIES
from newslint.settings.layers import FailOn, Layers, Settings
from newslint.sources.discover import Excluded, Source, discover, matches
from newslint.text.decode import decode
from newslint.text.document import Document


class Exit(IntEnum):
    """What the command's exit code says."""

    CLEAN = 0
    FINDINGS = 1
    TROUBLE = 2
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Run:
    """Lints sources and feeds a reporter. `failed` is told each failure."""

    def __init__(self, layers: Layers, reporter: Reporter, failed: Callable[[NewslintError], None]) -> None:
        self._layers = layers
        self._reporter = reporter
        self._failed = failed
        self._linters: dict[int, Linter] = {}
        self._unread = 0
        self._unchecked = 0
        self._ahead = 0
        self.summary = Summary()
        self.excluded = 0

    def start(self, settings: Settings) -> None:
        """Compile the rules of the run's own settings, so that a broken pack is known before any document."""
        linter = self._linter(settings)
        rules = linter.rules
        self._ahead = linter.ahead
        self.summary.rules = len(rules)
        self._reporter.start(rules)
        gc.freeze()  # the rules stay to the end: no collection has to look at them

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
        read = ((source, _read(source)) for source in sources)
        for source, document in begun(read, self._begin, _size, self._ahead):
            self._lint(document, source)
            yield source

    def lint_bytes(self, data: bytes, source: Source) -> None:
        """Lint one document's bytes under its source's name and settings."""
        self._lint(_decoded(data, source), source)

    def _begin(self, batch: Sequence[tuple[Source, Document | InputError]]) -> None:
        """Begin documents, those of one linter together."""
        begun: dict[Linter, list[Document]] = {}
        for source, document in batch:
            if isinstance(document, Document):
                begun.setdefault(self._linter(source.settings), []).append(document)
        for linter, documents in begun.items():
            linter.begin(documents)

    def _lint(self, document: Document | InputError, source: Source) -> None:
        if isinstance(document, InputError):
            self._fail(document)
            return
        linted = self._linter(source.settings).lint(document)
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
            return Exit.CLEAN if self.excluded else Exit.TROUBLE
        graver = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on != "never" else ()
        failing = sum(self.summary.findings[severity] for severity in graver)
        return Exit.FINDINGS if failing and not exit_zero else Exit.CLEAN

    def ended(self) -> str:
        """What was found and what was looked at, in one line for a person."""
        found, documents = self.summary.findings, self.summary.documents
        failures = self.summary.errors - self._unread - self._unchecked
        troubles = [
            *([f"{_counted(self._unread, 'path')} could not be read"] if self._unread else []),
            *([f"{_counted(self._unchecked, 'document')} not checked by LanguageTool"] if self._unchecked else []),
            *([_counted(failures, "rule failure")] if failures else []),
        ]
        if not documents:
            if self.excluded:
                files = "the file" if self.excluded == 1 else f"all {self.excluded} files"
                troubles.append(f"settings exclude {files} named")
            return f"Nothing checked: {'; '.join(troubles) or 'no document was named'}."
        counts = [
            f"{found[severity]} info" if severity == "info" else _counted(found[severity], severity)
            for severity in reversed(SEVERITIES)
            if found[severity]
        ]
        looked = f"{_counted(documents, 'file')} checked with {_counted(self.summary.rules, 'rule')}"
        result = f"Found {', '.join(counts)}" if counts else "Nothing found"
        return f"{result} ({'; '.join([looked, *troubles])})."

    def _linter(self, settings: Settings) -> Linter:
        if id(settings) not in self._linters:
            self._linters[id(settings)] = Linter(select_rules(settings), settings.languagetool)
        return self._linters[id(settings)]

    def _fail(self, error: InputError | RuleError) -> None:
        self.summary.errors += 1
        self._unread += isinstance(error, InputError)
        self._unchecked += isinstance(error, UncheckedError)
        self._reporter.failed(error)
        self._failed(error)


def _read(source: Source) -> Document | InputError:
    try:
        with open(source.path, "rb", buffering=0) as file:
            data = file.readall()
    except OSError as error:
        return InputError(source.path, f"cannot be read: {error.strerror}")
    return _decoded(data, source)


def _decoded(data: bytes, source: Source) -> Document | InputError:
    try:
        return Document(decode(data, source.path, source.settings.encoding), source.path)
    except InputError as error:
        return error


def _size(read: tuple[Source, Document | InputError]) -> int:
    return len(read[1].text) if isinstance(read[1], Document) else 0


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"


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
    return [finding for finding in linted.findings if not any(selects(selector, finding) for selector in ignored)]
