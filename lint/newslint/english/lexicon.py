"""The English lexicon: the words that are known, and how frequent they are.

The data stand beside it and are read when something first asks: words.txt and frequent.txt (from SCOWL and counts on
clean text, built by bench/build_lexicon.py), and names.txt and apart.txt (bench/build_damage.py), which are asked of
damaged texts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, repeat
from pathlib import Path

FOLDER = Path(__file__).parent
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


class Lexicon:
    """Words in lower case without accents. `frequent` holds rates per million words of news, from 1."""

    def __init__(self, shelves: Mapping[str, str], frequent: Mapping[str, int]) -> None:
        self._shelves = shelves
        self.frequent = frequent

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Lexicon:
        """Read words.txt (a shelf and the ends of its words) and frequent.txt (a rate and its words)."""
        shelves = {line.partition(" ")[0]: f"{line} " for line in lines(folder / "words.txt")}
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


def lines(file: Path) -> list[str]:
    """The lines of a file of data."""
    return file.read_bytes().decode().splitlines()  # read_text is slower: it looks for line ends of its own


def _rates(file: Path) -> dict[str, int]:
    """The words of a file of rates, each rate with its words."""
    rates = (line.partition(" ") for line in lines(file))
    return dict(chain.from_iterable(zip(words.split(" "), repeat(int(rate))) for rate, _, words in rates))


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon.read()


@cache
def names() -> Mapping[str, int]:
    """Proper names in lower case, with their rate per million words of news; asked of damaged texts only."""
    return _rates(FOLDER / "names.txt")


@cache
def apart() -> frozenset[str]:
    """Two words that stand side by side in sound text though both together are a word, too: “may be”."""
    rows = (line.split(" ") for line in lines(FOLDER / "apart.txt"))
    return frozenset(f"{left} {right}" for left, *rights in rows for right in rights)
