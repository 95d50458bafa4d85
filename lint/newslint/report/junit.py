"""`junit`: a test suite for each document, in which each finding is a test case that fails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.location import relative
from newslint.report.reporter import Reporter, Summary
from newslint.report.xml import HEAD, tag
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document


class JUnit(Reporter):
    """Writes suites; a document without findings is one case that passes, and a finding of level info is skipped."""

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Open the document."""
        self.line(HEAD)
        self.line(tag("testsuites", name="newslint"))

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """A suite with a case for each finding."""
        path = relative(document.path)
        skipped = sum(finding.severity == "info" for finding in findings)
        counts: dict[str, Any] = {
            "tests": max(len(findings), 1),
            "failures": len(findings) - skipped,
            "skipped": skipped,
        }
        self.line("  " + tag("testsuite", name=path, errors=0, **counts))
        for finding in findings:
            name = f"{finding.code} {finding.name} {finding.line}:{finding.column}"
            element = "skipped" if finding.severity == "info" else "failure"
            kind = {} if element == "skipped" else {"type": finding.severity}
            self._case(path, name, tag(element, empty=True, message=finding.message, **kind))
        if not findings:
            self.line("    " + tag("testcase", empty=True, classname=path, name="newslint"))
        self.line("  </testsuite>")

    def failed(self, error: InputError | RuleError) -> None:
        """A suite whose one case has an error."""
        path = relative(error.path)
        code = error.code if isinstance(error, RuleError) else "newslint"
        self.line("  " + tag("testsuite", name=path, errors=1, tests=1, failures=0, skipped=0))
        self._case(path, code, tag("error", empty=True, message=error.reason, type=type(error).__name__))
        self.line("  </testsuite>")

    def finish(self, summary: Summary) -> None:
        """Close the document."""
        self.line("</testsuites>")

    def _case(self, path: str, name: str, outcome: str) -> None:
        self.line(f"    {tag('testcase', classname=path, name=name)}{outcome}</testcase>")
