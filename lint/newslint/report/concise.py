"""`concise`: one line a finding, `path:line:column: CODE message [severity]`."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.linting.finding import Finding
from newslint.report.display import one_line, visible
from newslint.report.reporter import COLORS, Reporter
from newslint.text.document import Document


class Concise(Reporter):
    """Writes a line that editors and grep understand, whatever stands in the message.

    The severity ends the line: patterns that read up to the code go on to work, and `grep '\\[error\\]$'` finds it.
    """

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One line a finding."""
        name = self.style(visible(document.path), bold=True)
        for finding in findings:
            code = self.link(finding.code, self.style(finding.code, fg=COLORS[finding.severity], bold=True))
            grade = self.style(f"[{finding.severity}]", fg=COLORS[finding.severity])
            self.line(f"{name}:{finding.line}:{finding.column}: {code} {one_line(finding.message)} {grade}")
