"""Statistics, formats, the output file, colours and quiet are as asked for."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest
from cli_samples import BAD

from newslint.cli.checking import _colored


def test_statistics(newslint, folder) -> None:
    folder({"a.txt": BAD, "b.txt": BAD})
    result = newslint(".", "--statistics")
    assert result.code == 1
    assert result.out.split() == ["2", "BP101", "comment-form", "error"]


def test_statistics_as_json(newslint, folder) -> None:
    folder({"a.txt": BAD, "b.txt": BAD})
    expected = {"code": "BP101", "name": "comment-form", "severity": "error", "count": 2}
    result = newslint(".", "--statistics", "--output-format", "json")
    assert (result.code, json.loads(result.out)) == (1, [expected])
    assert json.loads(newslint(".", "--statistics", "--output-format", "jsonl").out) == expected
    assert newslint(".", "--statistics", "--output-format", "json", "--select", "QT").out == "[]\n"
    assert newslint(".", "--statistics", env={"GITHUB_ACTIONS": "true"}).out.split()[:2] == ["2", "BP101"]
    by_file = newslint(".", "--statistics", "--by-file", "--output-format", "jsonl").out.splitlines()
    assert [(row["path"], row["count"]) for row in map(json.loads, by_file)] == [("./a.txt", 1), ("./b.txt", 1)]
    result = newslint(".", "--statistics", "--output-format", "sarif")
    assert (result.code, result.out) == (2, "")
    assert "no --statistics as `sarif`; `output-format` can be full, concise, json, jsonl with them" in result.err


def test_a_dash_is_standard_output(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": BAD})
    assert newslint("a.txt", "-o", "-").out == newslint("a.txt").out != ""
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    result = newslint("--show-layout", "-", stdin=b"a")
    assert (result.code, "not for standard input" in result.err) == (2, True)


def test_github_format_is_chosen_in_actions(newslint, folder) -> None:
    folder({"a.txt": BAD})
    result = newslint("a.txt", env={"GITHUB_ACTIONS": "true"})
    assert result.out.startswith("::error title=newslint (BP101),file=a.txt,line=3,col=1,endLine=3,endColumn=14::")
    assert newslint("a.txt", "--output-format", "concise", env={"GITHUB_ACTIONS": "true"}).out.startswith("a.txt:3:1")


def test_output_file(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": BAD})
    result = newslint("a.txt", "-o", "out.sarif", "--output-format", "sarif")
    assert (result.code, result.out) == (1, "")
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    result = newslint("a.txt", "-o", "absent/out.json")
    assert result.code == 2
    assert "newslint: error: absent/out.json: cannot be written: No such file or directory" in result.err


LAST = "the last report\n"


@pytest.mark.parametrize(
    "wrong", [("--select", "BP10l"), ("--ignore", "ALL"), ("--rules", "broken.yaml"), ("--statistics",)]
)
def test_a_wrong_setting_leaves_the_last_report(newslint, folder, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    folder(
        {
            "a.txt": BAD,
            "out.txt": LAST,
            "broken.yaml": "rulez: []\n",
        }
    )
    before = sorted(path.name for path in tmp_path.iterdir())
    result = newslint("a.txt", "-o", "out.txt", "--output-format", "sarif", *wrong)
    assert result.code == 2, result.err
    assert (tmp_path / "out.txt").read_text() == LAST
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name == "nt", reason="links and modes differ")
def test_output_file_keeps_links_modes_and_devices(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": BAD, "out.txt": LAST})
    (tmp_path / "out.txt").chmod(0o640)
    (tmp_path / "link").symlink_to("out.txt")
    assert newslint("a.txt", "-o", "link", "--output-format", "concise").code == 1
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out.txt").read_text().startswith("a.txt:3:1: BP101")
    assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o640
    assert newslint("a.txt", "-o", "/dev/stdout", "--output-format", "concise").out.startswith("a.txt:3:1: BP101")
    assert newslint("a.txt", "-o", "/dev/null").out == ""


def test_color(newslint, folder) -> None:
    folder({"a.txt": BAD})
    assert "\x1b[" not in newslint("a.txt").out
    assert "\x1b[" in newslint("a.txt", "--color", "always").out
    assert newslint("a.txt", "--color", "always", "--output-format", "jsonl").out.count("\x1b") == 0


def test_color_is_for_terminals_that_know_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert _colored({"color": "auto"}, Terminal())
    assert not _colored({"color": "auto"}, io.StringIO())
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as said:
            said.setenv(name, value)
            assert not _colored({"color": "auto"}, Terminal())
            assert _colored({"color": "always"}, Terminal())


def test_quiet(newslint, folder) -> None:
    folder({"a.txt": BAD})
    assert newslint("a.txt", "-q").err == ""
    assert newslint("absent", "-q").err == "newslint: error: absent: no such file or folder\n"


def test_codes_lead_to_pages_where_settings_tell_of_them(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": "Leave a Reply\n", "newslint.toml": "rule-pages = 'https://example.org/{code}.html'\n"})
    for form in ("full", "concise"):
        shown = newslint("a.txt", "--output-format", form, "--color", "always").out
        code = "\x1b]8;;https://example.org/BP101.html\x1b\\"
        assert re.search(re.escape(code) + r"(?:\x1b\[\d+m)+BP101\x1b\[0m" + re.escape("\x1b]8;;\x1b\\"), shown)
        assert "example.org" not in newslint("a.txt", "--output-format", form).out
    (run,) = json.loads(newslint("a.txt", "--output-format", "sarif").out)["runs"]
    pages = {rule["id"]: rule["helpUri"] for rule in run["tool"]["driver"]["rules"]}
    assert pages["BP101"] == "https://example.org/BP101.html"
    (tmp_path / "newslint.toml").unlink()
    (run,) = json.loads(newslint("a.txt", "--output-format", "sarif").out)["runs"]
    assert not any("helpUri" in rule for rule in run["tool"]["driver"]["rules"])
