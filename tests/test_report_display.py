"""Reports show any text safely: colours, control characters, long lines, wide characters."""

from __future__ import annotations

import json

import msgspec
import pytest
from awkward_findings import FINDINGS, RULES, find, report

from newslint.errors import InputError
from newslint.linting.finding import Excerpt, Fix
from newslint.report import FORMATS
from newslint.report.display import width

pytestmark = pytest.mark.usefixtures("checkout")

ALL = [*FORMATS, "statistics"]


@pytest.mark.parametrize("name", ALL)
def test_colour_only_where_wanted(name: str) -> None:
    assert "\x1b" not in report(name, FINDINGS)
    assert ("\x1b[31m" in report(name, FINDINGS, color=True)) == (name in ("full", "concise", "statistics"))


@pytest.mark.parametrize("name", ALL)
def test_a_lone_surrogate_can_be_written(name: str) -> None:
    text = "caf\ud83d here\n"
    finding = find("caf\ud83d", RULES[0], "m \ud83d", "s\ud83d", fix=Fix(1, 1, 1, 5, "t\ud83d", True, 0, 4), text=text)
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
