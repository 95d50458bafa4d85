"""Count characters and words in a folder of English text: `python bench/count_english.py FOLDER`.

Writes tables into lint/newslint: folded.tsv and written.tsv (how often each character stands, and each after
another or after another and a space, per 10,000; folded, and with its case) and words.tsv (how often the
commonest words stand per million characters). By these figures the engine chooses the literals it looks for.
"""

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from newslint.fold import Folded, level

DATA = Path(__file__).parent.parent / "lint" / "newslint"
CHARACTERS = 140
WORDS = 3_000


def main(folder: str) -> None:
    folded: Counter[str] = Counter()
    written: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for file in sorted(Path(folder).rglob("*.txt")):
        text = file.read_text(encoding="utf-8")
        small = Folded.of(text).text
        _count(folded, small)
        _count(written, level(text))
        words.update(word for word in small.split(" ") if word.isalpha())
    _write_pairs(DATA / "folded.tsv", folded)
    _write_pairs(DATA / "written.tsv", written)
    with (DATA / "words.tsv").open("w", encoding="utf-8", newline="\n") as out:
        characters = sum(count for pair, count in folded.items() if len(pair) == 2)
        for word, count in sorted(words.most_common(WORDS)):
            out.write(f"{word}\t{1_000_000 * count / characters:.0f}\n")


def _count(pairs: Counter[str], text: str) -> None:
    """Count what follows each character, and what follows each character and a space."""
    pairs.update(map("".join, pairwise(text)))
    pairs.update(a + b + c for a, b, c in zip(text, text[1:], text[2:], strict=False) if b == " ")


def _write_pairs(file: Path, pairs: Counter[str]) -> None:
    firsts: Counter[str] = Counter()
    for pair, count in pairs.items():
        firsts[pair[:-1]] += count
    characters = sum(count for first, count in firsts.items() if len(first) == 1)
    common = sorted(first for first, _ in firsts.most_common(CHARACTERS))
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for first in common:
            if len(first) == 1:
                out.write(f"{first}\t\t{10_000 * firsts[first] / characters:.1f}\n")
            for second in (char for char in common if len(char) == 1):
                if share := round(10_000 * pairs[first + second] / firsts[first], 1):
                    out.write(f"{first}\t{second}\t{share}\n")


if __name__ == "__main__":
    main(sys.argv[1])
