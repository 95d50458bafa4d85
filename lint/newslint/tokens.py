"""Tests of one token, cut off at white space: does it look as if OCR had damaged it, and what did it mean?

Words in lower case are tested against the lexicon, so that names stay out. A test sees each distinct token once.
"""

from __future__ import annotations

import math
import re
from typing import Literal, NamedTuple

from newslint.lexicon import Reading, confusions, lexicon, misread, nonwords

Test = Literal[
    "nonword", "confused", "letters", "digit", "symbol", "lone", "case", "merged", "split", "hyphen", "compound", "line-end",
    "capital-i", "long-s", "lost-ligature", "ligature", "unknown", "misread", "debris", "capital",
    "columns",
]  # fmt: skip

STRONG: frozenset[Test] = frozenset(
    {"nonword", "confused", "letters", "digit", "symbol", "lone", "case", "merged", "split", "hyphen", "capital-i",
     "long-s", "lost-ligature"}
)  # fmt: skip
"""Tests that are strong signs: each is right more than 97 times in 100 on OCR of newspapers."""

MANY = 10
"""Per million words: a word so frequent is what an unknown one stands for."""
WEIGHT = 4.0
"""Of a confusion that counts by itself: it was seen at least 55 times in two million characters."""
LONGEST = 24
"""Letters. Longer words are tested for their letter runs only."""

