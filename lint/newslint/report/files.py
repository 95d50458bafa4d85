"""Counts by file instead of findings, most first: as a table, `json` or `jsonl`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

import msgspec

from newslint.linting.finding import Finding
from newslint.report.display import visible
from newslint.report.reporter import COLORS, Summary
from newslint.report.statistics import AsJson, AsJsonLines, Counts
from newslint.rule.declaration import SEVERITIES, Severity
from newslint.text.document import Document


class FileCount(msgspec.Struct, frozen=True):
    """How many findings a file holds."""

    path: str
    error: int
    warning: int
    info: int
    count: int


class Files(Counts):
    """Counts findings, and ends with a row for each file that holds any: count, path, and how grave they are."""

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        self._files: dict[str, Counter[Severity]] = {}

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """Count the findings; those in the records of a file are together."""
        if findings:
            self._files.setdefault(document.file, Counter()).update(finding.severity for finding in findings)

    def counts(self) -> list[FileCount]:
        """The rows: most findings first, then by path."""
        rows = sorted(self._files.items(), key=lambda row: (-row[1].total(), row[0]))
        return [FileCount(path, by["error"], by["warning"], by["info"], by.total()) for path, by in rows]

    def finish(self, summary: Summary) -> None:
        """The rows, in columns."""
        rows = self.counts()
        digits = max((len(str(row.count)) for row in rows), default=0)
        width = max((len(visible(row.path)) for row in rows), default=0)
        for row in rows:
            path = self.style(f"{visible(row.path):<{width}}", bold=True)
            grades = [(grade, getattr(row, grade)) for grade in reversed(SEVERITIES) if getattr(row, grade)]
            said = ", ".join(f"{count} {self.style(_noun(grade, count), fg=COLORS[grade])}" for grade, count in grades)
            self.line(f"{row.count:>{digits}}  {path}  {said}")


class JsonFiles(AsJson, Files):
    """Files as one JSON array."""


class JsonLinesFiles(AsJsonLines, Files):
    """Files as JSON, one a line."""


def _noun(grade: Severity, count: int) -> str:
    return grade if grade == "info" or count == 1 else f"{grade}s"
