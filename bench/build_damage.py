"""Build what is asked of damaged texts only: `python bench/build_damage.py FOLDER ... [--words FILE ...]`.

FOLDERs hold clean English text (*.txt). Writes into newslint/english: names.txt (names of SCOWL's lists, which
Debian packages as wamerican-large and wbritish-large, and words with a capital within sentences of three documents; for
each rate per million words the names that stand so often) and apart.txt (two words that stand side by side in sound
text though both together are a word, too).
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from newslint.english.lexicon import FOLDER, lexicon

LISTS = [Path("/usr/share/dict/american-english-large"), Path("/usr/share/dict/british-english-large")]
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?!\w)")
PAIR = re.compile(r"(?<![\w'’-])([A-Za-z]{2,})(?= ([a-z]{2,})(?![\w'’]))")
DOCUMENTS = 3
"""Of so many documents a word with a capital is a name, and no slip."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--words", type=Path, nargs="*", default=LISTS)
    parser.add_argument("--out", type=Path, default=FOLDER)
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    apart: set[tuple[str, str]] = set()
    words = 0
    for text in texts(args.folders):
        found = NAME.findall(text)
        counts.update(found)
        documents.update(set(found))
        words += len(text.split())
        apart.update(
            (left.lower(), right) for left, right in PAIR.findall(text) if lexicon().frequent.get(left.lower() + right)
        )
    listed = {word for file in args.words for word in file.read_text(encoding="utf-8").split() if word[0].isupper()}
    known = {word for word in listed if word.isascii() and word.isalpha() and word[1:].islower()}
    rates: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(known | {name for name, number in documents.items() if number >= DOCUMENTS}):
        rates[round(1_000_000 * counts[name] / words)].append(name.lower())
    write(args.out / "names.txt", (" ".join([str(rate), *rates[rate]]) for rate in sorted(rates, reverse=True)))
    rights: defaultdict[str, list[str]] = defaultdict(list)
    for left, right in sorted(apart):
        if left in lexicon() and right in lexicon():
            rights[left].append(right)
    write(args.out / "apart.txt", (" ".join([left, *rights[left]]) for left in sorted(rights)))


def texts(folders: list[Path]) -> Iterator[str]:
    """The texts of all folders."""
    return (file.read_text(encoding="utf-8") for folder in folders for file in sorted(folder.rglob("*.txt")))


def write(file: Path, lines: Iterator[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
