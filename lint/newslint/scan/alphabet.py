"""The alphabet in which texts are scanned: one byte a code point, so that offsets stay what they are.

ASCII and the marks of Windows-1252 (quotation marks, dashes, signs) are themselves. Other letters and
digits read as `_`, which is a letter to `\\b`, other white space as a no-break space, anything else as 0x7F.
So `ſ`, `K` and `İ`, which a regex that ignores case takes for s, k and i, are not found by such a letter.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

import regex

LETTER, SPACE, MARK = b"_\xa0\x7f"
OTHERS = "ąŁıЖж中あ한ªǅ\u0301٣\u2009\u3000→\ufffd☺\u200b"
"""Characters beyond Windows-1252, of every kind that a regex tells apart."""

_WORD = regex.compile(r"\w")


@lru_cache(maxsize=20_000)
def _byte(char: str) -> int:
    """The byte for a letter, digit or white space that is not ASCII, and for what Windows-1252 lacks."""
    if _WORD.match(char):
        return LETTER
    return SPACE if char.isspace() else MARK


def _table() -> bytes:
    table = bytearray(range(128))
    for char in bytes(range(128, 256)).decode("cp1252", "replace"):
        plain = _WORD.match(char) or char.isspace() or char == "\ufffd"
        table.append(_byte(char) if plain else len(table))
    return bytes(table)


class _Bytes(dict[int, int]):
    """The byte of each code point, found out when it is first met: some thousands in any language."""

    def __missing__(self, point: int) -> int:
        char = chr(point)
        try:
            byte = char.encode("cp1252")[0]
        except UnicodeEncodeError:
            byte = _byte(char)
        else:
            byte = _TABLE[byte]
        if len(self) < _KNOWN:
            self[point] = byte
        return byte


_TABLE = _table()
_CODEC = "newslint.scan.alphabet"
_KNOWN = 50_000
_bytes = _Bytes()
_FEW = 0.05
"""The part of a text beyond Windows-1252 up to which it is replaced run by run; from there on each code point is looked
up, which takes as long for all of them."""


def _replace(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return bytes(map(_byte, error.object[error.start : error.end])), error.end


codecs.register_error(_CODEC, _replace)


def encode(text: str) -> bytes:
    """A text in the alphabet: as many bytes as the text has code points."""
    if text.isascii():
        return text.encode()
    known = text.encode("cp1252", "ignore")
    if len(known) == len(text):
        return known.translate(_TABLE)
    if len(known) > (1 - _FEW) * len(text):
        return text.encode("cp1252", _CODEC).translate(_TABLE)
    return codecs.charmap_encode(text, "strict", _bytes)[0]
