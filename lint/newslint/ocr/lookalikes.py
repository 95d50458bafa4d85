"""Words with letters taken for others of like shape, as no hand at a keyboard or in spelling would take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from string import ascii_lowercase

from newslint.english.lexicon import lexicon
from newslint.ocr.confusions import FOLDER, table
from newslint.ocr.mending import LONGEST
from newslint.ocr.signs import MANY

SHORTEST, LONGISH = 4, 7
"""Letters of a word in which one such confusion tells something, and of one that may stand for a rarer word."""
SOME = 3
"""Per million words: how frequent a word must be that a long one stands for."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiou")


def lookalike(word: str, rates: Mapping[str, int] | None = None, least: int = 0) -> str:
    """The most frequent word of which one confusion of shapes makes this one; empty where there is none.

    `rates` and `least`: of which words, and how frequent at least, if not of the lexicon's. A word that a slip of the
    hand explains, too, has none: a letter lost, doubled or added, or two in the wrong order.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return ""
    frequent = lexicon().frequent if rates is None else rates
    enough = least or (MANY if len(word) < LONGISH else SOME)
    found = [meant for meant in _readings(word, _shapes()) if frequent.get(meant, 0) >= enough]
    best = max(found, key=lambda meant: (frequent[meant], meant), default="")
    return "" if best and slipped(word, frequent[best] // 3) else best


def near(word: str) -> bool:
    """Whether one confusion of shapes, of neighbouring keys too, leads to a frequent word, or two from a long one."""
    frequent, rows = lexicon().frequent, _all_shapes()
    for once in _readings(word, rows):
        if frequent.get(once, 0) >= SOME:
            return True
        if len(word) >= LONGISH - 1 and any(frequent.get(twice, 0) >= MANY for twice in _readings(once, rows)):
            return True
    return False


def _readings(word: str, rows: Mapping[str, list[str]]) -> Iterator[str]:
    for at in range(len(word)):
        for size in (1, 2):
            for meant in rows.get(word[at : at + size], ()):
                if at + size <= len(word):
                    yield word[:at] + meant + word[at + size :]


def slipped(word: str, rate: int = MANY) -> bool:
    """Whether a slip of the hand makes this of a word so frequent: a letter lost or added, or two swapped."""
    if len(word) > LONGEST:
        return False
    frequent = lexicon().frequent
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return any(
        (right and frequent.get(left + right[1:], 0) > rate)
        or (len(right) > 1 and frequent.get(left + right[1] + right[0] + right[2:], 0) > rate)
        or any(frequent.get(left + letter + right, 0) > rate for letter in ascii_lowercase)
        for left, right in cuts
    )


def by_hand(read: str, meant: str) -> bool:
    """Whether a listed reading may be a slip of the hand, too: a letter lost or doubled, or the key beside it hit."""
    if len(read) != len(meant):
        return len(read) < len(meant) or any(one == other for one, other in pairwise(read))
    return any(
        f"{one}{other}" in keys or f"{other}{one}" in keys
        for one, other in zip(read.lower(), meant.lower(), strict=True)
        for keys in _KEYS
        if one != other
    )


@cache
def _all_shapes() -> Mapping[str, list[str]]:
    """Letters as read, and those of like shape that may be meant."""
    rows: dict[str, list[str]] = {}
    for read, meant in table(FOLDER / "lookalikes.tsv"):
        rows.setdefault(read, []).append(meant)
    return rows


@cache
def _shapes() -> Mapping[str, list[str]]:
    """The same without keys that lie side by side and swapped vowels."""
    return {
        read: [
            meant for meant in row if len(read + meant) > 2 or not (_beside(read, meant) or {read, meant} <= _VOWELS)
        ]
        for read, row in _all_shapes().items()
    }


def _beside(one: str, other: str) -> bool:
    """Whether two keys touch."""
    (row, at), (line, place) = (
        next((row, keys.index(key)) for row, keys in enumerate(_KEYS) if key in keys) for key in (one, other)
    )
    if row == line:
        return abs(at - place) == 1
    upper, lower = (at, place) if row < line else (place, at)
    return abs(row - line) == 1 and upper - lower in (0, 1)
