"""`--fix`, `--unsafe-fixes` and `--diff`: exit codes, both streams, and what becomes of the files."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from cli_samples import BAD, CLEAN, SLOW
from conftest import ROOT

from newslint.errors import WriteError
from newslint.settings.keys import Settings
from newslint.sources.found import Source
from newslint.sources.write import replace_source

FIXED = "The council met on Monday.\n"
BYLINE = "By Jane Smith\n\nThe council met on Monday and agreed to mend the bridge.\n"
RULES = ("--isolated", "--select", "BP101,BP182,RP102,ENC101")


def test_nothing_is_fixed_unasked(newslint, folder) -> None:
    folder({"a.txt": BAD, "b.txt": BYLINE})
    result = newslint(*RULES, "a.txt", "b.txt")
    assert (result.code, Path.read_text(folder({}) / "a.txt")) == (1, BAD)
    assert result.err.splitlines()[-1] == (
        "1 can be fixed with --fix, 1 more with --fix --unsafe-fixes; --diff shows how."
    )
    assert newslint(*RULES, "-q", "a.txt").err == ""


def test_what_a_killed_fix_has_left_is_swept_up(newslint, folder, tmp_path: Path) -> None:
    left = {".a.txt.abc.newslint-999999999": "half", ".a.txt.abc.newslint-x": "mine", "b.newslint-999999999": "mine"}
    folder({"a.txt": BAD, **left})
    newslint(*RULES, "--fix", "a.txt")
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", *list(left)[1:]}


def test_fix(newslint, folder) -> None:
    root = folder({"a.txt": BAD, "b.txt": BYLINE, "c.txt": CLEAN})
    result = newslint(*RULES, "--fix", "--output-format", "concise", ".")
    assert result.code == 0
    assert result.out == "./b.txt:1:1: BP182 byline left in the text: “By Jane Smith” [info]\n"
    assert result.err.splitlines() == [
        "Found 1 info in 1 file (3 files checked with 4 rules).",
        "Fixed 1 finding in 1 file.",
        "1 can be fixed with --fix --unsafe-fixes; --diff shows how.",
    ]
    assert (root / "a.txt").read_text() == FIXED
    assert (root / "b.txt").read_text() == BYLINE
    result = newslint(*RULES, "--fix", "--unsafe-fixes", ".")
    assert (result.code, result.out) == (0, "")
    assert (root / "b.txt").read_text() == CLEAN
    assert sorted(path.name for path in root.iterdir()) == ["a.txt", "b.txt", "c.txt"]


def test_diff(newslint, folder) -> None:
    root = folder({"a.txt": BAD, "b.txt": "It rained in the the north.\r\nEnd", "c.txt": CLEAN})
    result = newslint(*RULES, "--diff", "a.txt", "b.txt", "c.txt", env={"CI": ""})
    assert result.code == 1
    assert result.out == (
        "--- a.txt\n+++ a.txt\n@@ -1,3 +1 @@\n The council met on Monday.\n-\n-Leave a Reply\n"
        "--- b.txt\n+++ b.txt\n@@ -1,2 +1,2 @@\n-It rained in the the north.\r\n+It rained in the north.\r\n"
        " End\n\\ No newline at end of file\n"
    )
    assert result.err == "Would fix 2 findings in 2 files.\n"
    assert (root / "a.txt").read_text() == BAD
    result = newslint(*RULES, "--diff", "c.txt")
    assert result == (0, "", "Nothing would be fixed.\n")
    assert newslint(*RULES, "--diff", "--exit-zero", "a.txt").code == 0
    assert newslint(*RULES, "--diff", "missing.txt", "a.txt").code == 2


def test_a_diff_can_be_applied(newslint, folder) -> None:
    root = folder({"a.txt": BAD, "b.txt": "It rained in the the north.\r\nEnd"})
    done = newslint(*RULES, "--diff", "a.txt", "b.txt", env={"CI": "", "GITHUB_ACTIONS": ""})
    subprocess.run(["git", "apply", "-p0", "-"], input=done.out.encode(), cwd=root, check=True)
    assert (root / "a.txt").read_text() == FIXED
    assert (root / "b.txt").read_bytes() == b"It rained in the north.\r\nEnd"


def test_a_diff_of_standard_input(newslint) -> None:
    result = newslint(*RULES, "--diff", "--stdin-filename", "a.txt", "-", stdin=BAD.encode())
    assert (result.code, result.err) == (1, "Would fix 1 finding in 1 file.\n")
    assert result.out.startswith("--- a.txt\n+++ a.txt\n")
    result = newslint(*RULES, "--fix", "-", stdin=BAD.encode())
    assert (result.code, result.out) == (2, "")
    assert result.err == ("newslint: error: standard input cannot be fixed in place; --diff shows what would change\n")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--fix", "--diff"], "--fix writes what --diff only shows; give one of them"),
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff"),
        (["--diff", "--statistics"], "--diff shows changes in place of a report; it has no format and no statistics"),
    ],
)
def test_options_that_do_not_go_together(newslint, folder, options: list[str], reason: str) -> None:
    folder({"a.txt": BAD})
    assert newslint(*RULES, *options, "a.txt") == (2, "", f"newslint: error: {reason}\n")


@pytest.mark.parametrize(
    ("data", "encoding", "fixed"),
    [
        (b"\xef\xbb\xbfRain in the the north.\r\n", "", b"\xef\xbb\xbfRain in the north.\r\n"),
        ("\ufeffRain in the the café.\n".encode("utf-16-le"), "", "\ufeffRain in the café.\n".encode("utf-16-le")),
        ("Rain in the the café.\n".encode("cp1252"), "cp1252", "Rain in the café.\n".encode("cp1252")),
        (b"Rain in the the north.\r\nSun.\nSnow.", "", b"Rain in the north.\r\nSun.\nSnow."),
    ],
)
def test_encoding_mark_and_line_ends_stay(newslint, folder, data: bytes, encoding: str, fixed: bytes) -> None:
    root = folder({"a.txt": data})
    options = ["--encoding", encoding] if encoding else []
    assert newslint(*RULES, "--fix", *options, "a.txt").code == 0
    assert (root / "a.txt").read_bytes() == fixed


@pytest.mark.skipif(os.name == "nt", reason="modes and links of a POSIX system")
def test_mode_and_link_stay(newslint, folder) -> None:
    root = folder({"real.txt": BAD})
    (root / "real.txt").chmod(0o640)
    (root / "link.txt").symlink_to("real.txt")
    assert newslint(*RULES, "--fix", "link.txt").code == 0
    assert (root / "link.txt").is_symlink()
    assert (root / "real.txt").read_text() == FIXED
    assert stat.S_IMODE((root / "real.txt").stat().st_mode) == 0o640


def test_a_file_of_which_nothing_would_be_left_stays(newslint, folder) -> None:
    root = folder({"a.txt": "Leave a Reply\n"})
    result = newslint(*RULES, "--fix", "a.txt")
    assert (result.code, (root / "a.txt").read_text()) == (1, "Leave a Reply\n")
    assert "newslint: a.txt: not fixed: nothing would be left of it\n" in result.err


def test_a_result_that_does_not_encode_is_not_written(newslint, folder) -> None:
    data = "It rained in the town of Orlé.\n".encode("cp1252")
    root = folder({"a.txt": data, "pack.yaml": ARROW})
    result = newslint("--isolated", "--rules", "pack.yaml", "--select", "ZZ", "--encoding", "cp1252", "--fix", "a.txt")
    assert (result.code, (root / "a.txt").read_bytes()) == (1, data)
    assert "newslint: a.txt: not fixed: its encoding cannot hold the result\n" in result.err


ARROW = """rules:
  - code: ZZ301
    name: word-for-sign
    kind: phrase
    phrases: [town]
    message: '{match}'
    why: The sign is in no old code page.
    fix: {replace: '→'}
    examples: {bad: ["[[town]]"], good: [paint]}
