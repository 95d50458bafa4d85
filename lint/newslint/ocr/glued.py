"""Words that run into each other, looked for in texts that OCR damaged: a mark for the space, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.english.lexicon import lexicon, names
from newslint.late import late
from newslint.ocr.mending import ADDRESSED, FUNCTION
from newslint.ocr.sifting import PlacedSign
from newslint.ocr.signs import MANY

MOST, LONG = 30, 6
"""Per million words: how frequent a word must be that runs into a function word, if it has fewer letters than this."""
_AFTER = frozenset(["the", "and", "was", "with", "that", "from", "were", "which", "had", "his"])
"""Function words with which few names end."""
_MARKED = late(r"(?<![\w'’@#/.-])([A-Za-z][a-z]{1,22})([.,:;!'’*])([a-z]{2,22})(?![\w@/'’]|\.\w)")
_CAPITAL_WITHIN = late(r"(?<![\w'’@#/.-])([a-z]{2,22})([A-Z][a-z]{2,22})(?![\w@/])")
_CAPITAL = late(r"(?<![\w'’@#/.-])[A-Z][a-z]{5,22}(?![\w@/])")
_ENDINGS = ADDRESSED | {"em", "un", "er", "re", "ve", "ll", "th", "st"}
"""What follows a stop or an apostrophe in addresses, names of files and short forms."""
_ELIDED = frozenset(["ma", "ne", "qu", "rock"])


def glued(text: str) -> Iterator[PlacedSign]:
    """Two words with a mark but no space between them, or with nothing between them."""
    for match in _MARKED.finditer(text):
        left, mark, right = match.groups()
        if right not in _ENDINGS and left.lower() not in _ELIDED and _common(left, MANY) and _common(right, MANY):
            between = " " if mark in "'’*" else f"{mark} "
            yield PlacedSign("merged", *match.span(), left + between + right)
    for match in _CAPITAL_WITHIN.finditer(text):
        left, right = match.groups()
        if left in FUNCTION and (right.lower() in names() or _common(right, MANY)):
            yield PlacedSign("merged", *match.span(), f"{left} {right}")
    for match in _CAPITAL.finditer(text):
        if meant := _two(match[0]):
            yield PlacedSign("merged", *match.span(), meant)


def _common(word: str, rate: int) -> bool:
    return lexicon().frequent.get(word.lower(), 0) >= rate


def _two(word: str) -> str:
    """Two words that make up a capitalised one, one of them a function word; empty where there are none."""
    low = word.lower()
    if low in lexicon() or low in names():
        return ""
    for at in range(3, len(word) - 2):
        left, right = low[:at], low[at:]
        if (left in FUNCTION and _common(right, MOST if len(right) < LONG else MANY)) or (
            right in _AFTER and len(left) > 3 and (left in names() or _common(left, MOST))
        ):
            return f"{word[:at]} {right}"
    return ""
