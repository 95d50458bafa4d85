"""What OCR takes for what: letters for others, and so words for others.

The data stand beside it and are read when a rule first asks: confusions.tsv (letters that OCR takes for others, each
with its weight, the natural logarithm of how often it was counted in two million characters of newspaper OCR),
nonwords.tsv (what OCR makes of common words, and no word itself) and misread.tsv (rare words that a damaged text holds
where it means a common one).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newslint.english.lexicon import lines

FOLDER = Path(__file__).parent


class Confusion(NamedTuple):
    """Letters as meant, as read (either may be empty), and how usual that is: the logarithm of its count."""

    meant: str
    weight: float


class Reading(NamedTuple):
    """A frequent word that an unknown one may stand for, its rate per million words and the confusion's weight.

    `swapped`: letters were taken for others, none simply lost or added, as a typist would.
    """

    word: str
    rate: int
    weight: float
    swapped: bool


class Confusions:
    """What OCR takes for what: the readings of an unknown word, one confusion away."""

    def __init__(self, rows: Mapping[str, list[Confusion]]) -> None:
        self._rows = rows
        self._sizes = range(max(map(len, rows), default=0) + 1)

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Confusions:
        """Read confusions.tsv: read, meant, weight."""
        rows: dict[str, list[Confusion]] = {}
        for read, meant, weight in table(folder / "confusions.tsv"):
            rows.setdefault(read, []).append(Confusion(meant, float(weight)))
        return cls(rows)

    def strong(self, weight: float) -> Confusions:
        """Those that take one for another, no letter lost or added, with so much weight at least."""
        rows = {read: [row for row in rows if row.meant and row.weight >= weight] for read, rows in self._rows.items()}
        return Confusions({read: found for read, found in rows.items() if read and found})

    def readings(self, word: str, frequent: Mapping[str, int]) -> Iterator[Reading]:
        """Every frequent word from which one confusion makes this one."""
        for at in range(len(word) + 1):
            for size in self._sizes:
                if at + size <= len(word) and (found := self._rows.get(word[at : at + size])):
                    before, after = word[:at], word[at + size :]
                    for meant, weight in found:
                        rate = frequent.get(candidate := before + meant + after)
                        if rate and candidate != word:
                            yield Reading(candidate, rate, weight, bool(size and meant))


def table(file: Path) -> Iterator[list[str]]:
    """The rows of a table, without its comments."""
    return (line.split("\t") for line in lines(file) if not line.startswith("#"))


def _pairs(file: Path) -> dict[str, str]:
    return {row[0]: row[1] for row in table(file)}


@cache
def confusions() -> Confusions:
    """The confusion model, read once."""
    return Confusions.read()


@cache
def nonwords() -> Mapping[str, str]:
    """What OCR makes of common words, each with the word meant."""
    return _pairs(FOLDER / "nonwords.tsv")


@cache
def misread() -> Mapping[str, str]:
    """Words that a damaged text holds where it means a common one, with that word."""
    return _pairs(FOLDER / "misread.tsv")
