"""Columns of a page read straight across: lines that hold a gap with prose on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.late import late
from newslint.text.spans import Span

ROW = 4
"""Lines in a row. Tables of words have gaps too, but seldom prose on both sides of them in four lines."""
WIDEST = 400
"""Characters of the widest line of columns."""
BLANK = 2
"""Line ends between two lines of a run: one blank line may stand between them."""

_GAP = late(r"[^\n]{14,}[a-z,.;-](?: {3,}| +\| +)[^\s|][^\n]{0,4}[a-z]{2}[^\n]{9,}")


def columns(text: str) -> Iterator[Span]:
    """The runs of at least ROW lines with a gap of three spaces, or a bar, between two pieces of prose."""
    if text.count("   ") + text.count(" | ") < ROW:
        return
    run: list[Span] = []
    lines = list(_gaps(text))
    for line in lines:
        if run and text.count("\n", run[-1][1], line[0]) > BLANK:
            yield from _whole(run)
            run = []
        run.append(line)
    yield from _whole(run)


def _gaps(text: str) -> Iterator[Span]:
    """The lines with a gap between two pieces of prose; a line wider than any printed one has no columns."""
    offset = 0
    for line in text.split("\n"):
        found = _GAP.search(line) if len(line) <= WIDEST and ("   " in line or " | " in line) else None
        if found and _prose(found[0]):
            yield offset + found.start(), offset + found.end()
        offset += len(line) + 1


def _whole(run: list[Span]) -> Iterator[Span]:
    if len(run) >= ROW:
        yield run[0][0], run[-1][1]


def _prose(line: str) -> bool:
    """Whether most words are in lower case: a table has names and figures."""
    words = line.split()
    return len(words) >= 8 and sum(word.islower() for word in words) * 2 > len(words)