EDGES = ".,;:!?\"'“”‘’„()[]{}…*—–-"
_LOWER = re.compile(r"[a-z]+")
_SOUND = re.compile(r"[A-Z]?[a-z]+|[A-Z][A-Z.&]*(?:'?s)?|[£$€]?\d[\d.,:/-]*(?:st|nd|rd|th|s|m|bn|k|am|pm|p|%)?|&")
_ENDING = re.compile(r"(?<=[A-Za-z])(?:n't|'(?:s|re|ve|ll|d|m|t))$|(?<=s)'$")
_RUNS = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}|^([bcdfghjklmnpqrstvz])\1|^[bcdfghjklmnpqrstvwxz]{4}"
    r"|^[bcdfghjklmnpqrstvwxz]{4,}$|q[^u]|[jqvw]{2}|[vjq]$"
)
_STRETCHED = re.compile(r"(.)\1\1")
_SYMBOL = re.compile(r"(?=[A-Za-z]*[a-z])[A-Za-z]*[_|~^<>{}\[\]\\=£$§¢»«©®°¥€•■♦][A-Za-z_|~^<>{}\[\]\\=£$§¢»«©®°¥€•■♦]*")
_SYMBOLS = re.compile(r"[^A-Za-z]")
_PAIRED = re.compile(r"\[\w*\]|\{\w*\}|<\w*>|://|www\.|[@#]|\w\.\w|_\w*_|=.*=")
_DIGIT = re.compile(r"[a-z]+[0-9]+[a-z]+|[0-9][a-z]{3,}|[a-z]{2,}[0-9]")
_FLIP = re.compile(r"(?![ei][A-Z][a-z])[a-z]+[A-Z]+[a-z]*")
_CAPITALS = re.compile(r"[A-Z]+(?:[a-z]{1,2}|[0-9|!])[A-Z]+[a-z]?")
_ADDRESS = re.compile(r"https?:|www\.|[@#/\\]|\.(?:com|net|org|gov|edu|co|uk|au|tv|html?)\b")
_DEBRIS = re.compile(r"[|^~_\\■♦¦]+|(?=.*[.,;:])(?=.*[-*])[-.,;:*'\"]{2,}|[.,;:'][,;:'].*")
_MUCH = re.compile(r"[^\w\s'’.,;:!?\"“”()&%$£€/+-]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}  # fmt: skip
_LOST = {"0": "o", "1": "li", "5": "s", "8": "ae", "6": "bo", "9": "gq", "3": "e", "4": "a", "7": "t"}
_FUNCTION = frozenset(
    [
        "the",
        "and",
        "of",
        "that",
        "was",
        "with",
        "his",
        "from",
        "had",
        "were",
        "which",
        "this",
        "have",
        "they",
        "been",
        "for",
        "not",
        "but",
        "are",
        "all",
        "would",
        "their",
        "there",
        "when",
        "him",
        "her",
        "she",
        "who",
        "into",
        "than",
        "them",
        "said",
        "one",
        "out",
        "will",
        "after",
        "about",
    ]
)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LONE = frozenset("bcdefghjklnqrtuwz")
_STRAY = frozenset("msyvp")


class Sign(NamedTuple):
    """A token that may be damaged: by which test, where in the token, and the word meant ("" if that is open)."""

    test: Test
    start: int
    end: int
    meant: str = ""


def test_token(token: str) -> Sign | None:
    """The gravest sign of damage in a token, or None."""
    core = token.strip(EDGES)
    if not core:
        return _punctuation(token)
    start = token.index(core)
    if token.endswith("-") and core[-1].islower() and token[start + len(core)] == "-":
        last = re.split(r"[^a-z]", core.lower())[-1]
        return Sign("hyphen", start + len(core) - len(last), start + len(core) + 1) if len(last) > 1 else None
    core = core.replace("’", "'")
    if (ending := _ENDING.search(core)) and ending.start():
        core = core[: ending.start()]
        if core in ("wo", "ca", "sha", "ai", "o"):
            return None
    if _LOWER.fullmatch(core):
        found = _word(core)
    elif len(core) > 1 and core[0].isupper() and core[0].isascii() and _LOWER.fullmatch(core, 1):
        found = _capital(core)
    elif _SOUND.fullmatch(core) or _ADDRESS.search(token):
        return None
    elif any(char in _LIGATURES for char in core):
        found = "ligature", "".join(_LIGATURES.get(char, char) for char in core)
    else:
        return None if _PAIRED.search(token) else _mixed(core, start)
    return Sign(found[0], start, start + len(core), found[1]) if found else None


Found = tuple[Test, str]


def _word(word: str) -> Found | None:
    """A word in lower case."""
    if len(word) == 1:
        return ("lone", "") if word in _LONE else ("debris", "") if word in _STRAY else None
    meant = nonwords().get(word)
    if meant:
        return "nonword", meant
    words = lexicon()
    if word in words or words.known(word):
        return ("misread", misread()[word]) if word in misread() else None
    best = best_reading(word)
    if best and len(word) > 3 and best.rate >= MANY and best.weight >= WEIGHT and best.swapped:
        return "confused", best.word
    if word[0] == "l" and len(word) > 1 and word[1] in "nst" and (word[1:] == "n" or "i" + word[1:] in ("is", "it")):
        return "capital-i", "I" + word[1:]
    if merged := _merged(word):
        return "merged", merged
    if len(word) > 3 and word.count("f") and (meant := _long_s(word)):
        return "long-s", meant
    if _RUNS.search(word) and len(word) > 3 and not _STRETCHED.search(word):
        return "letters", best.word if best else ""
    return "unknown", best.word if best else ""


def best_reading(word: str) -> Reading | None:
    """The likeliest of the frequent words that an unknown one may stand for."""
    if not 2 < len(word) <= LONGEST:
        return None
    found = confusions().readings(word, lexicon().frequent)
    return max(found, key=lambda reading: (reading.weight + math.log(reading.rate), reading.word), default=None)


def _merged(word: str) -> str:
    """Two words that lost the space between them, one of them a function word."""
    frequent = lexicon().frequent
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        if (left in _FUNCTION and len(left) > 2 and frequent.get(right, 0) >= 30) or (
            right in _FUNCTION and len(right) > 2 and frequent.get(left, 0) >= 30
        ):
            return f"{left} {right}"
    return ""


def _long_s(word: str) -> str:
    for at, char in enumerate(word[:-1]):
        if char == "f" and lexicon().frequent.get(meant := f"{word[:at]}s{word[at + 1 :]}", 0) >= MANY:
            return meant
    return ""


def _capital(word: str) -> Found | None:
    """A word with a capital: mostly a name, so only what is listed."""
    if word in nonwords():
        return "nonword", nonwords()[word]
    low = word.lower()
    return ("capital", nonwords()[low].capitalize()) if low in nonwords() else None


def _mixed(core: str, start: int) -> Sign | None:
    """A token of more than letters, or with capitals in the wrong places."""
    whole = start, start + len(core)
    words = lexicon()
    if core in nonwords():
        return Sign("nonword", *whole, nonwords()[core])
    if core in ("o'clock", "a.m", "p.m"):
        return None
    if "'" in core:
        joined = core.replace("'", "")
        if _LOWER.fullmatch(joined) and words.frequent.get(joined, 0) >= MANY:
            return Sign("symbol", *whole, joined)
        return Sign("debris", *whole) if _LOWER.fullmatch(joined) and not _parts_known(core.split("'")) else None
    if _FLIP.fullmatch(core):
        low = core.lower()
        rate = words.frequent.get(low, 0)
        return Sign("case", *whole, low) if rate >= (MANY if len(low) > 3 else 1000) else None
    if _SYMBOL.fullmatch(core):
        meant = _letters_for_marks(core.lower())
        return Sign("symbol", *whole, meant) if meant else Sign("debris", *whole)
    if _DIGIT.fullmatch(core):
        meant = _digits(core)
        return Sign("digit", *whole, meant) if meant else Sign("debris", *whole) if core[-1] > "9" > core[0] else None
    if "-" in core or "—" in core or "–" in core:
        return _compound(core, start)
    if _CAPITALS.fullmatch(core):
        return Sign("debris", *whole)
    if _MUCH.search(core) and core.isascii():
        return Sign("debris", *whole)
    if re.fullmatch(r"[A-Za-z]?[a-z]+[.,;:!?][a-z]+", core) and not _parts_known(re.split(r"\W", core.lower())):
        return Sign("debris", *whole)
    return None


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


def _compound(core: str, start: int) -> Sign | None:
    """The first damaged part of a hyphenated word."""
    parts = re.split(r"([-—–]+)", core)
    offset = start
    for part in parts:
        if len(part) > 3 and _LOWER.fullmatch(part) and (found := _word(part)):
            return Sign(found[0], offset, offset + len(part), found[1])
        offset += len(part)
    return None


def _punctuation(token: str) -> Sign | None:
    """Marks that stand alone, other than dashes, bullets, rows of dots or asterisks, and quotation marks."""
    return Sign("debris", 0, len(token)) if _DEBRIS.fullmatch(token) else None
