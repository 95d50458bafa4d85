"""Views: the units of documents, one after another, as the bytes in which regexes are looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
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


Place = tuple[int, int, int]
"""A unit: the place of its document among those that are looked at together, and its span there."""


class View(NamedTuple):
    """Units of several documents between line ends, each text once: what is alike costs no more than one.

    `starts` are the offsets in `data` at which they begin, `places` where each stands.
    """

    data: bytes
    starts: list[int]
    places: list[list[Place]]

    def at(self, end: int) -> int:
        """The place of the unit in which a match ends, `end` an offset in `data`; behind the last there is one more."""
        return bisect_right(self.starts, end) - 1

    def around(self, at: int, end: int) -> list[Place]:
        """The unit in which a match ends, or, where that is the start of one, this and the unit before it."""
        here = self.places[at] if at < len(self.places) else []
        return self.places[at - 1] + here if at and end == self.starts[at] else here

    def sentences(self, documents: Sequence[Document], at: int, end: int) -> list[Place]:
        """The same for sentences, `at` the place of the line."""
        first = at - 1 if at and end == self.starts[at] else at
        offsets = (
            (document, start + end - self.starts[unit])
            for unit in range(first, min(at + 1, len(self.places)))
            for document, start, _ in self.places[unit]
        )
        return list(
            dict.fromkeys(
                (document, *documents[document].unit("sentence", at))
                for document, offset in offsets
                for at in (offset - 1, offset)
            )
        )

    def end(self, at: int) -> int:
        """Where a unit ends, and the next begins."""
        return self.starts[at + 1] if at + 1 < len(self.starts) else len(self.data) + 1

    def units(self, documents: Sequence[Document], kind: Viewed) -> Iterator[Place]:
        """All units of a kind."""
        if kind != "sentence":
            return chain.from_iterable(self.places)
        held = dict.fromkeys(document for document, _, _ in chain.from_iterable(self.places))
        return ((document, *span) for document in held for span in documents[document].units("sentence"))


def views(documents: Sequence[Document], kind: Viewed) -> list[View]:
    """The views that hold the units of a kind, and of those kinds that are looked at with it: one of all documents, or
    one of each where these are looked at as a whole.

    Lines, paragraphs and sentences are looked at together: a sentence stands in a paragraph, and a paragraph is a line.
    """
    if kind == "document":
        return [_whole(document, at) for at, document in enumerate(documents)]
    places: dict[str, list[Place]] = {}
    for at, document in enumerate(documents):
        text = document.text
        for start, end in _spans(document, kind):
            places.setdefault(text[start:end], []).append((at, start, end))
    if not places:
        return []
    whole = [document.passing_fact(_encoded) for document in documents]
    lines = (whole[at][start:end] for (at, start, end), *_ in places.values())
    starts = list(accumulate((len(text) + 1 for text in places), initial=1))
    return [View(b"\n".join([b"", *lines, _END]), starts, list(places.values()))]


def together(kind: Viewed) -> Viewed:
    """The kind that stands for all that are looked at together."""
    return "line" if kind in ("paragraph", "sentence") else kind


def _whole(document: Document, at: int) -> View:
    return View(document.passing_fact(_encoded) + b"\n" + _END, [0], [[(at, 0, len(document.text))]])


def _spans(document: Document, kind: Viewed) -> list[Span]:
    if kind == "short line" or kind == "row":
        return _rows(document, ROW if kind == "row" else 1)
    return document.lines


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


def _encoded(document: Document) -> bytes:
    return encode(document.text)
