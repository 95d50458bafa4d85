"""The command as a user meets it: arguments, exit code, both streams."""

from __future__ import annotations

import codecs
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CLEAN = "The council met on Monday and agreed to mend the bridge.\n"
BAD = "The council met on Monday.\n\nLeave a Reply\n"
DONE = "(1 file checked with"


def test_findings(newslint, folder) -> None:
    folder({"a.txt": BAD})
    result = newslint("a.txt", "--output-format", "concise")
    assert result.out == "a.txt:3:1: BP101 comment form left in the text: “Leave a Reply”\n"
    assert result.err.startswith("Found 1 error (1 file checked with ")
    assert result.code == 1


def test_nothing_found(newslint, folder) -> None:
    folder({"a.txt": CLEAN})
    result = newslint("a.txt")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("Nothing found (1 file checked with ")


def test_check_may_be_said(newslint, folder) -> None:
    folder({"rules/a.txt": BAD})
    assert newslint("check", "rules", "-q").code == 1
    assert newslint("rules/a.txt", "-q").code == 1


def test_a_folder_is_read_in_order_of_names(newslint, folder) -> None:
    folder({"b/z.txt": BAD, "b/a.md": BAD, "a.text": BAD, "c.py": BAD, ".git/x.txt": BAD, "node_modules/x.txt": BAD})
    result = newslint(".", "--output-format", "concise")
    assert [line.split(":")[0] for line in result.out.splitlines()] == ["./a.text", "./b/a.md", "./b/z.txt"]


def test_a_named_file_is_read_whatever_its_name(newslint, folder) -> None:
    folder({"article": BAD})
    assert newslint("article", "-q").code == 1


def test_a_file_named_twice_is_read_once(newslint, folder) -> None:
    folder({"a.txt": BAD})
    result = newslint("a.txt", ".", "./a.txt", "*.txt", "--output-format", "concise")
    assert len(result.out.splitlines()) == 1


def test_globs(newslint, folder) -> None:
    folder({"x/a.txt": BAD, "x/y/b.txt": BAD})
    assert len(newslint("x/**/*.txt", "--output-format", "concise").out.splitlines()) == 2


# What other tools pass over in silence is an error here.


def test_missing_path(newslint, folder) -> None:
    folder({"a.txt": CLEAN})
    result = newslint("a.txt", "absent.txt")
    assert (result.code, result.out) == (2, "")
    assert "newslint: error: absent.txt: no such file or folder\n" in result.err
    assert "Nothing found (1 file checked with" in result.err
    assert "; 1 error)" in result.err


def test_missing_path_beside_findings(newslint, folder) -> None:
    folder({"a.txt": BAD})
    result = newslint("absent.txt", "a.txt", "--output-format", "concise", "--exit-zero")
    assert result.code == 2
    assert result.out.startswith("a.txt:3:1: BP101")


def test_glob_that_matches_nothing(newslint) -> None:
    result = newslint("*.txt")
    assert result.code == 2
    assert "newslint: error: *.txt: no file matches this glob" in result.err


def test_empty_folder(newslint, folder) -> None:
    (folder({"a.py": BAD}) / "sub").mkdir()
    for path in (".", "sub"):
        result = newslint(path)
        assert result.code == 2
        assert f"error: {path}: nothing to read in this folder: no file named *.txt or *.text or *.md" in result.err


def test_empty_file(newslint, folder) -> None:
    folder({"a.txt": ""})
    result = newslint("a.txt")
    assert (result.code, result.out) == (0, "")


def test_undecodable_file(newslint, folder) -> None:
    folder({"a.txt": "caf\xe9".encode("latin-1"), "b.txt": BAD})
    result = newslint("a.txt", "b.txt", "--output-format", "concise")
    assert result.code == 2
    assert (
        "newslint: error: a.txt: not UTF-8: byte 0xe9 at offset 3 (line 1); say what it is with --encoding"
        in result.err
    )
    assert result.out.startswith("b.txt:3:1: BP101")
    assert newslint("a.txt", "--encoding", "latin-1").code == 0


def test_binary_file(newslint, folder) -> None:
    folder({"a.txt": b"PK\x03\x04\0\0"})
    result = newslint("a.txt")
    assert result.code == 2
    assert "a.txt: binary, not text: NUL at offset 4 (line 1)" in result.err


