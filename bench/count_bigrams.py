"""Count the pairs of characters in a folder of English text: `python bench/count_bigrams.py FOLDER`.

Writes lint/newslint/bigrams.tsv: for each pair that stands often enough, how many times the second
character follows the first among 10,000. Which literals the engine looks for is decided by these figures.
"""

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from newslint.fold import Folded

TARGET = Path(__file__).parent.parent / "lint" / "newslint" / "bigrams.tsv"
COMMON = 50


def main(folder: str) -> None:
    pairs: Counter[str] = Counter()
    for file in sorted(Path(folder).rglob("*.txt")):
        text = Folded.of(file.read_text(encoding="utf-8")).text
        pairs.update(map("".join, pairwise(text)))
    firsts: Counter[str] = Counter()
    for pair, count in pairs.items():
        firsts[pair[0]] += count
    common = {char for char, _ in firsts.most_common(COMMON)}
    total = firsts.total()
    with TARGET.open("w", encoding="utf-8", newline="\n") as out:
        out.write("# the frequency of each character, then of each character after it, per 10,000\n")
        for first in sorted(common):
            out.write(f"{first}\t\t{10_000 * firsts[first] / total:.1f}\n")
            for second in sorted(common):
                if share := round(10_000 * pairs[first + second] / firsts[first], 1):
                    out.write(f"{first}\t{second}\t{share}\n")


if __name__ == "__main__":
    main(sys.argv[1])
