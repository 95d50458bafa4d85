"""`checkstyle`: the XML that Checkstyle writes, which Jenkins, GitLab and many editors read."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.location import relative
from newslint.report.reporter import Reporter, Summary
from newslint.report.xml import HEAD, tag
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document


class Checkstyle(Reporter):
    """Writes a file element for each document that has findings or failed."""

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Open the document."""
        self.line(HEAD)
        self.line(tag("checkstyle", version="4.3"))

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One error element a finding."""
        if not findings:
            return
        self.line("  " + tag("file", name=relative(document.path)))
        for finding in findings:
            place = {"line": finding.line, "column": finding.column}
            source = f"newslint.{finding.code}"
            self._error(finding.severity, f"{finding.code} {finding.message}", source, **place)
        self.line("  </file>")

    def failed(self, error: InputError | RuleError) -> None:
        """A file element of its own."""
        source = f"newslint.{error.code}" if isinstance(error, RuleError) else "newslint"
        self.line("  " + tag("file", name=relative(error.path)))
        self._error("error", error.reason, source)
        self.line("  </file>")

    def finish(self, summary: Summary) -> None:
        """Close the document."""
        self.line("</checkstyle>")

    def _error(self, severity: str, message: str, source: str, **place: int) -> None:
        self.line("    " + tag("error", empty=True, **place, severity=severity, message=message, source=source))
