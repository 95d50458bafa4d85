"""`json`: one array of the objects that `jsonl` writes."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.record import Record, encode, failure_record, finding_record
from newslint.report.reporter import Reporter, Summary
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document


class Json(Reporter):
    """Writes one array as it goes, an object a line; `[]` where there is nothing to say."""

    _separator = "\n"

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Open the array."""
        self.stream.write("[")

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One object a finding."""
        for finding in findings:
            self._item(finding_record(finding, document))

    def failed(self, error: InputError | RuleError) -> None:
        """One object."""
        self._item(failure_record(error))

    def finish(self, summary: Summary) -> None:
        """Close the array."""
        self.stream.write("]\n" if self._separator == "\n" else "\n]\n")

    def _item(self, record: Record) -> None:
        self.stream.write(self._separator + "  " + encode(record))
        self._separator = ",\n"
