"""Nothing in a text or in a file's name speaks to the terminal, or to the runner of a CI service that keeps the log."""

from __future__ import annotations

import json
import os
import re

import pytest

from newslint.report.display import harmless, unmarked

COMMAND = re.compile(r"^\s*::|##\w*\[", re.M)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
NAMES = ["::add-mask::e.txt", "z\n::error title=pwn::x.txt", "##[add-mask]e.txt", "\x1b]0;pwn\x07.txt", "a\u202eb.txt"]
TEXT = "He said: donâ€™t ##[add-mask]e and ##vso[task.setvariable variable=x]y and donâ€™t.\n\n::error::x donâ€™t\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="such names are for POSIX")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", "∷error::x"),
        ("  ::error::x", "  ∷error::x"),
        ("a ::error::x", "a ::error::x"),
        ("a##[b]##vso[c]", "a##⟦b]##vso⟦c]"),
        ("## [b] #[c]", "## [b] #[c]"),
    ],
)
def test_lines(line: str, shown: str) -> None:
    assert harmless(line) == shown


def test_a_command_of_ours_stays_one() -> None:
    assert unmarked("::error file=a::x ##[y]") == "::error file=a::x ##⟦y]"


@pytest.mark.parametrize("form", ["full", "concise", "github"])
def test_reports(newslint, folder, form: str) -> None:
    folder({name: TEXT * 12 for name in NAMES})
    result = newslint(".", "--output-format", form, "--select", "ENC101", *(("-q",) if form != "full" else ()))
    assert result.code == 1
    own = re.compile(r"^::(?:error|warning|notice) title=newslint[^:]*::", re.M)
    assert COMMAND.search(own.sub("", result.out) if form == "github" else result.out) is None
    assert CONTROL.search(result.out) is None
    assert COMMAND.search(result.err) is None


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif"])
def test_json_says_the_same_with_an_escape(newslint, folder, form: str) -> None:
    folder({"a.txt": "##[add-mask] donâ€™t\n" * 2})
    result = newslint("a.txt", "--output-format", form, "--select", "ENC", "-q")
    assert COMMAND.search(result.out) is None
    for line in result.out.splitlines() if form == "jsonl" else [result.out]:
        json.loads(line)


@pytest.mark.parametrize("name", NAMES)
def test_errors_and_lists_of_files(newslint, folder, name: str) -> None:
    folder({name: b"\xff"})
    result = newslint(f"./{name}", "--select", "BP101", env={"GITHUB_ACTIONS": "true"}, cwd=folder({}))
    assert result.code == 2
    assert COMMAND.search(result.err) is None
    assert CONTROL.search(result.err) is None
    assert result.err.count("\n") == 2
    listed = newslint(name, "--show-files")
    assert (listed.code, listed.out.count("\n"), COMMAND.search(listed.out), CONTROL.search(listed.out)) == (
        0,
        1,
        None,
        None,
    )
    wrong = newslint("--" + name, env={"GITHUB_ACTIONS": "true"})
    assert wrong.code == 2
    assert COMMAND.search(wrong.err) is None
    assert CONTROL.search(wrong.err) is None
