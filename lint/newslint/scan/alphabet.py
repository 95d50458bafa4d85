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


_TABLE = _table()
_CODEC = "newslint.scan.alphabet"


def _replace(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return bytes(map(_byte, error.object[error.start : error.end])), error.end


codecs.register_error(_CODEC, _replace)


def encode(text: str) -> bytes:
    """A text in the alphabet: as many bytes as the text has code points."""
    return text.encode() if text.isascii() else text.encode("cp1252", _CODEC).translate(_TABLE)
