"""What a rule asks of the text around a match, before it speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint.linting.linter import Linter
from newslint.packs.reader import read_pack
from newslint.text.document import Document

PACK = r"""pack: mine
rules:
  - code: XX101
    name: some-defect
    kind: pattern
    pattern: '(?P<name>[A-Z]\w+) left(?: (?P<place>\w+))?'
    when: {PLACE: {at-least: COUNTS}}
    message: some defect
    why: because
    examples: {bad: ["[[Anna left]]"], good: [nothing]}
"""


def found(tmp_path: Path, place: str, counts: str, text: str) -> list[str]:
    file = tmp_path / "mine.yaml"
    file.write_text(PACK.replace("PLACE", place).replace("COUNTS", counts))
    return [finding.match for finding in Linter(read_pack(file).rules).lint(Document(text)).findings]


@pytest.mark.parametrize(
    ("place", "counts", "text", "expected"),
    [
        ("document", "{'{name}': 2}", "Anna left.\nBert left.\nThen Bert came.", ["Bert left"]),
        ("line", "{'{name}': 2}", "Anna left.\nBert left.\nThen Bert came.", []),
        ("line", "{'{name}': 2}", "Anna left. Annabel stayed.", ["Anna left"]),
        ("after", "{'{name}': 1}", "Anna left.\nBert left.\nThen Bert came.", ["Bert left"]),
        ("before", "{'{name}': 1}", "Anna left.\nBert left.\nThen Bert came.", []),
        ("document", "{'{name}.': 1}", "Anna left. Bert left. Who is Bertx? Anna.", ["Anna left"]),
        ("document", "{'{name}': 2, gone: 2}", "Bert left. Bert is gone.", []),
        ("document", "{'{name}': 2, gone: 2}", "Bert left. Bert is gone, gone.", ["Bert left"]),
        ("document", "{'{name} left {place}': 1}", "Bert left home.", ["Bert left home"]),
        ("document", "{'{place}': 2}", "Bert left. Anna left home.", ["Bert left"]),
    ],
    ids=range(10),
)
def test_texts_that_stand_there_at_least_so_often(
    tmp_path: Path, place: str, counts: str, text: str, expected: list[str]
) -> None:
    assert found(tmp_path, place, counts, text) == expected
