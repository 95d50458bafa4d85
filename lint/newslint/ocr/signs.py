"""Signs of OCR damage: the tests that find them, and which of them are strong."""

from __future__ import annotations

from typing import Literal, NamedTuple

Test = Literal[
    "nonword", "confused", "letters", "digit", "symbol", "lone", "case", "merged", "split", "hyphen", "compound",
    "line-end", "capital-i", "long-s", "lost-ligature", "ligature", "unknown", "misread", "debris", "capital",
    "columns", "misread-name", "odd-shape", "initial", "ligature-letter", "hyphen-loop", "formed",
    "lookalike", "figure",
]  # fmt: skip

STRONG: frozenset[Test] = frozenset(
    {"nonword", "confused", "letters", "digit", "symbol", "lone", "case", "merged", "split", "hyphen", "capital-i",
     "long-s", "lost-ligature", "lookalike"}
)  # fmt: skip
"""Tests that are strong signs: where two of them meet, each is right 98 times in 100 on OCR of newspapers."""

DECISIVE: frozenset[Test] = STRONG - {"confused", "letters", "digit", "lone", "merged", "long-s", "lost-ligature"}
"""Tests whose signs have no other cause than OCR: no typist's slip, and no word of another language, looks so."""

MANY = 10
"""Per million words: a word so frequent is what a damaged one stands for."""


class Sign(NamedTuple):
    """A token that may be damaged: by which test, where in the token, and the word meant ("" if that is open)."""

    test: Test
    start: int
    end: int
    meant: str = ""