def test_utf16_with_a_mark(newslint, folder) -> None:
    folder({"a.txt": codecs.BOM_UTF16_LE + BAD.encode("utf-16-le")})
    assert newslint("a.txt", "--output-format", "concise").out.startswith("a.txt:3:1: BP101")


def test_unknown_encoding(newslint, folder) -> None:
    folder({"a.txt": CLEAN})
    result = newslint("a.txt", "--encoding", "klingon")
    assert result.code == 2
    assert "unknown encoding 'klingon'" in result.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_unreadable_file(newslint, folder) -> None:
    (folder({"a.txt": BAD}) / "a.txt").chmod(0)
    result = newslint("a.txt")
    assert result.code == 2
    assert "a.txt: cannot be read: Permission denied" in result.err


def test_a_failed_input_stands_in_the_machine_formats(newslint, folder) -> None:
    folder({"a.txt": b"\xff"})
    result = newslint("a.txt", "--output-format", "jsonl", "-q")
    assert result.code == 2
    record = json.loads(result.out)
    assert record["path"] == "a.txt"
    assert record["error"].startswith("not UTF-8: byte 0xff at offset 0 (line 1); say what it is with --encoding")


# Selection and severity.


def test_select_and_ignore(newslint, folder) -> None:
    folder({"a.txt": BAD + "\nThe fog. \ufffd\n"})
    codes = lambda *args: {  # noqa: E731
        json.loads(line)["code"] for line in newslint("a.txt", "--output-format", "jsonl", *args).out.splitlines()
    }
    everything = codes()
    assert "BP101" in everything
    assert len(everything) > 1
    assert codes("--select", "BP") == {"BP101"}
    assert codes("--select", "comment-form") == {"BP101"}
    assert "BP101" not in codes("--ignore", "BP1")
    assert codes("--select", "BP", "--ignore", "BP101") == set()
    assert codes("--select", "BP101", "--ignore", "BP") == {"BP101"}
    assert codes("--select", "QT", "--extend-select", "BP") == {"BP101"}
    assert "BP101" not in codes("--per-file-ignores", "*.txt:BP")
    assert "BP101" in codes("--per-file-ignores", "*.md:BP")


def test_a_selector_that_names_nothing(newslint, folder) -> None:
    folder({"a.txt": CLEAN})
    result = newslint("a.txt", "--select", "BP10l")
    assert (result.code, result.out) == (2, "")
    assert "newslint: error: no rule answers to `BP10l` in `select`; did you mean BP1" in result.err


def test_fail_on_and_exit_zero(newslint, folder) -> None:
    folder({"a.txt": BAD})
    assert newslint("a.txt").code == 1
    assert newslint("a.txt", "--fail-on", "error").code == 1
    assert newslint("a.txt", "--fail-on", "never").code == 0
    result = newslint("a.txt", "--exit-zero", "--output-format", "concise")
    assert result.code == 0
    assert result.out


def test_statistics(newslint, folder) -> None:
    folder({"a.txt": BAD, "b.txt": BAD})
    result = newslint(".", "--statistics")
    assert result.code == 1
    assert result.out.split() == ["2", "BP101", "comment-form", "error"]


# Reports.


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


def test_color(newslint, folder) -> None:
    folder({"a.txt": BAD})
    assert "\x1b[" not in newslint("a.txt").out
    assert "\x1b[" in newslint("a.txt", "--color", "always").out
    assert newslint("a.txt", "--color", "always", "--output-format", "jsonl").out.count("\x1b") == 0


def test_quiet(newslint, folder) -> None:
    folder({"a.txt": BAD})
    assert newslint("a.txt", "-q").err == ""
    assert newslint("absent", "-q").err == "newslint: error: absent: no such file or folder\n"


# Standard input.


def test_stdin(newslint) -> None:
    result = newslint("-", "--output-format", "concise", stdin=BAD.encode())
    assert (result.code, result.out.split(":")[:3]) == (1, ["-", "3", "1"])


def test_stdin_filename_names_and_settles(newslint, folder) -> None:
    folder({"sub/newslint.toml": 'ignore = ["BP"]\n', "sub/deep/x.txt": ""})
    args = ("-", "--output-format", "concise", "--stdin-filename")
    assert newslint(*args, "other/a.txt", stdin=BAD.encode()).out.startswith("other/a.txt:3:1")
    assert newslint(*args, "sub/deep/a.txt", stdin=BAD.encode()).code == 0


