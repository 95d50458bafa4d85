"""Names written in a national code page and read as Windows-1252: `Wa³êsa` for Wałęsa, `Gündoðan` for Gündoğan.

No sign of one word is sure, for ð is a letter of Icelandic. What tells is its neighbours: codepages.tsv holds, for each
code page and each character that it leaves, how much likelier that character stands between two letters there than in
sound words of 26 languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from newslint.encodings.characters import Spotted
from newslint.encodings.decoders import read_as
from newslint.late import late

TABLE = Path(__file__).parent / "codepages.tsv"
SURE: Mapping[str, float] = {"cp1257": 6.0, "cp1254": 4.0, "cp1250": 4.0}
"""How much (natural logarithm) must speak for a code page whose letters sound words of other languages have, too,"""
SURE_ELSE = 2.5
"""for the others,"""
SURE_OF_USUAL = 5.5
"""where nothing changed but letters usual in French, Italian, Czech or Icelandic words;"""
USUAL, FREQUENT = frozenset("âêîûèìòœýÞþ"), frozenset("ãëæÆ")
"""these letters, and some that prove little: “Maracanã”, “Brontë”, “Sturnidæ”,"""
SURE_OF_FREQUENT = 9.0
"""which ask for so much."""
TWICE = 2.2
"""How much is enough where two different names say so,"""
AGAIN = 1.0
"""and where another word of the document was sure."""
ENDINGS: Mapping[str, tuple[str, ...]] = {"cp1250": ("iè", "iæ"), "cp1254": ("oðlu", "doðan")}
"""Endings of many surnames, in -ič, -ić, -oğlu and -doğan,"""
FAMILIAR = 5.0
"""and how much they add."""

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœŸƒ"
_MARKS = "¡¢£¤¥¦§¨ª¬¯±²³´µ¶¸¹º¼½¾¿‚„†‡ˆ‰‹›˜"
WORD = late(
    f"(?<![\\w'’])(?=[A-Za-z]*[^\\x00-\\x7f])(?![¡¿])[{_LETTERS}{_MARKS}]*[{_LETTERS}](?:[{_LETTERS}{_MARKS}]|”(?=[a-z]{{2}}|[mn]\\b))*(?!\\w)"
)
"""A word that holds a letter beyond ASCII, or has one behind it."""
SIGN = late(
    f"[ÀÁÃÆÌÐÑÒÕÝÞßàâãäæçèêëìðñòõöøùûýþÿŠšŽžŒœŸƒ{_MARKS}”][a-z]|[A-Za-z][ÆÌÐÑÒÕÝÞãæçèêëìðñòõøùûýþÿŠšŽžŒœŸƒ{_MARKS}]"
)
"""What a text must hold for a word of it to be looked at."""

_BEYOND = late("[Ā-őŔ-şŢ-ŷŹ-żſƀ-Ƒƴ-ɏ]")
"""Letters that Windows-1252 lacks: a text that holds one was not read in it."""
_UTF_8 = re.compile("[ÂÃ][¡-¿]")
_FOOTNOTE = late("[¹²³ªº†‡§¶]+$")


class Weights(NamedTuple):
    """What a character says for a code page: by standing at all, after each letter, before each letter."""

    alone: float
    after: Mapping[str, float]
    before: Mapping[str, float]


class Misread(NamedTuple):
    """A word as some code page has it, and how much speaks for that one."""

    page: str
    meant: str
    weight: float
    changed: frozenset[str]

    @property
    def sure(self) -> bool:
        """Whether the word is enough by itself."""
        if self.changed <= FREQUENT:
            return self.weight >= SURE_OF_FREQUENT
        return self.weight >= max(SURE.get(self.page, SURE_ELSE), SURE_OF_USUAL if self.changed <= USUAL else 0.0)

    @property
    def likely(self) -> bool:
        """Whether it is enough with another name."""
        needed = SURE_OF_USUAL if self.changed <= FREQUENT else max(TWICE, SURE.get(self.page, SURE_ELSE) - 2)
        return self.weight >= needed and not self.meant.islower()


@cache
def weights() -> Mapping[str, Mapping[str, Weights]]:
    """The table, read once: for each code page its characters."""
    pages: dict[str, dict[str, Weights]] = {}
    for line in TABLE.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            page, char, alone, after, before = line.split("\t")
            pages.setdefault(page, {})[char] = Weights(int(alone) / 2, _values(after), _values(before))
    return pages


def _values(column: str) -> Mapping[str, float]:
    groups = (group.split(":") for group in column.split(" "))
    return {letter: int(half) / 2 for half, letters in groups for letter in letters}


def misread_words(text: str) -> Iterator[Spotted]:
    """Spans of the words of a text that were read in the wrong code page, each with the word meant."""
    if _BEYOND.search(text):
        return
    words = (match for match in WORD.finditer(text) if not (match.start() and text[match.start() - 1].isdigit()))
    found = [(match, reading) for match in words if (reading := _best(match[0]))]
    sure = {reading.page for _, reading in found if reading.sure}
    likely = {(reading.page, reading.meant) for _, reading in found if reading.likely}
    sure |= {page for page, count in Counter(page for page, _ in likely).items() if count > 1}
    for match, reading in found:
        if reading.page in sure:
            yield *match.span(), {"suggestion": reading.meant}


@lru_cache(maxsize=20_000)  # the words of a language stand in many documents
def _best(word: str) -> Misread | None:
    """The likeliest code page of a word, if any is likely."""
    if word.isascii() or len(word) < 3 or _FOOTNOTE.search(word) or _UTF_8.search(word):
        return None
    if "”" in word and not word[0].isupper():
        return None  # a lost space: “so”they
    return max(
        (reading for page in weights() if (reading := _reading(word, page)) and reading.weight >= AGAIN),
        key=lambda reading: reading.weight,
        default=None,
    )


def _reading(word: str, page: str) -> Misread | None:
    """A word as it is in a code page, if it is a word there and no other than it is here."""
    try:
        meant = read_as(word, "cp1252").decode(page)
    except ValueError:
        return None
    if meant == word or len(meant) != len(word) or not meant.isalpha() or not _cased(meant):
        return None
    known, weight = weights()[page], FAMILIAR if word.endswith(ENDINGS.get(page, ())) and len(word) > 5 else 0.0
    shown = word.lower() if meant.isupper() else word
    framed = f"^{shown}$"
    for place, char in enumerate(shown):
        if char.isascii():
            continue
        if char not in known:
            return None
        said = known[char]
        before, after = (beside.lower() if beside.isascii() else "*" for beside in (framed[place], framed[place + 2]))
        value = said.alone + said.after[before] + said.before[after]
        weight += value if meant[place] != word[place] else min(0.0, value)
    changed = frozenset(char for char, other in zip(word, meant, strict=True) if char != other)
    return Misread(page, meant, weight, changed)


def _cased(word: str) -> bool:
    """Whether capitals stand where a word has them: nowhere, at the start, or everywhere."""
    return word.isupper() or word[1:] == word[1:].lower()
