"""`rdjson`: Reviewdog's diagnostics, one object, written as it goes. Its columns count bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.location import relative
from newslint.report.record import encode
from newslint.report.reporter import Reporter, Summary
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document


class RdJson(Reporter):
    """Writes one diagnostic a finding, with its fix as a suggestion."""

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._separator = "\n"

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Open the object."""
        self.stream.write('{"source":{"name":"newslint"},"diagnostics":[')

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One diagnostic a finding."""
        path = relative(document.path)
        for finding in findings:
            item: dict[str, Any] = {
                "message": finding.message,
                "location": {"path": path, "range": _range(document, finding.start, finding.end)},
                "severity": finding.severity.upper(),
                "code": {"value": finding.code},
            }
            if (fix := finding.fix) is not None:
                item["suggestions"] = [{"range": _range(document, fix.start, fix.end), "text": fix.text}]
            self._item(item)

    def failed(self, error: InputError | RuleError) -> None:
        """One diagnostic, of the document as a whole."""
        item: dict[str, Any] = {
            "message": error.reason,
            "location": {"path": relative(error.path)},
            "severity": "ERROR",
        }
        if isinstance(error, RuleError):
            item["code"] = {"value": error.code}
        self._item(item)

    def finish(self, summary: Summary) -> None:
        """Close the object."""
        self.stream.write("]}\n" if self._separator == "\n" else "\n]}\n")

    def _item(self, item: dict[str, Any]) -> None:
        self.stream.write(self._separator + encode(item))
        self._separator = ",\n"


def _range(document: Document, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(document, start), "end": _position(document, end)}


def _position(document: Document, offset: int) -> dict[str, int]:
    """Line and column, both 1-based, the column in bytes of UTF-8."""
    line, column = document.position(offset)
    before = document.source[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
