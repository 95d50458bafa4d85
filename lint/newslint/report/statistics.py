"""Counts by rule instead of findings, most first: as a table, `json` or `jsonl`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

import msgspec

from newslint.linting.finding import Finding
from newslint.report.record import encode
from newslint.report.reporter import COLORS, Reporter, Summary
from newslint.rule.declaration import Severity
from newslint.text.document import Document


class Count(msgspec.Struct, frozen=True):
    """How often a rule was found."""

    code: str
    name: str
    severity: Severity
    count: int


class Counts(Reporter):
    """Counts findings instead of reporting them."""

    def counts(self) -> Sequence[msgspec.Struct]:
        """The rows, most findings first."""
        raise NotImplementedError


class Statistics(Counts):
    """Counts findings, and ends with a row for each rule that found any: count, code, name, severity."""

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._counts: Counter[tuple[str, str, Severity]] = Counter()

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """Count the findings."""
        self._counts.update((finding.code, finding.name, finding.severity) for finding in findings)

    def counts(self) -> list[Count]:
        """The rows: most findings first, then by code."""
        rows = sorted(self._counts.items(), key=lambda row: (-row[1], row[0]))
        return [Count(*rule, count) for rule, count in rows]

    def finish(self, summary: Summary) -> None:
        """The rows, in columns."""
        rows = self.counts()
        digits, code_width, name_width = (
            max((len(str(getattr(row, key))) for row in rows), default=0) for key in ("count", "code", "name")
        )
        for row in rows:
            code = self.style(f"{row.code:<{code_width}}", bold=True)
            severity = self.style(row.severity, fg=COLORS[row.severity])
            self.line(f"{row.count:>{digits}}  {code}  {row.name:<{name_width}}  {severity}")


class AsJson(Counts):
    """The rows as one JSON array."""

    def finish(self, summary: Summary) -> None:
        """One object a row, a line each."""
        rows = ",".join(f"\n  {encode(row)}" for row in self.counts())
        self.line(f"[{rows}\n]" if rows else "[]")


class AsJsonLines(Counts):
    """The rows as JSON, one a line."""

    def finish(self, summary: Summary) -> None:
        """One object a row."""
        for row in self.counts():
            self.line(encode(row))


class JsonStatistics(AsJson, Statistics):
    """Rules as one JSON array."""


class JsonLinesStatistics(AsJsonLines, Statistics):
    """Rules as JSON, one a line."""
