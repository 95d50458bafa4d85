"""Every mistake in a pack is told with file, line, column, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint.errors import PackError
from newslint.pack import read_pack

RULE = """pack: mine
lists: {speech: [said, says]}
rules:
  - code: XX101
    name: some-defect
    kind: phrase
    phrases: [some phrase]
    message: some defect
    why: because
    examples: {bad: ["[[some phrase]]"], good: [nothing]}
"""


def mistakes(tmp_path: Path, text: str, **files: str) -> list[str]:
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    for name, content in files.items():
        (tmp_path / f"{name}.tsv").write_text(content)
    with pytest.raises(PackError) as caught:
        read_pack(file)
    return str(caught.value).replace(f"{tmp_path}/", "").split("\n")


def test_a_sound_pack(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(RULE)
    pack = read_pack(file)
    assert pack.name == "mine"
    assert [(loaded.rule.code, loaded.place.line, loaded.place.column) for loaded in pack.rules] == [("XX101", 4, 5)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("message:", "mesage:", "mine.yaml:8:5: unknown key `mesage`; did you mean `message`?"),
        ("    message: some defect\n", "", "mine.yaml:4:5: key `message` is missing"),
        ("kind: phrase", "kind: phrases", "mine.yaml:6:11: unknown kind `phrases`; kinds: phrase, pattern, table"),
        ("    kind: phrase\n", "", "mine.yaml:4:5: a rule needs a `kind`: one of phrase, pattern"),
        ("code: XX101", "code: X1", "mine.yaml:4:11: `rules.0.code`: expected `str` matching regex"),
        ("name: some-defect", "name: Some Defect", "mine.yaml:5:11: `rules.0.name`: expected `str` matching regex"),
        (
            "why: because",
            "why: no",
            "mine.yaml:9:10: `rules.0.why`: expected `str`, got `bool`; put the text in quotes",
        ),
        ("why: because", "severity: fatal", "mine.yaml:9:15: `rules.0.severity`: invalid enum value 'fatal'"),
        ("[some phrase]", "[on, off]", "mine.yaml:7:15: `on` is read as True; put it in quotes"),
        ("[said, says]", "[said, 1990]", "mine.yaml:2:24: `lists.speech.1`: expected `str`, got `int`; put the text"),
        ("some phrase]", "'{speach} so']", "mine.yaml:4:5: no list named 'speach'; did you mean {speech}?"),
        ("some phrase]", "'...']", "mine.yaml:4:5: phrase '...' holds no letter or digit; use kind pattern"),
        ("    why: because\n", "    why: a\n    why: b\n", "mine.yaml:10:5: key `why` is given twice; keep one"),
        ("why: because", "why: a: b", "mine.yaml:9:11: mapping values are not allowed in this context; put a text"),
        (
            "kind: phrase\n    phrases: [some phrase]",
            'kind: pattern\n    pattern: "\\bsome"',
            r'mine.yaml:7:14: "\b" in double quotes is a control character; use single quotes for a regex',
        ),
        (
            "kind: phrase\n    phrases: [some phrase]",
            'kind: pattern\n    pattern: "\\dsome"',
            "mine.yaml:7:15: found unknown escape character; write a regex in single quotes",
        ),
        (
            "kind: phrase\n    phrases: [some phrase]",
            "kind: pattern\n    pattern: '(some'",
            "mine.yaml:7:14: regex does not compile: missing ) at position 5: (some",
        ),
        (
            "    why: because",
            "    unless: '[a-'\n    why: because",
            "mine.yaml:9:13: regex does not compile: ",
        ),
        (
            "kind: phrase\n    phrases: [some phrase]",
            "kind: table\n    table: absent.tsv\n    phrases: ['{a}']",
            "absent.tsv:1:1: table cannot be read: No such file or directory",
        ),
        (
            "kind: phrase\n    phrases: [some phrase]",
            "kind: metric\n    count: x",
            "mine.yaml:4:5: `rules.0`: a metric has either `above` or `below`",
        ),
        (
            "kind: phrase\n    phrases: [some phrase]",
            "kind: balance\n    pair: ['\"', '\"']\n    find: unopened",
            "mine.yaml:4:5: `rules.0`: `pair` takes two different characters",
        ),
        ("rules:", "rulez:", "mine.yaml:3:1: unknown key `rulez`; did you mean `rules`?"),
        ("pack: mine", "pack: [", "mine.yaml:3:1: not YAML: "),
        ("pack: mine", "pack: {a{b}c|d", "mine.yaml:"),
    ],
)
def test_mistake(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in RULE
    found = mistakes(tmp_path, RULE.replace(old, new, 1))
    assert found[0].startswith(expected), found


def test_every_broken_rule_of_a_file_is_told(tmp_path: Path) -> None:
    rule = RULE.split("rules:\n")[1]
    text = RULE.replace("why: because", "wy: because") + rule.replace("XX101", "XX102").replace(
        "kind: phrase", "kind: no"
    )
    found = mistakes(tmp_path, text)
    assert [line.split(": ", 1)[0] for line in found] == ["mine.yaml:9:5", "mine.yaml:13:11"]


def test_a_code_given_twice_names_both_places(tmp_path: Path) -> None:
    found = mistakes(tmp_path, RULE + RULE.split("rules:\n")[1].replace("some-defect", "other-defect"))
    assert found == [f"mine.yaml:11:5: XX101 is defined already at {tmp_path}/mine.yaml:4".replace(f"{tmp_path}/", "")]


def test_table_rows_must_fit_the_header(tmp_path: Path) -> None:
    text = RULE.replace(
        "kind: phrase\n    phrases: [some phrase]", "kind: table\n    table: t.tsv\n    phrases: ['{a}']"
    )
    assert mistakes(tmp_path, text, t="a\tb\nx\ty\nonly one\n") == [
        "t.tsv:3:1: 1 cells, but the header names 2 columns"
    ]


def test_an_empty_folder_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no YAML file in this folder"):
        read_pack(tmp_path)
    with pytest.raises(PackError, match="no such file or folder of rules"):
        read_pack(tmp_path / "absent")


def test_a_pack_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(b"pack: caf\xe9\n")
    with pytest.raises(PackError, match=r"mine.yaml:1:1: not UTF-8 at byte 9"):
        read_pack(file)
