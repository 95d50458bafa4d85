"""kind: density. Several different markers that meet in one unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint import PackError
from newslint.linting.linter import Linter
from newslint.packs.reader import read_pack
from newslint.text.document import Document

PACK = """
pack: house
families: {{HS: house style}}
lists:
  praise: [world-class, cutting-edge]
rules:
  - code: HS101
    name: press-release
    kind: density
    scope: {scope}
    distinct: {distinct}
    phrases:
      praise: ['{{praise}}']
      joy: [is delighted to, is proud to]
    pattern:
      sign: '[®™]'
      joy: ['\\bthrilled\\b']
    message: '{{count}} marks: {{markers}}'
    why: A text that praises in three ways at once was written by the firm that it speaks of.
    examples:
      bad: ["[[World-class]] Holt® is proud to open."]
      good: ["A world-class pier."]
"""


def findings(tmp_path: Path, text: str, *, scope: str = "document", distinct: int = 3) -> list[tuple[str, str]]:
    path = tmp_path / "house.yaml"
    path.write_text(PACK.format(scope=scope, distinct=distinct), encoding="utf-8")
    linted = Linter(read_pack(path).rules).lint(Document(text))
    assert linted.errors == []
    return [(finding.match, finding.message) for finding in linted.findings]


def test_different_groups_meet(tmp_path: Path) -> None:
    text = "The pier is cutting-edge.\nThe board is proud to say so.\nHolt® built it."
    assert findings(tmp_path, text) == [("cutting-edge", "3 marks: “cutting-edge”, “is proud to”, “®”")]


def test_one_group_counts_once(tmp_path: Path) -> None:
    assert findings(tmp_path, "World-class, cutting-edge, and the board is delighted to be thrilled.") == []
    assert len(findings(tmp_path, "World-class, and the board was thrilled.", distinct=2)) == 1


def test_each_unit_is_counted_alone(tmp_path: Path) -> None:
    text = "World-class Holt® is proud to open.\nA cutting-edge pier.\nHolt™ is delighted to have a world-class pier."
    assert [match for match, _ in findings(tmp_path, text, scope="line")] == ["World-class", "™"]


def test_no_piece_of_text_counts_twice(tmp_path: Path) -> None:
    assert findings(tmp_path, "The board is delighted to be proud.\nA cutting-edge pier.", distinct=2) != []
    assert findings(tmp_path, "The board is proud to be thrilled.", distinct=2) == []


@pytest.mark.parametrize("distinct", [1, 4])
def test_distinct_must_be_reachable(tmp_path: Path, distinct: int) -> None:
    with pytest.raises(PackError, match="`distinct` is at least 2 and at most the number of groups, which is 3"):
        findings(tmp_path, "", distinct=distinct)


def test_each_marker_lies_upon_what_another_rule_finds(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    each = PACK.format(scope="document", distinct=3).replace("distinct: 3", "distinct: 3\n    each: true")
    brand = (
        "  - {code: HS102, name: brand, kind: pattern, pattern: 'Holt®', message: found, why: a test of overlaps,"
        " examples: {bad: ['[[Holt®]]'], good: [Holt]}}\n"
    )
    path.write_text(
        each.replace("[[World-class]] Holt® is", "[[World-class]] Holt[[®]] [[is").replace(
            "proud to open", "proud to]] open"
        )
        + brand,
        encoding="utf-8",
    )
    found = Linter(read_pack(path).rules).lint(Document("World-class Holt® is proud to open.")).findings
    assert [(finding.code, finding.match) for finding in found] == [
        ("HS101", "World-class"),
        ("HS102", "Holt®"),
        ("HS101", "is proud to"),
    ]
