"""Spans of a text, in order."""

from __future__ import annotations

from bisect import bisect_right

Span = tuple[int, int]
"""Code points: where something begins, and where it has ended."""


class Spans:
    """Spans in order, and the one around an offset."""

    __slots__ = ("_starts", "spans")

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self._starts = [start for start, _ in spans]

    def index(self, offset: int) -> int:
        """The place of the last span that begins at or before an offset, at least 0."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def around(self, offset: int) -> Span:
        """The last span that begins at or before an offset, or the first; an empty one where there is none."""
        at = bisect_right(self._starts, offset) - 1  # written out: asked for at every hit
        return self.spans[at if at > 0 else 0] if self.spans else (offset, offset)
