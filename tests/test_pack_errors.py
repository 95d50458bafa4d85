"""Every mistake in a pack is told with file, line, column, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint.errors import PackError
from newslint.linting.selftest import failures
from newslint.packs.reader import read_pack

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
        ("kind: phrase", "kind: phrases", "mine.yaml:6:11: unknown kind `phrases`; did you mean `phrase`?"),
        ("    kind: phrase\n", "", "mine.yaml:4:5: a rule needs a `kind`: one of phrase, pattern"),
        (
            "code: XX101",
            "code: X1",
            "mine.yaml:4:11: `code`: `X1` should be 2 to 5 capitals (the family) and three digits, for example BP101",
        ),
        (
            "name: some-defect",
            "name: Some Defect",
            "mine.yaml:5:11: `name`: `Some Defect` should be words in lower case joined by hyphens, for example",
        ),
        ("pack: mine", "pack: My Pack", "mine.yaml:1:7: `pack`: `My Pack` should be lower-case letters, digits and"),
        (
            "why: because",
            "why: no",
            "mine.yaml:9:10: `why`: expected text, got true or false; put the text in quotes",
        ),
        (
            "why: because",
            "severity: warn",
            "mine.yaml:9:15: `severity`: `warn` is not allowed; did you mean `warning`? (known: error, info, warning)",
        ),
        ("why: because", "severity: loud", "mine.yaml:9:15: `severity`: `loud` is not allowed; known: error, info,"),
        ("why: because", "zone: tial", "mine.yaml:9:11: `zone`: `tial` is not allowed; did you mean `tail`?"),
        (
            "why: because",
            "when: {document: {hass: a}}",
            "mine.yaml:9:23: unknown key `hass`; did you mean `has`? (known: has, lacks, at-least, at-most)",
        ),
        (
            "why: because",
            "when: {dokument: {has: a}}",
            "mine.yaml:9:12: unknown key `dokument`; did you mean `document`",
        ),
        ("why: because", "fix: {delite: line}", "mine.yaml:9:11: unknown key `delite`; did you mean `delete`?"),
        ("why: because", "fix: {delete: lines}", "mine.yaml:9:19: `fix.delete`: `lines` is not allowed; did you mean"),
        ("good: [nothing]", "god: [nothing]", "mine.yaml:10:42: unknown key `god`; did you mean `good`?"),
        ("good: [nothing]", "good: [{txt: a}]", "mine.yaml:10:50: unknown key `txt`; did you mean `text`?"),
        ("phrases: [some phrase]", "phrases: some phrase", "mine.yaml:7:14: `phrases`: expected a mapping or a list,"),
        (
            "lists: {speech: [said, says]}",
            "lists: {speech: said}",
            "mine.yaml:2:17: `lists.speech`: expected a list, got",
        ),
        (
            "rules:",
            "override: {BP101: warn}\nrules:",
            "mine.yaml:3:19: `override.BP101`: `warn` is not allowed; did you",
        ),
        ("[some phrase]", "[on, off]", "mine.yaml:7:15: `on` is read as True; put it in quotes"),
        ("[said, says]", "[said, 1990]", "mine.yaml:2:24: `lists.speech.1`: expected text, got a whole number; put"),
        ("[said, says]", "[said, '[a-z]{3,}ed']", "mine.yaml:2:24: `[a-z]{3,}ed` is a regex: a list"),
        ("[said, says]", "['\\d+', says]", "mine.yaml:2:18: `\\d+` is a regex: a list holds words"),
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
            "mine.yaml:4:5: a metric has either `above` or `below`",
        ),
        (
            "kind: phrase\n    phrases: [some phrase]",
            "kind: balance\n    pair: ['\"', '\"']\n    find: unopened",
            "mine.yaml:4:5: `pair` takes two different characters",
        ),
        ("rules:", "rulez:", "mine.yaml:3:1: unknown key `rulez`; did you mean `rules`?"),
        ("pack: mine", "pack: [", "mine.yaml:3:1: not YAML: "),
        ("pack: mine", "pack: {a{b}c|d", "mine.yaml:"),
        ("why: because", "why: &why [*why]", "mine.yaml:1:1: nested too deep, or without end: an alias"),
        ("why: because", "wy: 2001-99-99", "mine.yaml:9:5: unknown key `wy`; did you mean `why`?"),
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


# Names in braces.

PATTERN = RULE.replace(
    "kind: phrase\n    phrases: [some phrase]",
    "kind: pattern\n    pattern: 'some (?P<noun>phrase)'",
)
TABLE = RULE.replace(
    "kind: phrase\n    phrases: [some phrase]", "kind: table\n    table: t.tsv\n    phrases: ['{name}']"
)
KNOWN = "known: speech, noun"


@pytest.mark.parametrize(
    ("rule", "line", "expected"),
    [
        (
            PATTERN,
            "when: {document: {has: '{nolist} a'}}",
            f"mine.yaml:9:28: no list or value is named `{{nolist}}`; {KNOWN}",
        ),
        (
            PATTERN,
            "when: {before: {lacks: [a, '{speach}']}}",
            "mine.yaml:9:32: no list or value is named `{speach}`; did",
        ),
        (
            PATTERN,
            "unless: '{noum}'",
            "mine.yaml:9:13: no list or value is named `{noum}`; did you mean `noun`? (known:",
        ),
        (PATTERN, "suggest: '{word}'", "mine.yaml:9:14: nothing fills `{word}`; known: match, suggestion, noun"),
        (PATTERN, "suggest: [a, '{nouns}']", "mine.yaml:9:18: nothing fills `{nouns}`; did you mean `noun`?"),
        (PATTERN, "fix: {replace: '{speech}'}", "mine.yaml:9:20: nothing fills `{speech}`; known: match, suggestion"),
        (
            TABLE,
            "when: {line: {at-least: {'{topik}': 2}}}",
            "mine.yaml:10:41: no value is named `{topik}`; did you mean",
        ),
        (TABLE, "when: {line: {has: '{topik}'}}", "mine.yaml:10:24: no list or value is named `{topik}`; did you mean"),
        (TABLE, "unless: '{name^}'", "mine.yaml:10:13: no list or value is named `{name^}`; did you mean `name`?"),
        (TABLE, "suggest: '{nam}'", "mine.yaml:10:14: nothing fills `{nam}`; did you mean `name`?"),
    ],
)
def test_a_name_that_nothing_fills(tmp_path: Path, rule: str, line: str, expected: str) -> None:
    found = mistakes(tmp_path, rule.replace("    why:", f"    {line}\n    why:"), t="name\ttopic\nsome phrase\tx\n")
    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    ("kind", "given", "not_given"),
    [
        ("phrase\n    phrases: {a: b}", "{match} {suggestion}", "word"),
        ("pattern\n    pattern: '(?P<mark>a)(?P<noun>b)'", "{mark} {noun}", "word"),
        ("repeat\n    of: word", "{word} {count} {line}", "share"),
        ("repeat\n    of: line", "{match}", "word"),
        ("run\n    pattern: a", "{count}", "share"),
        ("metric\n    count: a\n    above: 1", "{count} {share}", "code"),
        ("encoding\n    find: control", "{code}", "count"),
        ("balance\n    pair: ['(', ')']\n    find: unclosed", "{match}", "code"),
    ],
)
def test_what_a_kind_tells(tmp_path: Path, kind: str, given: str, not_given: str) -> None:
    rule = RULE.replace("phrase\n    phrases: [some phrase]", kind)
    file = tmp_path / "sound.yaml"
    file.write_text(rule.replace("some defect", f"'{given}'"))
    assert read_pack(file).rules
    found = mistakes(tmp_path, rule.replace("some defect", f"'a {{{not_given}}}'"))
    assert [line.split(";")[0].partition(": ")[2] for line in found] == [f"nothing fills `{{{not_given}}}`"]


def test_braces_that_are_no_names(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    evidence = r"unless: ['a{2,5}', 'a{3}', '\p{Lu}', '\N{COMMA}', '\{name\}', '{speech} so']"
    file.write_text(PATTERN.replace("    why:", f"    {evidence}\n    why:").replace("some defect", "'a {b c} {}'"))
    assert read_pack(file).rules


# What a pack says of itself.


def test_a_code_outside_the_families_of_the_pack(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "families: {YY: other}\n" + RULE)
    assert found == ["mine.yaml:5:5: XX101 is of no family of the pack (YY); add XX to `families`"]


def test_families_of_a_folder_stand_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: mine\nfamilies: {XX: mine}\n")
    (tmp_path / "rules.yaml").write_text(RULE.removeprefix("pack: mine\n"))
    pack = read_pack(tmp_path)
    assert (pack.name, pack.families, len(pack.rules)) == ("mine", {"XX": "mine"}, 1)


def test_a_single_file_needs_neither_a_name_nor_families(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(RULE.removeprefix("pack: mine\n"))
    pack = read_pack(file)
    assert (pack.name, pack.families) == ("mine", {})


SHARED = """lists: {dish: [soup, stew]}
parts: {clock: '\\d{1,2}[:.]\\d\\d (?:{dish}|bell)'}
"""
AT = """rules:
  - {code: XX101, name: at-the-clock, kind: pattern, pattern: 'at {clock}', message: '{clock} {match}', why: because,
     examples: {bad: ["[[at 9.30 soup]]"], good: ["at {clock}"]}}
"""


def test_what_a_pack_shares(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: mine\n" + SHARED)
    (tmp_path / "rules.yaml").write_text(AT.replace("'{clock} {match}'", "'{match}'"))
    (loaded,) = read_pack(tmp_path).rules
    assert list(failures([loaded])) == []
    (tmp_path / "rules.yaml").write_text(SHARED.replace("stew", "pie") + AT)
    with pytest.raises(PackError, match=r"rules.yaml:1:9: `dish` stands in pack.yaml already"):
        read_pack(tmp_path)
    (tmp_path / "rules.yaml").write_text("parts: {dish: soup}\n" + AT)
    with pytest.raises(PackError, match=r"rules.yaml:1:9: `dish` is the name of a list already"):
        read_pack(tmp_path)
    (tmp_path / "rules.yaml").write_text("parts: {bell: '(ding'}\n" + AT)
    with pytest.raises(PackError, match=r"rules.yaml:1:9: regex does not compile: missing \)"):
        read_pack(tmp_path)
