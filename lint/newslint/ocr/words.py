"""Tests of one token, cut off at white space: does it look as if OCR had damaged it, and what did it mean?

Words in lower case are tested against the lexicon, so that names stay out. A test sees each distinct token once.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from itertools import groupby

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.ocr.confusions import Confusions, Reading, confusions, misread, nonwords
from newslint.ocr.lookalikes import LONGISH, lookalike
from newslint.ocr.mending import FUNCTION, LONGEST, letter_of_ligature, ligature_misread, run_together, worn_y
from newslint.ocr.shapes import mixed, punctuation
from newslint.ocr.signs import MANY, Sign, Test

WEIGHT = 4.0
"""Of a confusion that counts by itself: it was seen at least 55 times in two million characters."""

_PAIRED = late(r"\[\w*\]|\{\w*\}|<\w*>|://|www\.|[@#]|\w\.\w|_\w*_|=.*=")
_ADDRESS = late(r"https?:|www\.|[@#/\\]|\.(?:com|net|org|gov|edu|co|uk|au|tv|html?)\b")
HYPHENS = "-¬\u00ad‐⸗"
"""What stands for a hyphen at the end of a printed line."""
EDGES = ".,;:!?\"'“”‘’„()[]{}…*—–" + HYPHENS
_LOWER = late(r"[a-z]+")
_SOUND = late(r"[A-Z]?[a-z]+|[A-Z][A-Z.&]*(?:'?s)?|[£$€]?\d[\d.,:/-]*(?:st|nd|rd|th|s|m|bn|k|am|pm|p|%)?|&")
_DASHES = late(r"([-—–]+)")
_JOINED = late(r"(?<=[A-Za-z])[-—–]+(?=[A-Za-z])")
_ENDING = late(r"(?<=[A-Za-z])(?:n't|'(?:s|re|ve|ll|d|m|t))$|(?<=s)'$")
RUNS = r"[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}|^[bcdfghjklmnpqrstvwxz]{4,}$|q[^u]"
"""Letters in a row that neither a word nor a name has."""
_RUNS = late(rf"{RUNS}|^([bcdfghjklmnpqrstvz])\1|^[bcdfghjklmnpqrstvwxz]{{4}}|(?!ww)[jqvw]{{2}}|[vjq]$")
_STRETCHED = late(r"(.)\1\1")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ſ": "s"}  # fmt: skip
_CRIES = frozenset(["yada", "blah", "great", "yeah", "boom", "bang", "beep", "bla", "rah", "cha"])
_LONE = frozenset("bcdefghjklqtwz")
_STRAY = frozenset("msyvpnru")


def classify_token(token: str) -> Sign | None:
    """The gravest sign of damage in a token, or None."""
    if len(token) > 4 * LONGEST:
        head = token[: 4 * LONGEST]
        looped = head.replace("-", "").isalpha() and _looped(head)
        return Sign("hyphen-loop", 0, len(token.rstrip(EDGES))) if looped else None
    core = token.strip(EDGES)
    if not core:
        return punctuation(token)
    start = token.index(core)
    if token[-1] in HYPHENS and core[-1].islower() and token[start + len(core)] in HYPHENS:
        last = re.split(r"[^a-z]", core.lower())[-1]
        return Sign("hyphen", start + len(core) - len(last), start + len(core) + 1) if len(last) > 1 else None
    if not core.isalpha() or not core.isascii():
        core = core.replace("’", "'")
        if ("'" in core) and (ending := _ENDING.search(core)) and ending.start():
            core = core[: ending.start()]
            if core in ("wo", "ca", "sha", "ai", "o"):
                return None
    if not token.isalpha() and (meant := worn_y(token)):
        return Sign("symbol", 0, len(token), meant)
    if token == "p.":
        return None
    if token == core and len(core) == 1 and core.isupper() and core not in "AIO":
        return Sign("initial", start, start + 1)
    if core.isalpha() and core.isascii():
        found = _word(core) if core.islower() else _capital(core) if core[1:].islower() else _other(core)
        return Sign(found[0], start, start + len(core), found[1]) if found else None
    if _SOUND.fullmatch(core) or _ADDRESS.search(token) or _PAIRED.search(token):
        return None
    if not core.isascii():
        if any(char in _LIGATURES for char in core):
            plain = "".join(_LIGATURES.get(char, char) for char in core)
            return Sign("ligature", start, start + len(core), plain)
        if meant := ligature_misread(core):
            return Sign("lost-ligature", start, start + len(core), meant)
    if not _JOINED.search(core):
        return mixed(core, start)
    return Sign("hyphen-loop", start, start + len(core)) if _looped(core) else _compound(core, start)


Verdict = tuple[Test, str]


def _word(word: str) -> Verdict | None:
    """A word in lower case."""
    words = lexicon()
    if word in words.frequent and len(word) > 1:
        return ("misread", misread()[word]) if word in misread() else None
    if len(word) == 1:
        return ("lone", "") if word in _LONE else ("debris", "") if word in _STRAY else None
    meant = nonwords().get(word)
    if meant:
        return "nonword", meant
    if word in misread():
        return "misread", misread()[word]
    if words.known(word):
        return None if word in words else ("formed", "")
    if len(word) > 3 and "f" in word and (meant := _long_s(word)):
        return "long-s", meant
    if len(word) > 3 and "f" in word and (meant := letter_of_ligature(word)):
        return "ligature-letter", meant
    if meant := lookalike(word):
        return "lookalike", meant
    if len(word) > 3 and (meant := _confused(word)):
        return "confused", meant
    if word[0] == "l" and len(word) > 1 and word[1] in "nst" and (word[1:] == "n" or "i" + word[1:] in ("is", "it")):
        return "capital-i", "I" + word[1:]
    if merged := _merged(word) or (len(word) >= 10 and run_together(word)) or "":
        return "merged", merged
    if _RUNS.search(word) and len(word) > 3 and not _STRETCHED.search(word):
        return "letters", ""
    return "unknown", ""


def guess(test: Test, word: str) -> str:
    """The word most likely meant where a test has nothing to say about it; empty where there is none."""
    best = best_reading(word) if test in ("letters", "unknown") else None
    return best.word if best else ""


@cache
def _strong() -> Confusions:
    """The confusions that count by themselves."""
    return confusions().strong(WEIGHT)


def _confused(word: str) -> str:
    """The word meant where a strong confusion makes it the likeliest reading."""
    if not any(reading.rate >= MANY for reading in _strong().readings(word, lexicon().frequent)):
        return ""
    best = best_reading(word)
    return best.word if best and best.rate >= MANY and best.weight >= WEIGHT and best.swapped else ""


@lru_cache(maxsize=10_000)
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
        if (left in FUNCTION and len(left) > 2 and frequent.get(right, 0) >= 30) or (
            right in FUNCTION and len(right) > 2 and frequent.get(left, 0) >= 30
        ):
            return f"{left} {right}"
    return ""


def _long_s(word: str) -> str:
    words = lexicon()
    for at, char in enumerate(word[:-1]):
        meant = f"{word[:at]}s{word[at + 1 :]}" if char == "f" else ""
        if meant and (words.frequent.get(meant, 0) >= MANY or (len(word) >= LONGISH and meant in words)):
            return meant
    return ""


def _capital(word: str) -> Verdict | None:
    """A word with a capital: mostly a name, so only what is listed."""
    if word in nonwords():
        return "nonword", nonwords()[word]
    low = word.lower()
    if len(word) >= 10 and low not in lexicon() and (merged := run_together(low)):
        return "merged", merged.capitalize()
    if low in nonwords():
        return "capital", nonwords()[low].capitalize()
    return None


def _other(word: str) -> Verdict | None:
    """Letters with capitals within: nothing to say of a word all in capitals."""
    sign = None if word.isupper() and word not in nonwords() else mixed(word, 0)
    return (sign.test, sign.meant) if sign else None


def _looped(core: str) -> bool:
    """Whether hyphens join a word of four letters or more to itself three times, or any part of one four times.

    A run of “great” may stand for a forefather, and short cries are sung (`ra-ra-ra-ra`).
    """
    parts = core.lower().split("-")
    if len(parts) < 3:
        return False
    first = parts[0]
    if len(first) > 3 and first not in _CRIES and all(part in ("", first) for part in parts):
        return True
    runs = [(part, len(list(copies))) for part, copies in groupby(parts)]
    return any(len(part) > 2 and part.isalpha() and count > (8 if part in _CRIES else 3) for part, count in runs)


def _compound(core: str, start: int) -> Sign | None:
    """The first damaged part of a hyphenated word."""
    parts = _DASHES.split(core)
    offset = start
    for part in parts:
        if len(part) > 3 and _LOWER.fullmatch(part) and (found := _word(part)):
            return Sign(found[0], offset, offset + len(part), found[1])
        offset += len(part)
    return None
