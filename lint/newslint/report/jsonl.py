"""`jsonl`: one JSON object a line for each finding and each failure."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.record import encode, failure_record, finding_record
from newslint.report.reporter import Reporter
from newslint.text.document import Document


class JsonLines(Reporter):
    """Writes the objects of `newslint.report.record`, one a line."""

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One line a finding."""
        for finding in findings:
            self.line(encode(finding_record(finding, document)))

    def failed(self, error: InputError | RuleError) -> None:
        """One line."""
        self.line(encode(failure_record(error)))
