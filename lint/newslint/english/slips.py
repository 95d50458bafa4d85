"""Slips of the hand: which common word was meant by a string that is no word.

A slip is one of four, the commonest at a keyboard: two letters swapped, one left out, one doubled, a vowel for another;
never in the first letter. Strings that are names, or words of other languages, are in nonslips.txt, which
bench/build_nonslips.py makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from string import ascii_lowercase

from newslint.english.lexicon import FOLDER, lexicon, lines

LONG, LONGEST = 7, 24
"""Letters of a word that may be meant if it is common, and of the longest."""
SHORT = 4
"""Letters of the shortest, if it is very common: one slip makes other words of short ones."""
WITHOUT = 6
"""The shortest of which a letter may be left out,"""
OF_VOWEL = 8
"""and the shortest in which a vowel may stand for another."""
COMMON, VERY_COMMON = 3, 40
"""Per million words."""
_ALIKE = 4
"""How many times likelier one of two words must be to be the one meant."""


def is_target(word: str, rate: int) -> bool:
    """Whether a word of a rate per million words is one that may be meant."""
    return rate >= (COMMON if len(word) >= LONG else VERY_COMMON) and len(word) >= SHORT


@lru_cache(maxsize=10_000)  # the words of a document are asked of by several rules, one after another
def slip_of(word: str) -> str:
    """The common word of which one slip makes a string in lower case, "a|b" where it may be either; empty if none."""
    if not SHORT <= len(word) <= LONGEST or word in nonslips() or any(map(lexicon().known, _stems(word))):
        return ""
    frequent = lexicon().frequent
    rates = {meant: rate for meant in _meant(word) if meant in frequent and is_target(meant, rate := frequent[meant])}
    if not rates:
        return ""
    best = max(rates.values())
    return "|".join(sorted(meant for meant, rate in rates.items() if rate * _ALIKE > best))


def _stems(word: str) -> Iterator[str]:
    """A word, what it may be a plural of, and how others spell it: “realties”, “securitise”."""
    yield word
    yield word.replace("is", "iz")
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("s"):
        yield word[:-1]


def _meant(word: str) -> list[str]:
    """The strings of which one slip makes another, words or not: most are none, so they are made in one go."""
    size = len(word)
    cuts = [(word[:at], word[at:]) for at in range(1, size)]
    found = [before + after[1] + after[0] + after[2:] for before, after in cuts[:-1]]
    if size >= WITHOUT - 1:
        found += [before + letter + after for before, after in cuts for letter in ascii_lowercase]
    if size > SHORT:
        found += [before + after[1:] for before, after in cuts if before[-1] == after[0]]
    if size >= OF_VOWEL:
        found += [before + vowel + after[1:] for before, after in cuts[:-1] if after[0] in "aeiou" for vowel in "aeiou"]
    return found


@cache
def nonslips() -> frozenset[str]:
    """Strings that are no slips though one would make them."""
    return frozenset(word for line in lines(FOLDER / "nonslips.txt") for word in line.split())
