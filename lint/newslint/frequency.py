"""How often a literal is expected to begin at a character of English news, by a chain of character pairs.

The figures in bigrams.tsv are counted by bench/count_bigrams.py.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

RARE = 0.00003
"""The frequency of a character, or of one after another, that the table does not hold."""


@cache
def _table() -> dict[str, float]:
    file = Path(__file__).with_name("bigrams.tsv")
    rows = (
        line.split("\t")
        for line in file.read_text(encoding="utf-8").split("\n")
        if (line and line[0] != "#") or line[:2] == "#\t"
    )
    return {first + second: float(share) / 10_000 for first, second, share in rows}


def expected(literal: str) -> float:
    """Expected occurrences of a folded literal per character of text."""
    table = _table()
    rate = table.get(literal[0], RARE)
    for at in range(len(literal) - 1):
        rate *= table.get(literal[at : at + 2], RARE)
    return rate
