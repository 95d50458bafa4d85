"""Echoes are those that a plain comparison of words finds."""

from __future__ import annotations

import random

import pytest

from newslint.kinds.repeat import RepeatRule
from newslint.kinds.repetitions import Echo
from newslint.linting.candidates import Finder
from newslint.packs.library import rules_to_test
from newslint.text.document import Document


def _plain(words: list[str], size: int, times: int) -> set[int]:
    """Every place at which `size` words come `times` in a row."""
    return {
        at
        for at in range(len(words) - size * times + 1)
        if all(words[at : at + size] == words[at + size * turn : at + size * (turn + 1)] for turn in range(times))
    }


@pytest.mark.parametrize(("size", "times"), [(1, 2), (2, 2), (3, 2), (2, 3), (5, 2), (1, 4)])
def test_loops_are_where_words_come_again(size: int, times: int) -> None:
    dice = random.Random(size * times)
    for _ in range(200):
        words = dice.choices(["a", "to", "of", "the", "x" * 300, "y" * 300], k=dice.randint(0, 40))
        found = list(Echo(Document(" ".join(words))).loops([size], times))
        expected = _plain(words, size, times)
        assert all(
            (length, first in expected) == (size, True) and last - first >= size * times
            for length, first, last in found
        )
        inside = {at for _, first, last in found for at in range(first, last)}
        assert expected <= inside


@pytest.mark.parametrize(
    ("text", "loops"),
    [
        ("one two one two.", [(2, 0, 4)]),
        ("One Two one two", [(2, 0, 4)]),
        ("go on and go on and go on, and", [(3, 0, 6)]),
        ("one two one three", []),
        ("", []),
    ],
)
def test_case_and_a_mark_behind_the_last_word(text: str, loops: list[tuple[int, int, int]]) -> None:
    assert list(Echo(Document(text)).loops([2, 3], 2)) == loops


@pytest.mark.parametrize(
    ("text", "doubled"), [("the the", True), ("The the", True), ("the then", False), ("- -", False), ("", False)]
)
def test_doubled(text: str, doubled: bool) -> None:
    assert bool(Echo(Document(text)).doubled) is doubled


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The pump stands at the end of the the pier.", {"RP102"}),
        ("Both rural and rural communities gained.", {"RP101"}),
        ("The ferry stopped in the old harbour in the old harbour.", {"RP104"}),
        (
            "It sank. The port will stay closed until noon. The port will stay closed until noon. It rose.",
            {"RP104", "RP106"},
        ),
        ("The pump stands at the end of the pier. Both stood still.", set()),
    ],
)
def test_a_rule_is_asked_where_something_comes_again(text: str, codes: set[str]) -> None:
    rules = [loaded for loaded in rules_to_test([]) if isinstance(loaded.rule, RepeatRule)]
    document = Document(text)
    (found,) = Finder([loaded.matcher for loaded in rules]).find([document])
    assert {rules[at].rule.code for at in found} == codes
    assert not document._passing
