"""`--files-from` and `--max-per-rule`: many documents in, a report that can be read out."""

from __future__ import annotations

import json

import pytest
from cli_samples import BAD, CLEAN

RULES = ("--isolated", "--select", "BP101,RP102", "--output-format", "concise")
TWICE = "It rained in the the north.\n\nIt snowed in the the south.\n\nLeave a Reply\n"


@pytest.mark.parametrize("text", ["a.txt\nb c.txt\n", "a.txt\r\n\r\nb c.txt", "a.txt\0b c.txt\0"])
def test_files_from(newslint, folder, text: str) -> None:
    folder({"a.txt": BAD, "b c.txt": CLEAN, "d.txt": BAD, "list": text})
    for result in (
        newslint(*RULES, "--files-from", "list"),
        newslint(*RULES, "--files-from", "-", stdin=text.encode()),
    ):
        assert result.code == 1
        assert [line.split(":")[0] for line in result.out.splitlines()] == ["a.txt"]
        assert result.err.startswith("Found 1 error in 1 file (2 files checked with 2 rules).\n")
    assert newslint(*RULES, "--files-from", "list", "d.txt").out.count("BP101") == 2


def test_lists_that_cannot_be_checked(newslint, folder) -> None:
    folder({"a.txt": BAD, "empty": "\n", "gone": "missing.txt\n"})
    assert newslint(*RULES, "--files-from", "empty") == (2, "", "Nothing checked: no document was named.\n")
    assert newslint(*RULES, "--files-from", "gone").code == 2
    assert newslint(*RULES, "--files-from", "nowhere") == (
        2,
        "",
        "newslint: error: --files-from nowhere: cannot be read: No such file or directory\n",
    )
    result = newslint(*RULES, "--files-from", "-", "-", stdin=b"a.txt\n")
    assert (result.code, result.out) == (2, "")
    assert "standard input cannot be both a document and the list of --files-from" in result.err


def test_max_per_rule(newslint, folder) -> None:
    folder({"a.txt": TWICE, "b.txt": TWICE})
    result = newslint(*RULES, "--max-per-rule", "1", "a.txt", "b.txt")
    assert result.code == 1
    assert [(line[:5], line.split()[1]) for line in result.out.splitlines()] == [("a.txt", "RP102"), ("a.txt", "BP101")]
    assert result.err.splitlines()[:2] == [
        "newslint: --max-per-rule left out 4 more: RP102 3, BP101 1",
        "Found 6 errors in 2 files (2 files checked with 2 rules).",
    ]
    assert newslint(*RULES, "--max-per-rule", "9", "-q", "a.txt").err == ""
    run = newslint(
        "--isolated", "--select", "RP102", "--output-format", "json", "--max-per-rule", "1", "a.txt", "b.txt"
    )
    assert len(json.loads(run.out)) == 1


def test_max_per_rule_and_counts_do_not_go_together(newslint, folder) -> None:
    folder({"a.txt": TWICE})
    for option in ("--statistics", "--diff"):
        result = newslint("--isolated", option, "--max-per-rule", "1", "a.txt")
        assert (result.code, result.out) == (2, "")
        assert "there are none with --statistics or --diff" in result.err
