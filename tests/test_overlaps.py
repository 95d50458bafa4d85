"""One fault is one finding: which of the findings that lie upon each other speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint import Document, Linter
from newslint.packs.reader import read_pack

RULE = """- code: {code}
  name: {name}
  kind: pattern
  severity: {severity}
  scope: {scope}
  pattern: {pattern}
  explains: {explains}
  message: found
  why: a test
  examples: {{bad: ["[[{pattern}]]"], good: [nothing]}}
"""


def lint(
    tmp_path: Path, text: str, *rules: tuple[str, str, str, str], scope: str = "line"
) -> list[tuple[str, str, str]]:
    """What rules (code, severity, pattern, explains) find in a text: code, match and message of each finding."""
    written = [
        RULE.format(code=code, name=f"r{at}", severity=severity, pattern=pattern, explains=explains, scope=scope)
        for at, (code, severity, pattern, explains) in enumerate(rules)
    ]
    path = tmp_path / "pack.yaml"
    path.write_text("rules:\n" + "".join(written), encoding="utf-8")
    linted = Linter(read_pack(path).rules).lint(Document(text))
    assert linted.errors == []
    return [(finding.code, finding.match, finding.message) for finding in linted.findings]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([("AA101", "warning", "b c", "[]"), ("AA102", "warning", "a b c d", "[]")], ["AA102"]),
        ([("AA101", "error", "b c d", "[]"), ("AA102", "warning", "a b c d", "[]")], ["AA101"]),
        ([("AA101", "error", "b", "[]"), ("AA102", "warning", "a b c d", "[]")], ["AA102", "AA101"]),
        ([("AA101", "warning", "a b", "[]"), ("AA102", "warning", "c d", "[]")], ["AA101", "AA102"]),
        ([("AA101", "warning", "a b", "[]"), ("BB101", "error", "a b c", "[]")], ["BB101"]),
        ([("AA101", "warning", "a b c d", "[]"), ("BB101", "warning", "b", "[]")], ["AA101", "BB101"]),
        ([("AA101", "warning", "a b c", "[]"), ("AA102", "info", "b c d", "[]")], ["AA101"]),
    ],
    ids=["longer", "graver", "graver-but-small", "apart", "two-families", "nested-families", "mostly-upon"],
)
def test_who_speaks(tmp_path: Path, rules: list[tuple[str, str, str, str]], expected: list[str]) -> None:
    assert [code for code, _, _ in lint(tmp_path, "x a b c d y", *rules)] == expected


def test_what_explains_counts(tmp_path: Path) -> None:
    rules = [("AA101", "warning", "a b c d", "[BB]"), ("BB101", "warning", "b", "[]"), ("CC101", "info", "c", "[]")]
    assert lint(tmp_path, "x a b c d y b", *rules) == [
        ("AA101", "a b c d", "found (1 other finding here is part of it)"),
        ("CC101", "c", "found"),
        ("BB101", "b", "found"),
    ]


def test_the_graver_is_not_explained(tmp_path: Path) -> None:
    rules = [("AA101", "warning", "a b c d", "[ALL]"), ("BB101", "error", "b", "[]")]
    assert [code for code, _, _ in lint(tmp_path, "a b c d", *rules)] == ["AA101", "BB101"]


def test_a_finding_of_the_document_explains_all_of_it(tmp_path: Path) -> None:
    rules = [("AA101", "info", "a b", "[BB]"), ("BB101", "error", "d", "[]")]
    found = lint(tmp_path, "a b\nc d\nd\n", *rules, scope="document")
    assert found == [("AA101", "a b", "found (2 other findings here are part of it)")]


def test_once_for_a_text(tmp_path: Path) -> None:
    """`once`: the first place of each text that matches is found, with the others as related ones."""
    path = tmp_path / "pack.yaml"
    rule = RULE.format(
        code="AA101", name="r", severity="warning", pattern="'[bc]'", explains="[]\n  once: true", scope="line"
    )
    path.write_text("rules:\n" + rule, encoding="utf-8")
    first, second = Linter(read_pack(path).rules).lint(Document("b a\nb c\nb")).findings
    assert (first.message, second.message) == ("found (and 2 more times in this text)", "found")
    assert [(place.line, place.column) for place in first.related] == [(2, 1), (3, 1)]


def test_of_patterns_that_match_alike_the_first_speaks(tmp_path: Path) -> None:
    """Whatever they are looked for by, and whichever of these ends sooner."""
    path = tmp_path / "pack.yaml"
    sooner, later = "(?P<mark>(?P<sooner>b)) quince", "(?P<mark>(?P<later>b)) quince and [a-z]+ medlar"
    for patterns, said in (([sooner, later], "b or {later}"), ([later, sooner], "{sooner} or b")):
        rule = RULE.format(
            code="AA101", name="r", severity="warning", pattern=patterns, explains="[]", scope="line"
        ).replace("message: found", "message: '{sooner} or {later}'")
        path.write_text("rules:\n" + rule, encoding="utf-8")
        (found,) = Linter(read_pack(path).rules).lint(Document("a b quince and a medlar")).findings
        assert (found.match, found.message) == ("b", said)
