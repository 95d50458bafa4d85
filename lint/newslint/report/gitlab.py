"""`gitlab`: a code quality report, one array, written as it goes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TextIO

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.linting.fingerprint import Fingerprints
from newslint.report.location import relative
from newslint.report.record import encode
from newslint.report.reporter import Reporter, Summary
from newslint.rule.declaration import LoadedRule, Severity
from newslint.text.document import Document

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


class GitLab(Reporter):
    """Writes one object a finding. GitLab drops findings whose fingerprints repeat: none does."""

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._separator = "\n"

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Open the array."""
        self.stream.write("[")

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One object a finding."""
        path = relative(document.path)
        fingerprints = Fingerprints(path, document.origin)
        for finding in findings:
            place = {"lines": {"begin": finding.line, "end": finding.end_line}}
            severity = _SEVERITIES[finding.severity]
            self._item(
                path, finding.code, f"{finding.code} {finding.message}", severity, fingerprints.of(finding), place
            )

    def failed(self, error: InputError | RuleError) -> None:
        """One object, at the first line of the document."""
        code = error.code if isinstance(error, RuleError) else "newslint"
        said = hashlib.sha256(str(error).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._item(relative(error.path), code, str(error), "blocker", said, {"lines": {"begin": 1}})

    def finish(self, summary: Summary) -> None:
        """Close the array."""
        self.stream.write("]\n" if self._separator == "\n" else "\n]\n")

    def _item(self, path: str, code: str, text: str, severity: str, fingerprint: str, place: dict[str, Any]) -> None:
        item = {
            "check_name": code,
            "description": text,
            "severity": severity,
            "fingerprint": fingerprint,
            "location": {"path": path, **place},
        }
        self.stream.write(self._separator + "  " + encode(item))
        self._separator = ",\n"
