"""Characters that no text should hold, and words that hold letters of the wrong alphabet or of none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

from newslint.late import late

Spotted = tuple[int, int, Mapping[str, str]]
"""Where damage stands, and what templates may say of it."""

_C0 = (*range(9), *range(14, 26), *range(27, 32), 127)
_C1 = (*range(128, 133), *range(134, 160))
CHARACTERS: Mapping[str, str] = {
    "replacement": "\ufffd",
    "control": "".join(map(chr, (*_C0, *_C1))),
    "invisible": "\u00ad\u061c\u115f\u1160\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\x1a"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffc",
    "space": "\u0085\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000",
    "full-width": "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))),
}

_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_STYLED = f"\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189{''.join(_SMALL_CAPITALS)}"
STYLED = late(f"[{_STYLED}](?:[A-Za-z ]?[{_STYLED}])+[A-Za-z]?")
"""A run of at least two letters that are signs of mathematics, or small capitals, or in circles and squares."""

_CYRILLIC = late("[\u0400-\u04ff]")
_OTHER = late("[\u0370-\u0373\u0386-\u04ff]")
MIXED = late(r"(?<![A-Za-zÀ-ɏ])[A-Za-zÀ-ɏ]+[Ͱ-ͳΆ-ӿ][^\W\d_]*|(?<![Ͱ-ͳΆ-ӿ])[Ͱ-ͳΆ-ӿ]+[A-Za-zÀ-ɏ][^\W\d_]*")
"""A word of Latin letters and Greek or Cyrillic ones."""
_GREEK_WITHIN = late("[A-Z]?[a-z]*(?:[a-z][ΰ-ώ]{1,2})+(?:[a-z]+|(?<=[a-z]{2}[ιθό]))")
"""A Latin word with Greek letters within, or with one at its end that stands for é, è or ü: “Thιβtre”."""
_SHOWY = late("[A-Za-z]{2,}[ЯИДШ][A-Za-z]*|[ЯИДШ][A-Za-z]{3,}")
"""A Latin word with one capital that nobody takes for a Latin one: the band KoЯn."""
_LIKE = str.maketrans("АВЕЅІЈКМНОРСТУХаеѕіјорсухһΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaesijopcyxhABEZHIKMNOPTYXo")


def mixed(text: str) -> Iterator[Spotted]:
    """Words of two alphabets, with the Latin word that they look like, or were."""
    for match in MIXED.finditer(text):
        word = match[0]
        like = word.translate(_LIKE)
        if not _OTHER.search(like):
            yield *match.span(), {"suggestion": like}
        elif _SHOWY.fullmatch(like):
            continue
        elif _CYRILLIC.search(like):
            yield *match.span(), {}
        elif _GREEK_WITHIN.fullmatch(word):
            yield *match.span(), {"suggestion": word.encode("cp1253", "replace").decode("cp1252", "replace")}


def styled(text: str) -> Iterator[Spotted]:
    """Runs of styled letters, with plain ones."""
    for match in STYLED.finditer(text):
        yield *match.span(), {"suggestion": plain(match[0])}


def plain(run: str) -> str:
    """Styled or wide letters as plain ones."""
    return unicodedata.normalize("NFKC", "".join(_SMALL_CAPITALS.get(char, char) for char in run))


def mended(char: str) -> str:
    """What a control character stands for where Windows-1252 was read as Latin-1; else nothing."""
    try:
        return char.encode("latin-1").decode("cp1252") if char >= "\x80" else ""
    except ValueError:
        return ""


def _spaced(_run: str) -> str:
    """One plain space."""
    return " "


def _controlled(run: str) -> str:
    """What the control characters stand for."""
    return "".join(map(mended, run))


PLAIN: Mapping[str, Callable[[str], str]] = {"space": _spaced, "full-width": plain, "control": _controlled}
"""How a run of each kind is written plainly. The functions have names, so that a pack that holds them can be cached."""
