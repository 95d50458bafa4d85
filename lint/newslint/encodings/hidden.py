"""What nobody sees: characters without a shape, and the gaps that lost dashes leave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.encodings.characters import CHARACTERS, Spotted
from newslint.late import late

ANY = late(f"[{re.escape(CHARACTERS['invisible'])}]+")
WITHIN = late(f"(?<=[A-Za-z])[{re.escape(CHARACTERS['invisible'])}]+(?=[A-Za-z])")
"""Invisible characters between two letters."""
MANY = 3
"""So many words of a line, each with such a character within, are one finding."""
GAP = late("(?<=[a-z]{2})  (?=[a-z]{2})")
MANY_GAPS = 4
_LOST = late(
    r"\b(?:(?:[Dd]oes|[Dd]id|[Ii]s|[Ww]as|[Ww]ere|[Ww]ould|[Cc]ould|[Ss]hould|[Hh]as|[Hh]ave|[Hh]ad|[Aa]re|[Dd]o)nt"
    r"|I[mv]e?|[Tt]heyre|[Yy]oure|[Tt]hats|[Tt]heres)\b"
)
_KEPT = late("[A-Za-z]['’][a-z]|[“”‘’–—]")


def invisible(text: str) -> Iterator[Spotted]:
    """Runs of invisible characters, but for those that `within` tells of."""
    told = _lines(text)
    first = last = 0
    for match in ANY.finditer(text):
        while last <= match.start():
            first, last, _ = next(told, (len(text), len(text) + 1, {}))
        if match.start() < first:
            yield *match.span(), {"code": f"U+{ord(match[0][0]):04X}"}


def _lines(text: str) -> Iterator[Spotted]:
    """What `within` finds in all lines of a text."""
    at = 0
    for line in text.split("\n"):
        for start, end, values in within(line):
            yield at + start, at + end, values
        at += len(line) + 1


def within(line: str, many: int = MANY) -> Iterator[Spotted]:
    """From the first to the last of many words of a line that hold invisible characters, with the line without them."""
    places = [match.start() for match in WITHIN.finditer(line)]
    words = [line.rfind(" ", before, place) for before, place in zip([0, *places], places, strict=False)]
    first = words[0] if words else -1
    if places and len({word for word in words if word >= 0} | {first}) >= many:
        start, end = first + 1, line.find(" ", places[-1])
        end = len(line) if end < 0 else end
        yield start, end, {"suggestion": ANY.sub("", line[start:end]), "code": f"U+{ord(line[places[0]]):04X}"}


def gaps(text: str) -> Iterator[Spotted]:
    """Two spaces between two words, a few of them, in a text that has lost its apostrophes."""
    found = list(GAP.finditer(text))
    if len(found) <= MANY_GAPS and _LOST.search(text) and not _KEPT.search(text):
        yield from ((*gap.span(), {}) for gap in found)
