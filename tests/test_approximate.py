"""A regex is approximated by an expression that is found wherever the regex matches."""

from __future__ import annotations

from math import inf

import pytest
import regex

from newslint.scan.alphabet import encode
from newslint.scan.database import Scan
from newslint.scan.prefilter import approximate, longest


@pytest.mark.parametrize(
    ("pattern", "expression"),
    [
        (r"met with", b"met with"),
        (r"colou?r", b"colou{0,1}r"),
        (r"(?:Mr|Mrs)\. x", rb"(?:Mr(?:|s))\x2e x"),
        (r"(?i)x1", b"[Xx]1"),
        (r"(?<![ab])x", rb"(?:^|[\x00-`c-\x80\x82-\x8c\x8e\x91-\x9c\x9e-\xff])x"),
        (r"x(?= y)", b"x y"),
        (r"x(?<=ax)y", b"xy"),
        (r"(a|b)\1", b"(?:a|b)(?:a|b)"),
        (r"x\w{2,40}y", b"x[0-9A-Z_a-z]{2,}y"),
        (r"x\w+", b"x[0-9A-Z_a-z]{1,1}"),
        (r"^[^x]*y", b"y"),
        (r"\b[a-z]+ y", b"[a-z]{1,1} y"),
        (r"the [a-z]+ ferry", b"[a-z]{1,1} ferry"),
        (r"^\s*y", rb"^[\x09-\x0d\x1c- \x85\xa0]{0,}y"),
        (r"[é-ü]x", b"_x"),
        (r"\p{Lu}\P{L}", rb"[A-Z_][^A-Za-z]"),
        (r"xa(?:b|)", b"xa"),
        (r"ab[ \t]*\n\s*c", rb"\x0a\s{0,}c"),
        (r"minister,[ \t]*\n\s*c", rb"minister,[\x09 ]{0,}\x0a\s{0,}c"),
        (r"a (?P<m>\S+ (?:of|to))$", rb"\S (?:of|to)$"),
        (r"(?P<m>x)|(?<m>y)z", b"x|yz"),
        (r"x(?= y)(?! ya)", b"x y"),
        (r"(?<!aa)(?<!bb)[a-z]+ y", b"[a-z]{1,1} y"),
        (r"x[a-z]+(?<=ax)(?! a)", b"x[a-z]{1,1}"),
        (r"\b(?!the,)[a-z]+,", b"[a-z]{1,1},"),
        (r"x y(?=.{30,}z)", b"x y"),
        (r"(?<=the\b[^.]{0,90})x", b"x"),
        (r"a \S+ (?:of|to) [a-z]", rb"a \S{1,} (?:of|to) [a-z]"),
    ],
)
def test_the_expression_of_a_regex(pattern: str, expression: bytes) -> None:
    written = approximate(pattern)
    assert written is not None
    for text in (
        "x",
        "X1",
        "color colour",
        "Mr. x Mrs. x",
        "bx ax",
        "x y xay",
        "aa",
        "xlongery",
        "(",
        "É1 é",
        "met with",
        "ab\nc zz \nc minister,\nc",
        "a word of it, up to",
    ):
        assert _found(written, text) == _found(expression, text), text


def _found(expression: bytes, text: str) -> list[tuple[int, int]]:
    return Scan.of([(expression, (0, 0, "line"))]).find(encode(text))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?i)leave\s+a\s+(reply|comment)", "Leave \n a\tReply"),
        (r"[’']s visit", "king’s visit"),
        (r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z])", "stop.Next"),
        (r"(?<=\b(?:the|a) )[A-Z]\w+ungen", "the Bedingungen"),
        (r"^(?:x|[yz])\w*\s(?:of|to)$", "zebra to"),
        (r"\bé\w+\b", "un étage"),
        (r"\w+\s\w+", "naïve\u2003Ωmega"),
        (r"[^\W\d_]+", "ß"),
        (r"[^a-z]x", "éx"),
        (r"\d x", "٣ x"),
        (r"[\u4e00-\u9fff]{2}", "中国"),
        (r"(?i)É", "é"),
        (r"(?P<w>\w+) (?P=w)", "das das"),
        (r"(?>a+)b", "aab"),
        (r"[^\p{L}]{3}", "1 2"),
        (r"\Aa.b\Z", "a b"),
        (r"(?s)a.b", "a\nb"),
        (r"\ufffd", "\ufffd"),
        (r"x$", "x"),
        (r"(?<!\w)x(?!\w)", "x"),
    ],
)
def test_what_a_regex_matches_is_found(pattern: str, text: str) -> None:
    assert regex.search(pattern, text)
    expression = approximate(pattern)
    assert expression is not None
    assert _found(expression, text)


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        ("^ab$", 2),
        ("(?i)^(?P<mark>ab?|[cd]{2,5})[.!]?$", 6),
        ("(?:^a|^bc)$", 2),
        (r"\A\p{Lu}x\Z", 2),
        (r"^(a|bc)\1$", 4),
        ("^(?=abc)a.{3}(?<!d)$", 4),
        ("^a*$", inf),
        ("(?:^a|b)$", inf),
        ("^a(?:b|c$)", inf),
        ("^ab", inf),
        ("ab$", inf),
        ("", inf),
        ("^(?:a*){3}$", inf),
        (r"^\X$", inf),
    ],
)
def test_the_longest_line_that_a_regex_matches_as_a_whole(pattern: str, most: float) -> None:
    assert longest(pattern) == most
