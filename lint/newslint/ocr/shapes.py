"""Tokens of more than letters: marks and digits in words, capitals in the wrong places, heaps of marks."""

from __future__ import annotations

import re

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.ocr.confusions import nonwords
from newslint.ocr.signs import MANY, Sign

_LOWER = late(r"[a-z]+")
_SYMBOL = late(r"(?=[A-Za-z]*[a-z])[A-Za-z]*[_|~^<>{}\[\]\\=£$§¢»«©®°¥€•■♦][A-Za-z_|~^<>{}\[\]\\=£$§¢»«©®°¥€•■♦]*")
_SYMBOLS = late(r"[^A-Za-z]")
_DIGIT = late(r"[a-z]+[0-9]+[a-z]+|[0-9][a-z]{3,}|[a-z]{2,}[0-9]")
_FLIP = late(r"(?![ei][A-Z][a-z])[a-z]+[A-Z]+[a-z]*")
_CAPITALS = late(r"[A-Z]+(?:[a-z]{1,2}|[0-9|!])[A-Z]+[a-z]?")
_DEBRIS = late(r"[|^~_\\■♦¦]+|(?=.*[.,;:])(?=.*[-*])[-.,;:*'\"]{2,}|[.,;:'][,;:'].*")
_ODD = late(
    r"(?=.*\d)(?=.*[A-Za-z]{2})(?!\d+[a-z]{1,3}$)[\dA-Za-z.,]+|[A-Z]{3,}[a-rt-z][A-Za-z]*|[A-Z][a-z]+[A-Z]{2,}[a-z]*"
)
_SOUND_WORDS = "o'clock a.m p.m PhD PhDs EdD MoD MoU MoUs DoD DoE DoJ DoT BoA BoC BoE BoJ FoI IoT QoQ YoY MoM PoW PoWs"
_SOUND = frozenset(_SOUND_WORDS.split())
"""Words and abbreviations of an odd shape."""
_MUCH = late(r"[^\w\s'’.,;:!?\"“”()&%$£€/+-]")
_LOST = {"0": "o", "1": "li", "5": "s", "8": "ae", "6": "bo", "9": "gq", "3": "e", "4": "a", "7": "t"}
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
VERY_MANY = 1000
"""Per million words: how frequent a word of three letters must be to be seen behind a capital in it."""


def mixed(core: str, start: int) -> Sign | None:
    """A token of more than letters, or with capitals in the wrong places."""
    whole = start, start + len(core)
    words = lexicon()
    if core in nonwords():
        return Sign("nonword", *whole, nonwords()[core])
    if core in _SOUND:
        return None
    if "'" in core:
        joined = core.replace("'", "")
        if _LOWER.fullmatch(joined) and words.frequent.get(joined, 0) >= MANY:
            return Sign("symbol", *whole, joined)
        return Sign("debris", *whole) if _LOWER.fullmatch(joined) and not _parts_known(core.split("'")) else None
    if _FLIP.fullmatch(core):
        low = core.lower()
        rate = words.frequent.get(low, 0)
        return Sign("case", *whole, low) if rate >= (MANY if len(low) > 3 else VERY_MANY) else None
    if _SYMBOL.fullmatch(core):
        meant = _letters_for_marks(core.lower())
        return Sign("symbol", *whole, meant) if meant else Sign("debris", *whole)
    if _DIGIT.fullmatch(core):
        meant = _digits(core)
        return Sign("digit", *whole, meant) if meant else Sign("debris", *whole) if core[-1] > "9" > core[0] else None
    if _CAPITALS.fullmatch(core):
        return Sign("debris", *whole)
    if _MUCH.search(core) and core.isascii():
        return Sign("debris", *whole)
    if re.fullmatch(r"[A-Za-z]?[a-z]+[.,;:!?][a-z]+", core) and not _parts_known(re.split(r"\W", core.lower())):
        return Sign("debris", *whole)
    return Sign("odd-shape", *whole) if _ODD.fullmatch(core) else None


def _parts_known(parts: list[str]) -> bool:
    return all(len(part) > 1 and part in lexicon() for part in parts if part)


def _letters_for_marks(core: str) -> str:
    """The word meant by one with the same mark for the same letter, once or more."""
    frequent = lexicon().frequent
    if len(core) < 4 or not core[-1].isalpha():
        return ""
    found = [word for letter in _ALPHABET if frequent.get(word := _SYMBOLS.sub(letter, core), 0) >= MANY]
    return max(found, key=lambda word: frequent[word], default="")


def _digits(core: str) -> str:
    """The word meant by one with digits for letters."""
    readings = [""]
    for char in core:
        readings = [f"{head}{letter}" for head in readings for letter in _LOST.get(char, char)][:32]
    frequent = lexicon().frequent
    if core[0].isdigit():
        readings += [f"fi{core[1:]}"] if core[0] == "6" else []
    meant = max(readings, key=lambda word: frequent.get(word, 0))
    return meant if frequent.get(meant, 0) >= MANY else ""


def punctuation(token: str) -> Sign | None:
    """Marks that stand alone, other than dashes, bullets, rows of dots or asterisks, and quotation marks."""
    return Sign("debris", 0, len(token)) if _DEBRIS.fullmatch(token) else None
