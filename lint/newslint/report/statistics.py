"""`statistics`: counts per rule, most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from newslint.finding import Finding
from newslint.report.reporter import COLORS, Reporter, Summary
from newslint.rule import Severity


class Statistics(Reporter):
    """Counts findings, and ends with a row for each rule that found any: count, code, name, severity."""

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._counts: Counter[tuple[str, str, Severity]] = Counter()

    def document(self, path: str, findings: Sequence[Finding]) -> None:
        """Count the findings."""
        self._counts.update((finding.code, finding.name, finding.severity) for finding in findings)

    def finish(self, summary: Summary) -> None:
        """The rows: most findings first, then by code."""
        rows = sorted(self._counts.items(), key=lambda row: (-row[1], row[0]))
        digits, code_width, name_width = (
            max((len(str(cell)) for cell in column), default=0)
            for column in ([count for _, count in rows], [key[0] for key, _ in rows], [key[1] for key, _ in rows])
        )
        for (code, name, severity), count in rows:
            shown = self.style(severity, fg=COLORS[severity])
            self.line(
                f"{count:>{digits}}  {self.style(f'{code:<{code_width}}', bold=True)}  {name:<{name_width}}  {shown}"
            )
