"""Every output format but SARIF, to the byte, over findings that are awkward to show."""

from __future__ import annotations

import json

import jsonschema
import pytest
from awkward_findings import BROKEN, FINDINGS, PATH, UNREAD, report

from newslint.report.record import schema

pytestmark = pytest.mark.usefixtures("checkout")

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
seeds/a b, c.txt:2:12: MT101 “北京市” is Beijing [error]
seeds/a b, c.txt:2:22: MT201 word for word: “new crown pneumonia” [warning]
seeds/a b, c.txt:4:6: NF101 “5% now”, 100% so [info]
seeds/a b, c.txt:5:1: BP101 comment form left in the text [error]
"""
GITHUB = """\
::error title=newslint (MT101),file=seeds/a b%2C c.txt,line=2,col=12,endLine=2,endColumn=15::\
seeds/a b, c.txt:2:12: MT101 “北京市” is Beijing
::warning title=newslint (MT201),file=seeds/a b%2C c.txt,line=2,col=22,endLine=3,endColumn=10::\
seeds/a b, c.txt:2:22: MT201 word for word:%0A“new crown pneumonia”%0Ahelp: write “COVID-19”
::notice title=newslint (NF101),file=seeds/a b%2C c.txt,line=4,col=6,endLine=4,endColumn=12::\
seeds/a b, c.txt:4:6: NF101 “5%25<U+2028>now”, 100%25 so%0Ahelp: write “5 percent now” (unsafe fix)
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
"severity":"error","message":"“北京市” is Beijing","match":"北京市","suggestion":"Beijing","fix":null,"related":[],
"origin":null}
{"path":"seeds/a b, c.txt","line":2,"column":22,"end_line":3,"end_column":10,"code":"MT201","name":"chinese-calque",
"severity":"warning","message":"word for word:\r\n“new crown pneumonia”","match":"new crown\r\npneumonia",
"suggestion":"COVID-19","fix":null,"related":[],"origin":null}
{"path":"seeds/a b, c.txt","line":4,"column":6,"end_line":4,"end_column":12,"code":"NF101","name":"percent",
"severity":"info","message":"“5%LSnow”, 100% so","match":"5%LSnow","suggestion":null,
"fix":{"line":4,"column":6,"end_line":4,"end_column":12,"text":"5 percent now","safe":false},"related":[],"origin":null}
{"path":"seeds/a b, c.txt","line":5,"column":1,"end_line":5,"end_column":14,"code":"BP101","name":"comment-form",
"severity":"error","message":"comment form left in the text","match":"Leave a Reply","suggestion":null,
"fix":{"line":5,"column":1,"end_line":6,"end_column":1,"text":"","safe":true},"related":[],"origin":null}
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


def test_counts_by_file() -> None:
    assert report("files", FINDINGS, (UNREAD, BROKEN)) == "4  seeds/a b, c.txt  2 errors, 1 warning, 1 info\n"
    row = {"path": "seeds/a b, c.txt", "error": 2, "warning": 1, "info": 1, "count": 4}
    assert json.loads(report("files-json", FINDINGS)) == [row]
    assert json.loads(report("files-jsonl", FINDINGS)) == row


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
