"""Views: the units of a document, one after another, as the bytes in which regexes are looked for."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from typing import Literal, NamedTuple

from newslint.scan.alphabet import encode
from newslint.text.document import Document
from newslint.text.spans import Span
from newslint.text.units import Scope

Viewed = Scope | Literal["short line", "row"]
"""What a regex looks at: the units of a scope, or short lines, or short lines in a row of them."""

SHORT = 140
"""Code points of a short line. Menus, links and bylines stand in such lines, and most of an article does not."""

ROW = 5
"""Short lines one after another. Menus and lists have as many, and most articles have not."""

_END = b"\n"
"""Behind the last line end: Hyperscan 5.4 may miss what stands before one with which the data ends."""


class View(NamedTuple):
    """Units between line ends, each text once: many short lines that are alike cost no more than one.

    `starts` are the offsets in `data` at which they begin, `spans` where each stands.
    """

    data: bytes
    starts: list[int]
    spans: list[list[Span]]

    def at(self, end: int) -> int:
        """The place of the unit in which a match ends, `end` an offset in `data`; behind the last there is one more."""
        return bisect_right(self.starts, end) - 1

    def around(self, at: int, end: int) -> list[Span]:
        """The unit in which a match ends, or, where that is the start of one, this and the unit before it."""
        here = self.spans[at] if at < len(self.spans) else []
        return self.spans[at - 1] + here if at and end == self.starts[at] else here

    def sentences(self, document: Document, at: int, end: int) -> list[Span]:
        """The same for sentences, `at` the place of the line."""
        first = at - 1 if at and end == self.starts[at] else at
        offsets = (
            start + end - self.starts[place]
            for place in range(first, min(at + 1, len(self.spans)))
            for start, _ in self.spans[place]
        )
        return list(dict.fromkeys(document.unit("sentence", at) for offset in offsets for at in (offset - 1, offset)))

    def end(self, at: int) -> int:
        """Where a unit ends, and the next begins."""
        return self.starts[at + 1] if at + 1 < len(self.starts) else len(self.data) + 1

    def units(self, document: Document, kind: Viewed) -> list[Span]:
        """All units of a kind."""
        return document.units("sentence") if kind == "sentence" else list(chain.from_iterable(self.spans))


def views(document: Document, kind: Viewed) -> list[View]:
    """The views of a document that hold the units of a kind, and of those kinds that are looked at with it.

    Lines, paragraphs and sentences are looked at together: a sentence stands in a paragraph, and a paragraph is a line.
    """
    if kind == "document":
        return [View(document.passing_fact(_encoded) + b"\n" + _END, [0], [[(0, len(document.text))]])]
    if kind == "short line" or kind == "row":
        rows = _rows(document, ROW if kind == "row" else 1)
        return [_view(document, rows)] if rows else []
    return [_view(document, document.lines)] if document.lines else []


def together(kind: Viewed) -> Viewed:
    """The kind that stands for all that are looked at together."""
    return "line" if kind in ("paragraph", "sentence") else kind


def _rows(document: Document, least: int) -> list[Span]:
    """The short lines that stand with at least so many in a row."""
    rows: list[Span] = []
    first = 0
    for at, (start, end) in enumerate(document.lines):
        if end - start > SHORT:
            if at - first >= least:
                rows += document.lines[first:at]
            first = at + 1
    return rows + document.lines[first:] if len(document.lines) - first >= least else rows


def _view(document: Document, spans: list[Span]) -> View:
    places: dict[str, list[Span]] = {}
    for span in spans:
        places.setdefault(document.text[span[0] : span[1]], []).append(span)
    starts = list(accumulate((len(text) + 1 for text in places), initial=1))
    whole = document.passing_fact(_encoded)
    lines = (whole[start:end] for (start, end), *_ in places.values())
    return View(b"\n".join([b"", *lines, _END]), starts, list(places.values()))


def _encoded(document: Document) -> bytes:
    return encode(document.text)
