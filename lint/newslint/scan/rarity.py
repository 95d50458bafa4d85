"""How rare texts are in news, by the words and letters that they are made of: for choosing what to look for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from math import inf, log2

from newslint.english.lexicon import lexicon, names
from newslint.late import late

_PER_THOUSAND = {
    " ": 168, "e": 95, "t": 67, "a": 64, "o": 58, "i": 56, "n": 55, "s": 51, "r": 49, "h": 36, "l": 32, "d": 30,
    "c": 23, "u": 21, "m": 19, "p": 16, "g": 16, "f": 16, "w": 14, "y": 13, "b": 12, ".": 8.7, "v": 8.2, ",": 7.3,
    "k": 5.8, '"': 4.1, "T": 3.3, "'": 2.8, "S": 2.7, "0": 2.5, "-": 2.5, "B": 2.5, "M": 2.5, "I": 2.4, "A": 2.2,
    "C": 2.2, "\n": 8, "x": 1.6, "j": 0.9, "q": 0.6, "z": 0.5,
}  # fmt: skip
"""Counted on 4 MB of British news; line ends are commoner where texts are wrapped."""
_OTHERS = 1.0
_BITS = [-log2(_PER_THOUSAND.get(chr(byte), _OTHERS) / 1000) for byte in range(256)]
_CHARACTERS = 6e6
"""Of a million words, about, with the spaces between them."""
_CAPITAL = 2.0
"""Bits of a capital where most stand in lower case,"""
_SPACE = 0.3
"""of a space next to a word,"""
_FIRST_DIGIT, _DIGIT = 8.0, 3.0
"""of a digit, and of each behind it."""
_INITIALS = 14.0
"""and of initials, of which news is full: “U.S.”"""
_PIECE = late(rb"((?:[A-Z]\.){2,})|([A-Za-z]+)|([0-9]+)|(?<=[A-Za-z])( )|( )(?=[A-Za-z])|.", re.DOTALL)


@cache
def _bits(text: bytes) -> float:
    return sum(map(_bits_of, _PIECE.finditer(text)))


def _bits_of(piece: re.Match[bytes]) -> float:
    initials, word, digits, *space = piece.groups()
    if initials:
        return _INITIALS
    if word:
        return min(_bits_of_word(word), sum(_BITS[byte] for byte in word))
    if digits:
        return _FIRST_DIGIT + _DIGIT * (len(digits) - 1)
    return _SPACE if any(space) else _BITS[piece[0][0]]


@cache
def _bits_of_word(word: bytes) -> float:
    """Of a frequent word or name, letter by letter far rarer than it is; infinite for others."""
    lower = word.decode().lower()
    rate, capital = lexicon().frequent.get(lower), 0.0 if word.islower() else _CAPITAL
    if not rate and word[:1].isupper():
        rate, capital = names().get(lower), 0.0
    return log2(_CHARACTERS / rate) + capital if rate else inf


def rarity(texts: Iterable[bytes]) -> float:
    """Bits: at 20 any of the texts is met about once in a million characters, taken for words that do not know of
    each other.

    Infinite for no texts, 0 or less where one of them is empty.
    """
    total: float = sum(2.0 ** -_bits(text) for text in texts)
    return -log2(total) if total else inf
