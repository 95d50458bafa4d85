"""`github`: workflow commands, which GitHub Actions shows as annotations of the changed files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.display import help_for, one_line, unmarked, visible
from newslint.report.location import relative
from newslint.report.reporter import Reporter, Summary, encodable
from newslint.rule.declaration import SEVERITIES, Severity
from newslint.text.document import Document

SHOWN = 10
"""Annotations of each level that GitHub shows for a step; it drops the rest without a word."""

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


class GitHub(Reporter):
    """Writes one command a finding and, past GitHub's limit, how many it does not show.

    A message begins with its place and code, as the log of a step shows nothing else of a command. The
    last notice is kept for the count of what is not shown; notes past the ninth are plain lines of the log.
    """

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._written: Counter[Severity] = Counter()

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One command a finding."""
        file = relative(document.path)
        for finding in findings:
            place: dict[str, str | int] = {
                "title": f"newslint ({finding.code})",
                "file": file,
                "line": finding.line,
                "col": finding.column,
                "endLine": finding.end_line,
                "endColumn": finding.end_column,
            }
            text = f"{document.path}:{finding.line}:{finding.column}: {finding.code} {finding.message}"
            advice = help_for(finding)
            if advice and (finding.suggestion is None or finding.suggestion not in finding.message):
                text += f"\nhelp: {advice}"
            self._command(finding.severity, place, text)

    def failed(self, error: InputError | RuleError) -> None:
        """An error of the file, without a line."""
        code = f" ({error.code})" if isinstance(error, RuleError) else ""
        self._command("error", {"title": f"newslint{code}", "file": relative(error.path)}, str(error))

    def finish(self, summary: Summary) -> None:
        """A notice of what GitHub does not show, where there is such."""
        limits: dict[Severity, int] = {"error": SHOWN, "warning": SHOWN, "info": SHOWN - 1}
        hidden = self._written - Counter(limits)
        if hidden:
            counts = [f"{hidden[level]} of level {level}" for level in reversed(SEVERITIES) if hidden[level]]
            more = f"GitHub shows {SHOWN} findings of a level; in the log of this step are more: {', '.join(counts)}"
            self._write(f"::notice title=newslint::{more}")

    def _command(self, severity: Severity, place: dict[str, str | int], text: str) -> None:
        self._written[severity] += 1
        if severity == "info" and self._written[severity] >= SHOWN:
            self.line(f"Notice: {one_line(text)}")
            return
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
        self._write(f"::{_COMMANDS[severity]} {properties}::{_data(text)}")

    def _write(self, command: str) -> None:
        self.stream.write(encodable(unmarked(command)) + "\n")


def _data(text: str) -> str:
    text = "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