"""


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_cannot_be_written(newslint, folder) -> None:
    root = folder({"a.txt": BAD})
    (root / "a.txt").chmod(0o444)
    result = newslint(*RULES, "--fix", "a.txt")
    assert (result.code, (root / "a.txt").read_text()) == (2, BAD)
    assert "newslint: error: a.txt: not fixed: cannot be written: Permission denied\n" in result.err
    assert "1 file could not be written" in result.err


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"new")
    with pytest.raises(WriteError, match="not fixed: the file has changed meanwhile"):
        replace_source(Source(str(file), Settings()), b"old", b"fixed")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"new")]


def test_a_document_on_which_a_rule_failed_is_left(newslint, folder) -> None:
    text = f"{BAD}\n{'x' * 60} end\n"
    root = folder({"a.txt": text, "slow.yaml": SLOW})
    result = newslint("--isolated", "--rules", "slow.yaml", "--select", "ZZ,BP101", "--fix", "a.txt")
    assert (result.code, (root / "a.txt").read_text()) == (2, text)


def test_the_seeds_can_be_fixed(newslint, tmp_path: Path) -> None:
    for file in (ROOT / "seeds").glob("*.txt"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert "Fixed " in newslint("--isolated", "--fix", ".").err
    assert newslint("--isolated", "--diff", ".") == (0, "", "Nothing would be fixed.\n")
