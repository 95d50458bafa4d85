"""Folding: the form of a text in which phrases and literals are looked up.

Case, typographic quotes and dashes, and the length of a run of white space do not count there.
Every offset found in the folded text can be led back to the text as read.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from newslint.late import late

_EQUAL = {
    "\n": " ", "\r": " ", "\t": " ", "\f": " ", "\v": " ",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ",
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-",
}  # fmt: skip
_ASCII = [pair for pair in _EQUAL.items() if pair[0].isascii()]
_RUN = late(" {2,}")


def fold(text: str) -> str:
    """Fold `text` character by character: the result has the same length, in code points.

    Lower case by `str.lower`, which changes the length of U+0130 alone; that letter is left as it is.
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return _plain(folded)


def fold_phrase(phrase: str) -> str:
    """Fold a phrase as the text it is looked up in: runs of white space become one space."""
    return level(fold(phrase))


def level(text: str) -> str:
    """Fold all but case: the form in which two texts are compared where case counts."""
    plain = _plain(text)
    return _RUN.sub(" ", plain) if "  " in plain else plain


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():  # as nearly every phrase is
        return text
    for char, same in _ASCII if text.isascii() else _EQUAL.items():
        text = text.replace(char, same)
    return text


class Folded(NamedTuple):
    """A folded text with single spaces, and the way back from its offsets to the text as read.

    `starts` are the offsets in `text` behind each shortened run of spaces, `shifts` how many code
    points were left out by there.
    """

    text: str
    starts: list[int]
    shifts: list[int]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a document's text."""
        folded = fold(text)
        if "  " not in folded:
            return cls(folded, [], [])
        starts, shifts, shift = [], [], 0
        for run in _RUN.finditer(folded):
            starts.append(run.start() + 1 - shift)
            shift += run.end() - run.start() - 1
            shifts.append(shift)
        return cls(_RUN.sub(" ", folded), starts, shifts)

    def original(self, offset: int) -> int:
        """The offset in the text as read of an offset in the folded text."""
        at = bisect_right(self.starts, offset)
        return offset + self.shifts[at - 1] if at else offset
