"""Shifts: a text made from another by edits, and the way back from its offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of a text that reads as something else, often as nothing."""

    start: int
    end: int
    text: str


class Shifts:
    """Where the pieces of an edited text stood.

    A piece that was kept has its offset in the text it came from; one that was put in has the stretch that it
    stands for.
    """

    __slots__ = ("_ends", "_origins", "_starts")

    def __init__(self, starts: list[int], origins: list[int], ends: list[int]) -> None:
        self._starts, self._origins, self._ends = starts, origins, ends

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch from which a span of the edited text came, without what was left out at its ends."""
        first = self._start(start)
        if end <= start:
            return first, first
        at = bisect_right(self._starts, end - 1) - 1
        kept = self._ends[at] < 0
        return first, self._origins[at] + end - self._starts[at] if kept else self._ends[at]

    def edited(self, offset: int) -> int:
        """Where the edited text has an offset of the text that it came from; edits are in order."""
        at = bisect_right(self._origins, offset) - 1
        kept = self._ends[at] < 0
        found = self._starts[at] + (offset - self._origins[at] if kept else 0)
        return min(found, self._starts[at + 1]) if at + 1 < len(self._starts) else found

    def _start(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        return self._origins[at] + (offset - self._starts[at] if self._ends[at] < 0 else 0)


def edit(text: str, edits: Iterable[Edit]) -> tuple[str, Shifts]:
    """A text with edits made, which are in order; of two that overlap the first counts."""
    parts: list[str] = []
    starts, origins, ends = [0], [0], [-1]
    at = length = 0

    def begin(origin: int, end: int) -> None:
        if starts[-1] == length:
            del starts[-1], origins[-1], ends[-1]
        starts.append(length)
        origins.append(origin)
        ends.append(end)

    for start, end, put in edits:
        if start < at:
            continue
        parts.append(text[at:start])
        length += start - at
        if put:
            begin(start, end)
            parts.append(put)
            length += len(put)
        begin(end, -1)
        at = end
    parts.append(text[at:])
    return "".join(parts), Shifts(starts, origins, ends)
