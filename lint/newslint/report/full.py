"""`full`: findings for people, each with its line of text and carets under the span."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import TextIO

from newslint.linting.finding import EXCERPT, Finding
from newslint.report.display import help_for, one_line, visible, width
from newslint.report.reporter import COLORS, Reporter
from newslint.text.document import Document

WIDTH = 100
"""Columns of a report that does not go to a terminal."""

_WIDEST = 120
_NARROWEST = 40
_SNAP = 16


class Full(Reporter):
    """Writes a finding in four or five lines: place and rule, message, text, carets, help.

    A line too long for the terminal is cut around the span, between words where it can be, so that the
    carets stay under it.
    """

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        super().__init__(stream, color)
        columns = shutil.get_terminal_size((WIDTH, 24)).columns if stream.isatty() else WIDTH
        self._width = max(_NARROWEST, min(columns, _WIDEST))

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """The document's findings, each followed by an empty line."""
        for finding in findings:
            for line in self._lines(document.path, finding):
                self.line(line)
            self.line("")

    def _lines(self, path: str, finding: Finding) -> Iterator[str]:
        paint = COLORS[finding.severity]
        number = str(finding.line)
        margin = " " * len(number)
        bar = self.style("|", fg="blue")
        place = f"{self.style(visible(path), bold=True)}:{number}:{finding.column}:"
        severity = self.style(finding.severity, fg=paint, bold=True)
        code = self.link(finding.code, self.style(finding.code, bold=True))
        yield f"{place} {severity} {code} {finding.name}"
        yield f"{margin} {one_line(finding.message)}"
        text, before, carets = self._view(finding, self._width - len(number) - 3)
        yield f"{self.style(number, fg='blue')} {bar} {text}".rstrip()
        rest = f" (to {finding.end_line}:{finding.end_column})" if _runs_on(finding) else ""
        yield f"{margin} {bar} {' ' * before}{self.style('^' * carets, fg=paint, bold=True)}{rest}"
        if finding.related:
            places = ", ".join(
                f"{visible(place.path)}{':' * bool(place.path)}{place.line}:{place.column}" for place in finding.related
            )
            yield f"{margin} {self.style('see:', fg='blue', bold=True)} {places}"
        if advice := help_for(finding):
            yield f"{margin} {self.style('help:', fg='green', bold=True)} {advice}"

    def _view(self, finding: Finding, room: int) -> tuple[str, int, int]:
        """The text to show in a room of so many columns, the columns before the carets, and the carets."""
        text = finding.excerpt.text
        start = min(finding.column - finding.excerpt.column, len(text))
        end = len(text) if finding.end_line > finding.line else start + finding.end_column - finding.column
        end = min(end, len(text))
        first, last = _window(text, start, end, room)
        torn_left, torn_right = first > 0 or finding.excerpt.column > 1, last < len(text) or len(text) >= EXCERPT
        if torn_left and (space := text.find(" ", first, min(first + _SNAP, start))) >= 0:
            first = space + 1
        if torn_right and (space := text.rfind(" ", max(last - _SNAP, end), last)) >= 0:
            last = space
        end = min(end, last)
        left, right = "…" * torn_left, "…" * torn_right
        before = len(left) + sum(map(width, text[first:start]))
        return left + visible(text[first:last]) + right, before, max(sum(map(width, text[start:end])), 1)


def _runs_on(finding: Finding) -> bool:
    """Whether a finding goes on past the end of its first line, and not just over the line end."""
    return (finding.end_line, finding.end_column) > (finding.line + 1, 1)


def _window(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """The part of a line that fits a room of so many columns with an ellipsis on either side, around a span;
    of a span wider than the room, its beginning.
    """
    widths = [width(char) for char in text]
    room -= 2
    if sum(widths) <= room:
        return 0, len(text)
    spare = max(room - sum(widths[start:end]), 0)
    left = max(spare // 2, spare - sum(widths[end:]))
    first = start
    while first and widths[first - 1] <= left:
        first -= 1
        left -= widths[first]
    last, right = start, room - sum(widths[first:start])
    while last < len(text) and widths[last] <= right:
        right -= widths[last]
        last += 1
    return first, last