def test_empty_stdin_is_an_empty_document(newslint) -> None:
    assert newslint("-").code == 0


# Other verbs.


def test_rule(newslint) -> None:
    result = newslint("rule", "BP101")
    assert result.code == 0
    assert result.out.startswith("BP101 comment-form (error)\n")
    assert "[[Leave a Reply]]" in result.out
    assert newslint("rule", "comment-form").out == result.out
    unknown = newslint("rule", "BP999")
    assert unknown.code == 2
    assert "no rule answers to `BP999` in `newslint rule`" in unknown.err


def test_rules(newslint) -> None:
    result = newslint("rules", "--select", "BP101")
    assert result.out.split() == ["BP101", "error", "comment-form", "boilerplate"]
    profiled = newslint("rules", "--profile").out.splitlines()
    assert 0 < len(profiled) < len(newslint("rules").out.splitlines()) / 2


def test_version_and_help(newslint) -> None:
    assert newslint("--version").out.startswith("newslint, version ")
    assert "Exit codes: 0 nothing found, 1 findings, 2 anything else." in " ".join(newslint("--help").out.split())
    shown = newslint("check", "--help").out
    for option in ("--select", "--per-file-ignores", "--fail-on", "--output-format", "--stdin-filename", "--isolated"):
        assert option in shown


def test_unknown_option(newslint) -> None:
    result = newslint("--slect", "BP")
    assert (result.code, result.out) == (2, "")
    assert "No such option" in result.err


# Ends that come early.


def run_for_a_while(tmp_path: Path, environment: dict[str, str], stdout: int) -> subprocess.Popen[bytes]:
    for number in range(2_000):
        (tmp_path / f"{number}.txt").write_text(BAD * 20)
    return subprocess.Popen(
        [sys.executable, "-m", "newslint", ".", "--output-format", "concise"],
        cwd=tmp_path,
        env=environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_closed_pipe(tmp_path: Path, environment: dict[str, str]) -> None:
    running = run_for_a_while(tmp_path, environment, subprocess.PIPE)
    assert running.stdout is not None
    assert running.stdout.readline().startswith(b"./0.txt")
    running.stdout.close()
    assert running.stderr is not None
    assert b"Traceback" not in running.stderr.read()
    assert running.wait(60) == 141


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_interrupted(tmp_path: Path, environment: dict[str, str]) -> None:
    running = run_for_a_while(tmp_path, environment, subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert err.decode().endswith("newslint: interrupted\n")
    assert b"Traceback" not in err
    assert running.returncode == 130


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_progress_bar_only_for_a_person(tmp_path: Path, environment: dict[str, str]) -> None:
    import pty  # noqa: PLC0415

    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(CLEAN)
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "newslint", ".", "--output-format", "jsonl"]
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=terminal)
    os.close(terminal)
    shown = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            piece = os.read(screen, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert running.wait(60) == 0
    assert b"100%" in shown
    piped = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert b"%" not in piped.stderr


# Large and odd documents.


def test_awkward_documents(newslint, folder) -> None:
    folder(
        {
            "long-line.txt": ("It was a fine day in the town. " * 100_000) + "Leave a Reply",
            "many-lines.txt": "word\n" * 200_000,
            "spaces.txt": " " * 1_000_000,
            "one-word.txt": "x" * 1_000_000,
            "marks.txt": '"“”' * 20_000 + "(" * 20_000,
            "lone-cr.txt": "One.\rTwo.\rThree." * 1_000,
        }
    )
    result = newslint(".", "--output-format", "jsonl")
    assert result.code in (0, 1), result.err
    assert "6 files checked" in result.err


def test_a_pattern_that_runs_away_is_an_error_that_names_the_rule(newslint, folder) -> None:
    folder(
        {
            "slow.yaml": """pack: slow
rules:
  - code: ZZ101
    name: runs-away
    kind: pattern
    pattern: '(?:x|x)+y'
    message: never
    why: it takes for ever
    examples: {bad: ["[[xxy]]"], good: [b]}
""",
            "a.txt": "y " + "x" * 60 + "\n\nLeave a Reply\n",
        }
    )
    result = newslint("a.txt", "--rules", "slow.yaml", "--output-format", "concise")
    assert result.code == 2
    assert "newslint: error: a.txt: rule ZZ101 failed: a regex ran over its time limit; simplify it\n" in result.err
    assert "a.txt:3:1: BP101" in result.out
