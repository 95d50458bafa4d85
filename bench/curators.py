"""Beside the filters of a curator: what newslint and datatrove each set aside of the same texts, and at what cost.

    pip install datatrove spacy
    python bench/curators.py TEXTS.jsonl[.gz]... [--count 400]

The filters are those of Gopher (quality and repetition), C4 and FineWeb as they come, each on every text; newslint
rejects as its gate does when nothing is said, for errors. Both run in this process, in turn, over the same texts, after
some others. Told are seconds of the processor and a table of what each sets aside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from datatrove.data import Document
from datatrove.pipeline.filters import (
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
)

from newslint import lint_texts

WARMED = 40
"""Texts beside those that are measured, read before the clock runs."""
REASONS = 8
"""Reasons that are told."""
FILTERS = {
    "Gopher quality": GopherQualityFilter(),
    "Gopher repetition": GopherRepetitionFilter(),
    "C4": C4QualityFilter(),
    "FineWeb": FineWebQualityFilter(),
}
Judged = list[set[str]]
"""Why each text is set aside; no reason where it is kept."""


def newslint(texts: list[str]) -> Judged:
    return [{one.code for one in found if one.severity == "error"} for found in lint_texts(texts)]


def filtered(name: str, texts: list[str]) -> Judged:
    said = (FILTERS[name].filter(Document(text=text, id="")) for text in texts)
    return [set() if one is True else {f"{name}: {one[1] if isinstance(one, tuple) else 'no'}"} for one in said]


def timed(judge: Callable[[list[str]], Judged], texts: list[str]) -> tuple[float, Judged]:
    judge(texts[:WARMED])
    began = time.process_time()
    judged = judge(texts[WARMED:])
    return time.process_time() - began, judged


def sample(file: Path, count: int) -> list[str]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        known = [json.loads(line)["text"] for line in lines]
    return random.Random(1).sample(known, min(count + WARMED, len(known)))


def reasons(judged: Judged, chosen: list[bool]) -> str:
    counts = Counter(reason for one, wanted in zip(judged, chosen, strict=True) if wanted for reason in one)
    return ", ".join(f"{reason} {count}" for reason, count in counts.most_common(REASONS))


def compare(file: Path, count: int) -> None:
    texts = sample(file, count)
    measured = len(texts) - WARMED
    size = sum(len(text.encode()) for text in texts[WARMED:]) / 1e6
    ours, found = timed(newslint, texts)
    theirs, judged = 0.0, [set[str]() for _ in range(measured)]
    print(f"\n{file.name}: {measured} texts, {size:.2f} MB\n\n| | s | MB/s | set aside |\n|---|---|---|---|")
    print(f"| newslint | {ours:.1f} | {size / ours:.2f} | {sum(map(bool, found))} |")
    for name in FILTERS:
        seconds, said = timed(lambda texts, name=name: filtered(name, texts), texts)
        theirs += seconds
        judged = [one | more for one, more in zip(judged, said, strict=True)]
        print(f"| {name} | {seconds:.1f} | {size / seconds:.2f} | {sum(map(bool, said))} |")
    print(f"| the four filters | {theirs:.1f} | {size / theirs:.2f} | {sum(map(bool, judged))} |")
    both = sum(bool(one) and bool(other) for one, other in zip(found, judged, strict=True))
    mine = [bool(one) and not other for one, other in zip(found, judged, strict=True)]
    other = [bool(one) and not my for my, one in zip(found, judged, strict=True)]
    print(f"\nnewslint at {theirs / ours:.1f} times their throughput; set aside by both: {both}")
    print(f"by newslint alone: {sum(mine)}: {reasons(found, mine)}")
    print(f"by the filters alone: {sum(other)}: {reasons(judged, other)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=400)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
    for file in asked.texts:
        compare(file, asked.count)


if __name__ == "__main__":
    main()
