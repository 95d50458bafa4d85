"""Characters looked for as they are: where a regex asks for some that no byte of the alphabet tells from others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newslint.late import late
from newslint.scan.buffers import SHORT, Viewed
from newslint.scan.database import Owner
from newslint.text.document import Document
from newslint.text.spans import Span

_UNUSUAL = late(r"[^ -~\t\n\r]+")


def unusual(document: Document) -> frozenset[str]:
    """The characters of a document that are none of plain English text."""
    return frozenset("".join(_UNUSUAL.findall(document.text)))


class Needle:
    """Sets of characters, and who is to be told of the units in which one of each stands."""

    def __init__(self, sought: bytes, owners: Iterable[Owner]) -> None:
        self.owners = list(owners)
        parts = sought.decode("utf-8", "surrogatepass").split("\n")
        self._sets = [frozenset(part) for part in parts]
        self._classes = [late(f"[{re.escape(part)}]") for part in parts]

    def stands(self, unusual: frozenset[str]) -> bool:
        """Whether a character of each set is among those of a document that are unusual."""
        return not any(map(unusual.isdisjoint, self._sets))

    def units(self, document: Document, kind: Viewed) -> Iterator[Span]:
        """The units of a kind in which a character of each set stands: lines, short lines, or the document."""
        if kind == "document":
            yield 0, len(document.text)
            return
        first, *others = self._classes
        text, at = document.text, 0
        while match := first.search(text, at):
            start, end = document.unit("line", match.start())
            at = max(end, match.end())
            fits = match.start() < end and (kind != "short line" or end - start <= SHORT)
            if fits and all(other.search(text, start, end) for other in others):
                yield start, end
