"""Hard wraps: lines that end where a paragraph goes on, told by how full they are.

A program that wraps a paragraph fills each line: the first word of the next would not have gone in. So the width is
what the longest lines of blocks have, and a text is wrapped where lines that break off within a sentence are full.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from newslint.late import late
from newslint.text.joints import DATELINE, SENTENCE, heading_end

WIDEST = 160
"""Characters: nobody wraps wider."""
NARROWEST = 20
_USUAL = range(50, 101)
"""Widths at which one line that breaks off is enough, where no line is longer: a short article."""
FULL = 0.9
"""What counts as full, as a part of the width: type on paper fills by millimetres, not by letters."""

FEW, EXACT = 5, 0.95
"""Of so many lines that break off, so large a part is full to the letter where a program wrapped them."""

_ENDS = late(r"[.!?:;…][\"”’')\]]*$|[”\"]$")
_GOES_ON = late(r"[\"“‘'(\[]?[a-z]+(?![A-Za-z])")
_LEADS = late(
    r"\b(?:a|an|and|as|at|but|by|for|from|had|has|have|he|her|his|in|into|is|its|my|of|on|or|our|she|that|the|their"
    r"|they|to|was|we|were|which|who|will|with|would|your),?$"
)
_WORD = late(r"\S+")
_ADDRESS = late(r"https?:|www\.")
_HEADED = late(heading_end())
_BEGINS = late(rf"{SENTENCE}|{DATELINE}")


class Row(NamedTuple):
    """A line that is not blank: where it begins behind marks of quotation, where its words begin and where they end.

    `depth` is how many marks of quotation stand before it, `item` whether a list mark, a heading mark or the like
    begins something new, and `hang` how far the words behind that mark are indented. `number` counts lines, blank ones
    too.
    """

    number: int
    line: int
    start: int
    end: int
    depth: int
    item: bool
    hang: int

    @property
    def column(self) -> int:
        """How far the words are indented."""
        return self.start - self.line

    @property
    def length(self) -> int:
        """How long the line is, with its indent."""
        return self.end - self.line


class _Break(NamedTuple):
    """A line end within a block: the place of the line, how full it is, and what is on both sides.

    `goes_on`: the sentence does; `ends`: it may end there; `begins`: another text does, below a heading or the like.
    """

    at: int
    length: int
    needed: int
    goes_on: bool
    ends: bool
    begins: bool


def find_wraps(text: str, rows: Sequence[Row]) -> list[int]:
    """The places of the rows whose paragraph goes on in the next, none where lines are not wrapped."""
    breaks = [_break(text, at, one, two) for at, (one, two) in enumerate(pairwise(rows)) if _one_block(text, one, two)]
    width = _width([found.length for found in breaks])
    if not NARROWEST <= width <= WIDEST:
        return []
    full = [found for found in breaks if found.needed > width * FULL]
    broken = [found for found in breaks if found.goes_on]
    both = sum(found.goes_on for found in full)
    enough = 1 if width in _USUAL and max(row.length for row in rows) <= width else 2
    open_ended = [found for found in breaks if not (found.ends or found.begins)]
    filled = len(open_ended) >= FEW and sum(found.needed > width * FULL for found in open_ended) > 0.9 * len(open_ended)
    if both < enough or both < 0.75 * len(broken) or not (filled or both >= 0.3 * len(full)):
        return []
    exact = len(broken) >= FEW and sum(found.needed > width for found in broken) >= EXACT * len(broken)
    return [found.at for found in breaks if _wraps(found, width, exact)]


def _one_block(text: str, one: Row, two: Row) -> bool:
    """Whether two rows may be lines of one paragraph."""
    if two.number != one.number + 1 or two.depth != one.depth or two.column > one.hang + 1:
        return False
    return not two.item and " " in text[one.start : one.end]


def _break(text: str, at: int, one: Row, two: Row) -> _Break:
    word = _WORD.match(text, two.start)
    ends = _ENDS.search(text, max(one.start, one.end - 6), one.end) is not None
    leads = _LEADS.search(text, max(one.start, one.end - 8), one.end) is not None
    open_ended = leads or text[one.end - 1] == ","
    address = not open_ended and _ADDRESS.match(text, two.start) is not None
    headed = not open_ended and _HEADED.match(text, one.end) is not None
    begins = address or (headed and _BEGINS.match(text, two.start) is not None)
    return _Break(
        at,
        one.length,
        one.length + 1 + (len(word[0]) if word else 0),
        not ends and not begins and (leads or _GOES_ON.match(text, two.start) is not None),
        ends and not address,
        begins,
    )


def _width(lengths: list[int]) -> int:
    """The longest line, one in fifty left aside."""
    return sorted(lengths)[-1 - len(lengths) // 50] if lengths else 0


def _wraps(found: _Break, width: int, exact: bool) -> bool:
    """Whether a paragraph goes on over a line end: beyond the end of a sentence only from a line that is full."""
    if found.begins:
        return found.ends and found.needed > width
    if found.ends or exact:
        return found.needed > width
    return found.needed > width * FULL or (found.goes_on and found.length > width // 2)
