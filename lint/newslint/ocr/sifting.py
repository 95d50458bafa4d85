"""Signs of damage sifted: those that are about the text's subject, or its quotations in other languages, go."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from newslint.late import late
from newslint.ocr.signs import Test

CERTAIN: frozenset[Test] = frozenset(
    {"nonword", "hyphen", "merged", "lost-ligature", "split", "case", "symbol", "digit", "capital-i", "long-s"}
)
"""Tests whose signs no quotation in another language and no abbreviation bears."""
MANY_CERTAIN = 3
TOPIC = 3
"""So often a doubtful word of the text stands for something."""
FAR, RUN = 12, 4
"""Characters between two unknown words of a foreign run, and how many make one."""
_TOPICAL: frozenset[Test] = frozenset({"confused", "lookalike", "letters", "unknown", "lone"})
ALIEN: frozenset[Test] = frozenset(
    {"unknown", "letters", "confused", "lookalike", "debris", "lone", "misread", "capital", "initial"}
)
"""Tests whose signs a word of another language bears."""
_HANDLE = late(r"[@#]\w+")
_SMALL = late(r"\b(?:the|and|of|to|in|that|was|for|with|on|is|by|at|his|from|he|she|it|as|an?)\b")


class PlacedSign(NamedTuple):
    """A sign where it stands: offsets into the text."""

    test: Test
    start: int
    end: int
    meant: str


def sift(text: str, found: list[PlacedSign]) -> list[PlacedSign]:
    """The signs of a text, in order, that are of damage: all of them where the text is surely damaged."""
    certain = {text[sign.start : sign.end] for sign in found if sign.test in CERTAIN}
    if len(certain) < MANY_CERTAIN:
        found = _native(
            text, _rare(text, [sign for sign in found if sign.test not in ALIEN or not _torn(text, sign.start)])
        )
    return _letters_of_ligatures(found)


def _torn(text: str, start: int) -> bool:
    """Whether a word in lower case opens a line after the end of a sentence: its first letters were cut off."""
    before = text[max(0, start - 40) : start]
    end = before.rstrip()
    return text[start : start + 1].islower() and (not end or ("\n" in before[len(end) :] and end[-1] in '.!?"”:'))


def _rare(text: str, found: list[PlacedSign]) -> list[PlacedSign]:
    """Without the doubtful words that come again and again, or in a handle: they are what the text is about."""
    words = [text[sign.start : sign.end] for sign in found]
    often = Counter(word for word, sign in zip(words, found, strict=True) if sign.test in _TOPICAL)
    handles = " ".join(_HANDLE.findall(text)) if often and ("@" in text or "#" in text) else ""
    return [
        sign
        for word, sign in zip(words, found, strict=True)
        if sign.test not in _TOPICAL or (often[word] < TOPIC and word not in handles)
    ]


def _native(text: str, found: list[PlacedSign]) -> list[PlacedSign]:
    """Without runs of unknown words in which nothing is English: a quotation in another language."""
    runs: list[list[PlacedSign]] = []
    for sign in found:
        between = text[runs[-1][-1].end : sign.start] if runs else ""
        if runs and len(between) <= FAR and not _SMALL.search(between):
            runs[-1].append(sign)
        else:
            runs.append([sign])
    return [sign for run in runs if len(run) < RUN or any(sign.test not in ALIEN for sign in run) for sign in run]


def _letters_of_ligatures(found: list[PlacedSign]) -> list[PlacedSign]:
    """With half ligatures as lost ones where two words say so; one alone is a misspelling."""
    halves = {sign.meant for sign in found if sign.test == "ligature-letter"}
    test: Test = "lost-ligature" if len(halves) > 1 else "unknown"
    return [sign._replace(test=test) if sign.test == "ligature-letter" else sign for sign in found]
