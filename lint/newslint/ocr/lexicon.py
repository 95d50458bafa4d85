"""The English lexicon: the words that are known, how frequent they are, and what OCR makes of them.

The data stand in english/ and are read when a rule first asks: words.txt and frequent.txt (from SCOWL and counts on
clean text, built by bench/build_lexicon.py), confusions.tsv (letters that OCR takes for others, each with its weight,
the natural logarithm of how often it was counted in two million characters of newspaper OCR), nonwords.tsv (what OCR
makes of common words, and no word itself) and misread.tsv (rare words that a damaged text holds where it means a
common one). Of damaged texts alone are asked names.txt and apart.txt, which bench/build_damage.py builds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(str(files("newslint.ocr"))) / "english"
SHELF = 3
"""Letters by which words are shelved: a word is looked up in a short text, so that 118,000 words take 2 MB."""

_PREFIXES = (
    "anti auto bio co counter cyber de dis eco extra fore hyper inter macro mega meta micro mid mini mis multi "
    "nano neo neuro non out over palaeo paleo para photo post pre pro pseudo psycho radio re semi sub super tele "
    "trans ultra un under uni up"
)
_SUFFIXES = (
    "able ably dom ed ee er ers esque ess est ful fully hood ic ing ings ise ised ish ising ism isms ist ists ity "
    "ization isation ize ized izing less like ly maker makers making man men most ness proof s ship ships side "
    "size sized ward wards ways wide wise women woman works"
)
PREFIXES, SUFFIXES = _PREFIXES.split(), _SUFFIXES.split()


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


class Lexicon:
    """Words in lower case without accents. `frequent` holds rates per million words of news, from 1."""

    def __init__(self, shelves: Mapping[str, str], frequent: Mapping[str, int]) -> None:
        self._shelves = shelves
        self.frequent = frequent

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Lexicon:
        """Read words.txt (a shelf and the ends of its words) and frequent.txt (a rate and its words)."""
        shelves = {line.partition(" ")[0]: f"{line} " for line in _lines(folder / "words.txt")}
        return cls(shelves, _rates(folder / "frequent.txt"))

    def __contains__(self, word: str) -> bool:
        """Whether a word in lower case is listed."""
        return word in self.frequent or f" {word[SHELF:] or '.'} " in self._shelves.get(word[:SHELF], "")

    def known(self, word: str) -> bool:
        """Whether a word in lower case is listed, or made of listed ones by affix or composition."""
        return word in self or (len(word) > 4 and any(self._made(word)))

    def _made(self, word: str) -> Iterator[bool]:
        for prefix in PREFIXES:
            if word.startswith(prefix) and len(word) >= len(prefix) + 4:
                yield word[len(prefix) :] in self
        for suffix in SUFFIXES:
            if word.endswith(suffix):
                stem = word[: -len(suffix)]
                vowel = suffix[0] in "aei"
                yield len(stem) > 3 and (stem in self or (vowel and (f"{stem}e" in self or f"{stem}y" in self)))
                yield vowel and len(stem) > 4 and stem[-1] == stem[-2] and stem[:-1] in self
        for at in range(4, len(word) - 3):
            yield word[:at] in self.frequent and word[at:] in self.frequent


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


def _lines(file: Path) -> list[str]:
    return file.read_bytes().decode().splitlines()  # read_text is slower: it looks for line ends of its own


def table(file: Path) -> Iterator[list[str]]:
    """The rows of a table, without its comments."""
    return (line.split("\t") for line in _lines(file) if not line.startswith("#"))


def _rates(file: Path) -> dict[str, int]:
    """The words of a file of rates, each rate with its words."""
    found: dict[str, int] = {}
    for line in _lines(file):
        rate, *words = line.split(" ")
        found.update(dict.fromkeys(words, int(rate)))
    return found


def _pairs(file: Path) -> dict[str, str]:
    return {row[0]: row[1] for row in table(file)}


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon.read()


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


@cache
def names() -> Mapping[str, int]:
    """Proper names in lower case, with their rate per million words of news; asked of damaged texts only."""
    return _rates(FOLDER / "names.txt")


@cache
def apart() -> frozenset[str]:
    """Two words that stand side by side in sound text though both together are a word, too: “may be”."""
    rows = (line.split(" ") for line in _lines(FOLDER / "apart.txt"))
    return frozenset(f"{left} {right}" for left, *rights in rows for right in rights)
