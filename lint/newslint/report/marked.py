"""A document's text as HTML, a paragraph a line, with its findings marked in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from newslint.linting.finding import Finding
from newslint.report.display import visible
from newslint.rule.declaration import SEVERITIES

WIDE = 400
"""Code points. What is longer, or runs over more than three lines, is shown by a bar beside the text."""
_WIDE_LINES = 2
TOGETHER = 40
"""Lines in a block, which a browser lays out only where it is on the screen."""

Placed = tuple[int, Finding]


def escaped(text: str) -> str:
    """A text for the page: no markup, nothing invisible, and no `##[`, which runners of CI services obey in a log."""
    return escape("\t".join(map(visible, text.split("\t")))).replace("##", "&#35;#")


def marked(source: str, findings: Sequence[Finding], first: int) -> str:
    """The lines of a text; findings are numbered from `first`, and the first mark of number 7 has the id `m7`."""
    placed = [(first + at, finding) for at, finding in enumerate(findings)]
    wide = [one for one in placed if _is_wide(one[1])]
    narrow = [one for one in placed if not _is_wide(one[1])]
    return "".join(_Lines(source, narrow, wide).written())


def _is_wide(finding: Finding) -> bool:
    return finding.end - finding.start > WIDE or finding.end_line - finding.line > _WIDE_LINES


class _Lines:
    """Walks through a text once, with the findings that begin ahead and those that have not ended."""

    def __init__(self, source: str, narrow: list[Placed], wide: list[Placed]) -> None:
        self._source = source
        self._ahead = sorted(narrow, key=lambda one: one[1].start, reverse=True)
        self._wide = sorted(wide, key=lambda one: one[1].start, reverse=True)
        self._open: list[Placed] = []
        self._waiting: list[Placed] = []

    def written(self) -> Iterator[str]:
        lines = list(self._lines())
        for at in range(0, len(lines), TOGETHER):
            yield f'<div class="lines">\n{"".join(lines[at : at + TOGETHER])}</div>\n'

    def _lines(self) -> Iterator[str]:
        start, wide_end = 0, -1
        for number, line in enumerate(self._source.removesuffix("\n").split("\n"), 1):
            end = start + len(line)
            shown = end - 1 if line.endswith("\r") else end
            last = end >= len(self._source) - 1
            chips = []
            while self._wide and (last or self._wide[-1][1].start <= end):
                one = self._wide.pop()
                wide_end = max(wide_end, one[1].end)
                chips.append(_chip(*one))
            body = "".join(self._segments(start, shown))
            while last and self._ahead:  # nothing is lost, wherever it says that it stands
                self._waiting.append(self._ahead.pop())
            ending = [one for one in self._waiting if last or one[1].end <= end + 1]
            self._waiting = [one for one in self._waiting if not (last or one[1].end <= end + 1)]
            marker = ' class="wide"' if wide_end > start else ""
            inside = "".join([*chips, body, *(_chip(*one) for one in ending)])
            yield f'<p data-n="{number}" dir="auto"{marker}>{inside}</p>\n'
            start = end + 1

    def _segments(self, start: int, end: int) -> Iterator[str]:
        """A line cut wherever a finding begins or ends."""
        at = start
        while True:
            while self._ahead and self._ahead[-1][1].start <= at:
                one = self._ahead.pop()
                self._open.append(one)
                self._waiting.append(one)
            self._open = [one for one in self._open if one[1].end > at]
            if at >= end:
                break
            cuts = [one[1].end for one in self._open]
            if self._ahead:
                cuts.append(self._ahead[-1][1].start)
            cut = min([end, *cuts])
            yield self._segment(self._source[at:cut])
            at = cut

    def _segment(self, text: str) -> str:
        """A piece of text under the same findings; where one begins, a link to what is said of it."""
        if not self._open:
            return escaped(text)
        numbers = ",".join(str(number) for number, _ in self._open)
        grade = max((finding.severity for _, finding in self._open), key=SEVERITIES.index)
        inside, chips = escaped(text), ""
        begin = [one for one in self._waiting if one in self._open]
        if begin:
            number = begin[0][0]
            inside = f'<a id="m{number}" href="#f{number}">{inside}</a>'
            chips = "".join(_chip(*one) for one in begin[1:])
            self._waiting = [one for one in self._waiting if one not in begin]
        return f'<mark class="{grade}" data-f="{numbers}">{inside}</mark>{chips}'


def _chip(number: int, finding: Finding) -> str:
    """What stands for a finding that has no words of its own, or too many, or shares their beginning with another."""
    return (
        f'<mark class="{finding.severity} chip" data-f="{number}">'
        f'<a id="m{number}" href="#f{number}">{finding.code}</a></mark>'
    )
