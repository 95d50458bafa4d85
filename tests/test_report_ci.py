"""The formats of CI services: each has the shape that its readers take."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import jsonschema
import pytest
from awkward_findings import BROKEN, EMPTY, FINDINGS, PATH, RULES, UNREAD, find, report

NAMES = ("gitlab", "junit", "checkstyle", "rdjson")
FAILURES = (UNREAD, BROKEN)

POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": POSITION, "end": POSITION},
    "additionalProperties": False,
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                },
            },
        },
    },
}
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {"lines": {"type": "object", "required": ["begin"]}, "path": {"pattern": "^[^./]"}},
            },
        },
    },
}

JUNIT: dict[str, tuple[set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped", "time", "timestamp", "id", "package", "file"}),
    "testcase": ({"name"}, {"classname", "time", "group"}),
    "failure": (set(), {"type", "message"}),
    "error": (set(), {"type", "message"}),
    "skipped": (set(), {"type", "message"}),
}
"""The attributes that the schema of Jenkins (junit-10.xsd) requires and allows."""


def test_gitlab() -> None:
    items = json.loads(report("gitlab", FINDINGS, FAILURES))
    jsonschema.validate(items, GITLAB)
    assert [item["severity"] for item in items] == ["major", "minor", "info", "major", "blocker", "blocker"]
    assert items[1]["location"] == {"path": PATH, "lines": {"begin": 2, "end": 3}}
    assert len({item["fingerprint"] for item in items}) == len(items)


def test_gitlab_fingerprints_hold_no_line_and_do_not_repeat() -> None:
    line = find("Rain", RULES[0], "rain")
    prints = [item["fingerprint"] for item in json.loads(report("gitlab", [line, line]))]
    assert len(set(prints)) == 2
    moved = find("Rain", RULES[0], "rain", text="\n\nRain.\n")
    assert json.loads(report("gitlab", [moved]))[0]["fingerprint"] == prints[0]


def test_rdjson_counts_bytes() -> None:
    written = json.loads(report("rdjson", FINDINGS, FAILURES))
    jsonschema.validate(written, RDJSON)
    first = written["diagnostics"][0]
    assert first["location"] == {
        "path": PATH,
        "range": {"start": {"line": 2, "column": 15}, "end": {"line": 2, "column": 24}},
    }
    assert (first["severity"], first["code"]) == ("ERROR", {"value": "MT101"})
    assert written["diagnostics"][3]["suggestions"][0]["text"] == ""
    assert written["diagnostics"][4] == {
        "message": UNREAD.reason,
        "location": {"path": UNREAD.path},
        "severity": "ERROR",
    }


def test_checkstyle() -> None:
    root = ElementTree.fromstring(report("checkstyle", FINDINGS, FAILURES))
    assert (root.tag, root.attrib) == ("checkstyle", {"version": "4.3"})
    assert [file.get("name") for file in root] == [PATH, UNREAD.path, EMPTY]
    errors = list(root[0])
    assert {error.tag for error in root.iter() if error.tag not in ("checkstyle", "file")} == {"error"}
    assert [error.get("severity") for error in errors] == ["error", "warning", "info", "error"]
    assert errors[1].attrib == {
        "line": "2",
        "column": "22",
        "severity": "warning",
        "message": "MT201 word for word: “new crown pneumonia”",
        "source": "newslint.MT201",
    }


def test_junit_counts_what_it_holds() -> None:
    root = ElementTree.fromstring(report("junit", FINDINGS, FAILURES))
    assert (root.tag, [suite.get("name") for suite in root]) == ("testsuites", [EMPTY, PATH, UNREAD.path, EMPTY])
    for suite in root:
        cases = list(suite)
        assert {case.tag for case in cases} == {"testcase"}
        assert all(case.get("name") and case.get("classname") == suite.get("name") for case in cases)
        outcomes = [outcome.tag for case in cases for outcome in case]
        assert int(suite.get("tests", "")) == len(cases)
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(count, "")) == outcomes.count(tag)
    assert [len(case) for case in root[0]] == [0]
    for element in root.iter():
        required, allowed = JUNIT[element.tag]
        assert required <= set(element.keys()) <= required | allowed


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_no_text_breaks_the_xml(name: str) -> None:
    text = "".join(map(chr, [*range(32), 127, 0x85, 0x2028, 0xD83D, 0xFFFE, 0xFFFF, 0x1F389])) + "<&>\"']]>##[x]"
    written = report(name, [find("Rain", RULES[0], text)])
    assert "##[" not in written
    (message,) = [
        element.get("message", "") for element in ElementTree.fromstring(written).iter() if element.get("message")
    ]
    assert message.endswith("\U0001f389<&>\"']]>##[x]")


@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_no_text_breaks_the_json(name: str) -> None:
    written = report(name, [find("Rain", RULES[0], "\ud83d ##[error] \x00")])
    assert "##[" not in written
    assert json.loads(written)


@pytest.mark.parametrize("name", NAMES)
def test_a_run(newslint, folder, name: str) -> None:
    folder({"a.txt": "The council met.\n\nLeave a Reply\n"})
    result = newslint("--isolated", "-q", "--select", "BP101", "--output-format", name, "a.txt", "missing.txt")
    assert (result.code, result.err) == (2, "newslint: error: missing.txt: no such file or folder\n")
    assert "BP101" in result.out
    assert "missing.txt" in result.out
    (json.loads if name in ("gitlab", "rdjson") else ElementTree.fromstring)(result.out)


def test_an_empty_run() -> None:
    assert json.loads(report("gitlab")) == []
    assert json.loads(report("rdjson")) == {"source": {"name": "newslint"}, "diagnostics": []}
    assert list(ElementTree.fromstring(report("checkstyle"))) == []
