"""How often a literal is expected at a character of English news: words as counted, the rest by pairs of characters.

The figures in folded.tsv, written.tsv and words.tsv are counted by bench/count_english.py.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

RARE = 0.00003
"""The frequency of a character, or of one after another, that the table does not hold."""


@cache
def _table(name: str) -> dict[str, float]:
    """The last column of a table, by the others written together."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.split("\n") if line)
    return {"".join(row[:-1]): float(row[-1]) for row in rows}


@cache
def expected(literal: str, *, written: bool = False) -> float:
    """Expected occurrences of a literal per character of text, within longer words too.

    The literal is folded, or as `written` with its case.
    """
    pairs = _table("written.tsv" if written else "folded.tsv")
    rate = pairs.get(literal[0], 0.0) / 10_000 or RARE
    for at in range(1, len(literal)):
        before = 2 if at > 1 and literal[at - 1] == " " else 1
        rate *= pairs.get(literal[at - before : at + 1], 0.0) / 10_000 or RARE
    return max(rate, _table("words.tsv").get(literal.strip(" "), 0.0) / 1_000_000)
