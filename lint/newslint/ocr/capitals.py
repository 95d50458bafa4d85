"""Capitalised words, looked for in texts that OCR damaged: those that are no word and no name, and near to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from newslint.late import late
from newslint.ocr.lexicon import Confusions, confusions, lexicon, names
from newslint.ocr.lookalikes import lookalike
from newslint.ocr.sifting import PlacedSign
from newslint.ocr.signs import MANY

LONG = 6
"""Letters of a word in which any confusion counts; in a shorter one only those of like shape,"""
USUAL = 4.5
"""Of a confusion: it was seen at least 90 times in two million characters."""
COMMON = 3 * MANY
"""if they lead to a word or name that is so frequent per million words."""
_NAME = late(r"(?<![\w'’@#/.-])[A-Z][a-z]{3,}(?![\w@/])")
_IMPOSSIBLE = late(
    r"[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}|^([bcdfghjkmnpqrstvz])\1|^(?!Sch)[bcdfghjklmnpqrstvwxz]{4}"
    r"|^[bcdfghjklmnpqrstvwxz]{4,}$|q[^u]|[jqvw]{2}"
)

_ENDINGS = ("shire", "street", "schmidt", "stein", "burgh", "bridge")
"""Of names in which many consonants may meet."""


def capitals(text: str) -> Iterator[PlacedSign]:
    """Those that stand but once, with the word or the name that was meant."""
    places = list(_NAME.finditer(text))
    counts = Counter(match[0] for match in places)
    often = {word.lower(): count for word, count in counts.items() if count > 1}
    for match in places:
        word = match[0].lower()
        if counts[match[0]] > 1 or lexicon().known(word) or word in names():
            continue
        if meant := _meant(word, often):
            yield PlacedSign("misread-name", *match.span(), meant.capitalize())
        elif _IMPOSSIBLE.search(word) and not word.endswith(_ENDINGS):
            yield PlacedSign("misread-name", *match.span(), "")


def _meant(word: str, often: Mapping[str, int]) -> str:
    """What stands elsewhere in the text, or is frequent, one confusion away."""
    if len(word) < LONG:
        return lookalike(word, _rates(), COMMON)
    found = list(_usual().readings(word, often)) or list(_usual().readings(word, _rates()))
    best = max(found, key=lambda reading: (reading.rate, reading.word), default=None)
    if best and (best.word in often or best.rate >= MANY):
        return best.word
    return lookalike(word, _rates(), MANY)


@cache
def _usual() -> Confusions:
    """The confusions that OCR makes often."""
    return confusions().strong(USUAL)


@cache
def _rates() -> Mapping[str, int]:
    """How frequent words and names are."""
    frequent = lexicon().frequent
    return {**frequent, **{name: max(rate, frequent.get(name, 0)) for name, rate in names().items()}}
