"""How often a literal is expected at a character of English news: words as counted, the rest by pairs of characters.

The figures in folded.tsv, written.tsv and words.tsv are counted by bench/count_english.py. A word at an end of a
literal may be a part of a longer one there: it is as frequent as all the words that begin or end so. Words that
stand together attract one another, so that they are more frequent than chance would have them.
"""

from __future__ import annotations

from functools import cache
from math import prod
from pathlib import Path

RARE = 0.00003
"""The frequency of a character, or of one after another, that the table does not hold."""

ATTRACTION = 0.75
"""The power of a further word's frequency that counts: 1 where words fell together by chance, 0 for a set phrase."""


@cache
def _table(name: str) -> dict[str, float]:
    """The last column of a table, by the others written together."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.split("\n") if line)
    return {"".join(row[:-1]): float(row[-1]) for row in rows}


@cache
def _parts(open_start: bool, open_end: bool) -> dict[str, float]:
    """Every word, or every end, beginning or part of a word, and how often it stands at a character."""
    parts: dict[str, float] = {}
    for word, count in _table("words.tsv").items():
        starts = range(len(word)) if open_start else (0,)
        ends = range(1, len(word) + 1) if open_end else (len(word),)
        for part in {word[start:end] for start in starts for end in ends if start < end}:
            parts[part] = parts.get(part, 0.0) + count / 1_000_000
    return parts


@cache
def expected(literal: str, *, written: bool = False) -> float:
    """Expected occurrences of a literal per character of text, within longer words too.

    The literal is folded, or as `written` with its case.
    """
    pairs = _table("written.tsv" if written else "folded.tsv")
    chances = [pairs.get(literal[0], 0.0) / 10_000 or RARE]
    for at in range(1, len(literal)):
        before = 2 if at > 1 and literal[at - 1] == " " else 1
        chances.append(pairs.get(literal[at - before : at + 1], 0.0) / 10_000 or RARE)
    rate, at = 1.0, 0
    counted: list[float] = []
    words = literal.split(" ")
    for number, word in enumerate(words):
        spelt = prod(chances[at : at + len(word) + 1])  # with the space behind it
        known = _parts(number == 0, number == len(words) - 1).get(word, 0.0) / (pairs[" "] / 10_000 if number else 1.0)
        if known > spelt:
            counted.append(known)
        else:
            rate *= spelt
        at += len(word) + 1
    rarest = min(counted, default=1.0)
    together: float = (prod(counted) / rarest) ** ATTRACTION
    return rate * rarest * together
