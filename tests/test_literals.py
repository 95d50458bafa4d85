"""What is derived from a regex never hides a match."""

from __future__ import annotations

import pytest
import regex

from newslint.cover import cover
from newslint.fold import Folded, level
from newslint.frequency import expected
from newslint.needs import needs

CASES = [
    (r"new crown (?:virus|epidemics?)", {"new crown virus", "new crown epidemic"}),
    (r"(?i)Leave\s+a\s+(reply|comment)", {"leave a reply", "leave a comment"}),
    (r"[’']s visit", {"'s visit"}),
    (r"\b(?:Mr|Mrs)\.? [ab]+", {"Mr a", "Mr b", "Mr. a", "Mr. b", "Mrs a", "Mrs b", "Mrs. a", "Mrs. b"}),
    (r"(?<=Lake )[XY]\w+(?:a|b+)", {"Lake X", "Lake Y"}),
    (r"[XY]\w+(?= bridges)", {" bridges"}),
    (r"\w\. (?=[qz]u)", {". q", ". zu"}),
    (r"(?:Additional reporting|Reporting) by", {"Additional reporting by", "Reporting by"}),
    (r"(?:xyz|xyzz)+", {"xyz"}),
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
        (r"new crown (?:virus|epidemics?)", "a new crown epidemics"),
        (r"(?i)leave\s+a\s+(reply|comment)", "Leave \n a\tReply"),
        (r"(?i)leave\s+a\s+(reply|comment)", "LEAVE A COMMENT"),
        (r"[’']s visit", "king’s visit"),
        (r"(?:Mr|Mrs)\.? [a-z]+", "Mrs. limbs"),
        (r"end\s*:\s*note", "end  :\n\nnote"),
        (r"\$\s+\d", "$  5"),
        (r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z])", "stop.Next"),
        (r"(?<=\b(?:the|a) )[A-Z]\w+ungen", "the Bedingungen"),
        (r"^(?:x|[yz])\w*\s(?:of|to)$", "zebra to"),
    ],
)
def test_a_match_holds_one_of_its_literals(pattern: str, text: str) -> None:
    found = needs(pattern)
    assert regex.search(pattern, text)
    searched = Folded.of(text).text if found.any_case else level(text)
    assert not found.literals or any(literal in searched for literal in found.literals)
    assert not found.first or text[0] in found.first
    assert not found.last or text[-1] in found.last


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        (r"^[ab]\w+", "ab", ""),
        (r"\w+(?:x|yz),$", "", ","),
        (r"\w+,$", "", ","),
        (r"\w[ez]$", "", "ez"),
        (r"^[’x].*[a-z]+$", "'xʼ‘’", "".join(map(chr, range(97, 123)))),
        (r"(?i)^\w+,$", "", ""),
        (r"^\w*.(?:x|)$", "", ""),
    ],
)
def test_how_a_unit_begins_and_ends(pattern: str, first: str, last: str) -> None:
    assert (needs(pattern).first, needs(pattern).last) == (first, last)


def test_case_that_a_literal_must_have() -> None:
    assert needs(r"\bForeign minister").written == ["Foreign minister"]
    assert needs(r"(?i)\bForeign minister").folded == ["foreign minister"]
    assert needs(r"\b(?i:Foreign) minister").folded == ["foreign minister"]
    assert needs(r"(?<!(?i:the) )Foreign minister").written == ["Foreign minister"]


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


STRINGS = [
    f"{office} {name} {verb}" for office in ("Mayor", "Judge") for name in ("Quill", "Drab") for verb in ("is", "has")
]


def test_a_cover_has_a_piece_of_every_string_and_none_too_many() -> None:
    pieces = cover(STRINGS, lambda piece: 1.0)
    assert all(any(piece in string for piece in pieces) for string in STRINGS)
    assert len(pieces) == 2


def test_a_cover_prefers_what_is_cheap() -> None:
    assert cover(STRINGS, lambda piece: 0.1 if piece in (" Quill ", " Drab ") else 1.0) == {" Quill ", " Drab "}
    assert cover(["xa", "xb"], lambda piece: 10.0 if piece == "x" else 1.0) == {"a", "b"}
    assert cover(["xa", "xb"], lambda piece: 1.0) == {"x"}


def test_no_piece_of_a_cover_holds_another() -> None:
    assert cover(["tide", "tides"], lambda piece: 1.0 if piece in ("tide", "tides") else 50.0) == {"tide"}


@pytest.mark.parametrize(
    ("rarer", "commoner"), [(" tide ", " the "), ("zq", "th"), ("according to ", "to "), ("X", "e")]
)
def test_what_is_rare_is_expected_to_be(rarer: str, commoner: str) -> None:
    assert 0 < expected(rarer) < expected(commoner) < 1


def test_a_part_of_a_word_is_as_frequent_as_all_words_that_hold_it() -> None:
    assert expected(" minist") > expected(" minister ")
    assert expected("inister") >= expected("minister")
