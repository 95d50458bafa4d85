"""Words in pieces, looked for in texts that OCR damaged: a space fell into a word, or a mark and a space."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from newslint.english.lexicon import apart, lexicon, names
from newslint.late import late
from newslint.ocr.sifting import PlacedSign
from newslint.ocr.signs import MANY, Test

SMALL, LONGEST_RUN = 4, 6
"""Letters of a piece of a word that fell into three or more, and how many there are at most."""
SOME = 3
"""Per million words: how frequent a word must be that fell into so many, or of which one letter fell off."""
_PAIR = late(r"(?<![\w'’.-])([A-Za-z]+)([.'’-]?) (?=([a-z]+)(?![\w'’]))")
_WORD = late(r"[A-Za-z]+")
_SINGLE = frozenset("aio")
_FREE = frozenset(["any", "every", "some", "no", "to", "and", "or", "nor"])
"""Words that old spelling sets apart, “any thing”, and that join two words, “pre- and post-war”."""


def pieces(text: str) -> Iterator[PlacedSign]:
    """Words in two pieces and words in many."""
    yield from _runs(text)
    for match in _PAIR.finditer(text):
        left, mark, right = match.groups()
        if left.lower() in _FREE or right in _FREE:
            continue
        if _is_one(left, mark, right):
            whole = left.lower() in lexicon() and right in lexicon()
            test: Test = ("compound" if whole else "hyphen") if mark == "-" else "split"
            yield PlacedSign(test, match.start(), match.end() + len(right), left + right)


@lru_cache(maxsize=10_000)
def _is_one(left: str, mark: str, right: str) -> bool:
    """Whether two pieces are one word and not two."""
    words, low = lexicon(), left.lower()
    joined = low + right
    rate = words.frequent.get(joined, 0)
    if min(len(left), len(right)) == 1:
        return rate >= SOME and len(joined) > SMALL - 1 and not {low, right} & _SINGLE and not mark
    if joined not in words and (left == low or joined not in names()):
        return False
    whole = (low in words or (left != low and low in names())) and right in words
    if not whole or mark in (".", "-"):
        return True
    enough = MANY if min(len(left), len(right)) > SMALL - 1 else SOME
    return rate >= enough and left == low and not mark and f"{low} {right}" not in apart()


def _runs(text: str) -> Iterator[PlacedSign]:
    """Words in three small pieces or more, of which one at least is no word."""
    row: list[tuple[int, int]] = []
    spans = [match.span() for match in _WORD.finditer(text)]
    for (start, end), (after, _) in pairwise([*spans, (len(text) + 2, len(text) + 2)]):
        small = end - start <= SMALL and (end == start + 1 or text[start + 1 : end].islower())
        if small:
            row.append((start, end))
        if not small or text[end:after] != " ":
            yield from _joined(text, row)
            row = []


def _joined(text: str, row: list[tuple[int, int]]) -> Iterator[PlacedSign]:
    if len(row) < 3:
        return
    words, at = lexicon(), 0
    parts = [text[start:end] for start, end in row]
    broken = [part.lower() not in words or (len(part) == 1 and part not in _SINGLE) for part in parts]
    while at < len(row) - 2:
        for count in range(min(LONGEST_RUN, len(row) - at), 2, -1):
            if not any(broken[at : at + count]):
                continue
            joined = "".join(parts[at : at + count])
            known = words.frequent.get(joined.lower(), 0) >= SOME or (len(joined) > LONGEST_RUN - 1 and joined in words)
            if known and joined[1:].islower():
                yield PlacedSign("split", row[at][0], row[at + count - 1][1], joined)
                at += count - 1
                break
        at += 1
