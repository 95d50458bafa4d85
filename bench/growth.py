"""How time and memory grow with a document: `python bench/growth.py [MB]`, from 10 KB to 16 MB in one file.

Each line is a size, the seconds of the processor for a megabyte, and the bytes of memory for a byte of text. The first
should be flat. The text is made of the shipped rules' own examples, so that every rule has work to do.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from newslint import Document, load_linter
from newslint.linting.selftest import examples
from newslint.packs.library import Library
from newslint.settings.keys import Settings

MEGABYTE = 1_000_000


def sample(size: int) -> str:
    """A text of a size, of examples by chance, sound and damaged ones."""
    rules = Library().select(Settings())
    made = [example for loaded in rules for _, example in examples(loaded)]
    texts = [example if isinstance(example, str) else example.text for example in made]
    texts = [text.replace("[[", "").replace("]]", "") for text in texts if len(text) < 2_000]
    chance = random.Random(size)
    taken: list[str] = []
    while size > 0:
        taken.append(chance.choice(texts))
        size -= len(taken[-1]) + 2
    return "\n\n".join(taken)


def main(largest: float = 16) -> None:
    linter = load_linter()
    linter.lint(Document(sample(100_000)))
    sizes = [size for size in (10_000, 100_000, MEGABYTE, 4 * MEGABYTE, 16 * MEGABYTE) if size <= largest * MEGABYTE]
    for size in sizes:
        text = sample(size)
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        linted = linter.lint(Document(text))
        spent = time.process_time() - begun
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / size
        found = f"{len(linted.findings):,} findings, {len(linted.errors)} errors"
        print(f"{size / MEGABYTE:7.2f} MB  {spent / size * MEGABYTE:8.2f} s a MB  {grown:6.1f} bytes a byte  {found}")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
