"""Findings in records by the line of the file, for formats that know files and lines alone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.reporter import Reporter, Summary
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document
from newslint.text.origin import Origin


class Physical(Reporter):
    """Hands on findings, those in records at the line on which the record begins; the message says where within."""

    def __init__(self, reporter: Reporter) -> None:
        super().__init__(reporter.stream, reporter.color)
        self.shows_unchanged = reporter.shows_unchanged
        self.shows_suppressed = reporter.shows_suppressed
        self._reporter = reporter

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Hand on."""
        self._reporter.start(rules)

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """Hand on, as of the file where the document is out of a record."""
        origin = document.origin
        if origin is not None:
            document = Document(document.source, origin.file, origin)
            findings = [_placed(finding, origin) for finding in findings]
        self._reporter.document(document, findings)

    def failed(self, error: InputError | RuleError) -> None:
        """Hand on."""
        self._reporter.failed(error)

    def finish(self, summary: Summary) -> None:
        """Hand on."""
        self._reporter.finish(summary)


def _placed(finding: Finding, origin: Origin) -> Finding:
    name = f" ({origin.id})" if origin.id else ""
    where = f"record {origin.record}{name}, {origin.field} {finding.line}:{finding.column}"
    line = origin.line
    return msgspec.structs.replace(
        finding, path=origin.file, line=line, column=1, end_line=line, end_column=1, fix=None, related=(),
        message=f"{finding.message} [{where}]",
    )  # fmt: skip
