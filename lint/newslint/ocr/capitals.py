"""Capitalised words, looked for in texts that OCR damaged: those that are no word and no name, and near to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from string import ascii_lowercase

from newslint.english.lexicon import lexicon, names
from newslint.late import late
from newslint.ocr.confusions import Confusions, confusions
from newslint.ocr.lookalikes import lookalike
from newslint.ocr.sifting import PlacedSign
from newslint.ocr.signs import MANY
from newslint.ocr.words import RUNS

LONG = 6
"""Letters of a word in which any confusion counts; in a shorter one only those of like shape,"""
USUAL = 4.5
"""Of a confusion: it was seen at least 90 times in two million characters."""
COMMON = 3 * MANY
"""if they lead to a word or name that is so frequent per million words."""
VERY_COMMON = 400 * MANY
"""Per million words: so frequent is a word that a short one stands for wherever it is."""
_NAME = late(r"(?<![\w'’@#/.-])[A-Z][a-z]{3,22}(?![\w@/])")
_SHORT = late(r"(?<![\w'’@#/.-])([A-Z][a-z]{2,3})(?![\w@/'’])(?P<next>(?= [a-z]))?")
_AFTER_NAME = late(r"[A-Z][\w.]*,? (?:(?:and|or|of|to|in|at|with|from) )?$")
_CAPITALS = late(r"(?<![\w'’@#/.&-])[A-Z]{5,22}(?![\w@/&])")
_IMPOSSIBLE = late(rf"{RUNS}|^([bcdfghjkmnpqrstvz])\1|^(?!Sch)[bcdfghjklmnpqrstvwxz]{{4}}|[jqvw]{{2}}")
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
    yield from _short(text)
    places = list(_CAPITALS.finditer(text))
    counts = Counter(match[0] for match in places)
    for match in places:
        word = match[0].lower()
        known = counts[match[0]] > 1 or lexicon().known(word) or word in names()
        if not known and (meant := _one_letter_off(word)):
            yield PlacedSign("misread-name", *match.span(), meant.upper())


def _short(text: str) -> Iterator[PlacedSign]:
    """Words of three or four letters that open a clause, or stand for a very frequent word: few names are so short."""
    places = list(_SHORT.finditer(text))
    counts = Counter(match[1] for match in places)
    for match in places:
        word = match[1].lower()
        if word in lexicon() or word in names():
            continue
        meant = max(_others(word), key=lambda other: lexicon().frequent.get(other, 0))
        rate = lexicon().frequent.get(meant, 0)
        opens = (
            counts[match[1]] == 1
            and match["next"] is not None
            and not _AFTER_NAME.search(text, max(0, match.start() - 20), match.start())
        )
        if rate >= VERY_COMMON or opens:
            yield PlacedSign("misread-name", *match.span(1), meant.capitalize() if rate >= COMMON else "")


def _one_letter_off(word: str) -> str:
    """What a word in capitals may be, one letter away: capitals are taken for others than small letters are."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    longer = [left + letter + right for left, right in cuts for letter in ascii_lowercase]
    shorter = [left + right[1:] for left, right in cuts if right]
    others = _others(word) if len(word) >= LONG else []
    return _most(others, MANY) or _most([*longer, *shorter], COMMON)


def _others(word: str) -> list[str]:
    """Every word with another letter in one place."""
    cuts = [(word[:at], word[at + 1 :]) for at in range(len(word))]
    return [left + letter + right for left, right in cuts for letter in ascii_lowercase]


def _most(words: list[str], least: int) -> str:
    """The most frequent of these words or names, if it is frequent enough."""
    rates = _rates()
    best = max(words, key=lambda word: (rates.get(word, 0), word), default="")
    return best if rates.get(best, 0) >= least else ""


def _meant(word: str, often: Mapping[str, int]) -> str:
    """What stands elsewhere in the text, or is frequent, one confusion away."""
    if len(word) < LONG:
        return lookalike(word, _rates(), COMMON)
    found = list(_usual().readings(word, often)) or list(_usual().readings(word, _rates()))
    best = max(found, key=lambda reading: (reading.rate, reading.word), default=None)
    if best and (best.word in often or best.rate >= MANY):
        return best.word
    return _nearest(word)


@lru_cache(maxsize=10_000)
def _nearest(word: str) -> str:
    """The likeliest of all words and names with another letter, or others alike, in one place."""
    return lookalike(word, _rates(), MANY) or _most(_others(word), COMMON if len(word) > LONG else 10 * MANY)


@cache
def _usual() -> Confusions:
    """The confusions that OCR makes often."""
    return confusions().strong(USUAL)


@cache
def _rates() -> Mapping[str, int]:
    """How frequent words and names are."""
    frequent = lexicon().frequent
    return {**frequent, **{name: max(rate, frequent.get(name, 0)) for name, rate in names().items()}}
