"""What is derived from a regex never hides a match."""

from __future__ import annotations

import pytest
import regex

from newslint.fold import Folded
from newslint.literals import needs

CASES = [
    (r"new crown (?:virus|epidemics?)", {"new crown virus", "new crown epidemic"}),
    (r"(?i)leave\s+a\s+(reply|comment)", {"leave a reply", "leave a comment"}),
    (r"[’']s visit", {"'s visit"}),
    (r"\b(?:Mr|Mrs)\.? [a-z]+", {"mr ", "mr. ", "mrs ", "mrs. "}),
    (r"(?<=Lake )[A-Z]\w+ bridge", {" bridge"}),
    (r"colou?r bar", {"color bar", "colour bar"}),
    (r"end\s*:\s*note", {"end:note", "end: note", "end :note", "end : note"}),
    (r"[a-z]+", set()),
    (r"x?", set()),
    (r"\bthe\b", set()),
]


@pytest.mark.parametrize(("pattern", "literals"), CASES)
def test_literals(pattern: str, literals: set[str]) -> None:
    assert set(needs(pattern).literals) == literals


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"new crown (?:virus|epidemics?)", "the New Crown"),
        (r"(?i)leave\s+a\s+(reply|comment)", "Leave \n a\tReply"),
        (r"(?i)leave\s+a\s+(reply|comment)", "LEAVE A COMMENT"),
        (r"[’']s visit", "king’s visit"),
        (r"(?:Mr|Mrs)\.? [a-z]+", "Mrs. limbs"),
        (r"end\s*:\s*note", "end  :\n\nnote"),
        (r"\$\s\d", "$  5"),
        (r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z])", "stop.Next"),
    ],
)
def test_a_match_holds_one_of_its_literals(pattern: str, text: str) -> None:
    found = needs(pattern).literals
    if regex.search(pattern, text):
        assert any(literal in Folded.of(text).text for literal in found)


@pytest.mark.parametrize(
    ("pattern", "ends"),
    [
        (r"\s(?P<mark>\S+\s(?:the|an?))$", ["a", "an", "the"]),
        (r"^.+,$", [","]),
        (r"(?i)stop,$", []),
        (r"[a-z]+$", []),
        (r"(?:x|)$", []),
    ],
)
def test_ends(pattern: str, ends: list[str]) -> None:
    assert needs(pattern).ends == ends or needs(pattern).literals


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("[\u0400-\u04ff]{2,}", True),
        ("[a-zé]", False),
        ("(?:é|ü)x", True),
        ("é*", False),
        ("é?e", False),
        ("[^a]", False),
    ],
)
def test_beyond_ascii(pattern: str, wanted: bool) -> None:
    assert bool(needs(pattern).beyond_ascii) is wanted


def test_syntax_that_only_regex_has_needs_nothing_known() -> None:
    assert needs(r"\p{Lu}\L<words>") == needs("[")
