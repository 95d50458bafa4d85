"""The command as a user meets it: arguments, exit code, both streams."""

from __future__ import annotations

import codecs
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newslint import cache
from newslint.pack import find_rules

CLEAN = "The council met on Monday and agreed to mend the bridge.\n"
BAD = "The council met on Monday.\n\nLeave a Reply\n"
HOUSE = """rules:
  - code: HS101
    name: placeholder-caption
    preview: true
    kind: phrase
    phrases: [caption goes here]
    message: placeholder left in the text
    why: The layout template prints it.
    examples: {bad: ["[[Caption goes here]]"], good: [Nothing]}
"""


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
    assert result.err.endswith("; 1 path could not be read).\n")


def test_nothing_could_be_checked(newslint) -> None:
    result = newslint("nowhere")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "newslint: error: nowhere: no such file or folder\nNothing checked: 1 path could not be read.\n"
    )


def test_findings_and_troubles_are_counted_apart(newslint, folder) -> None:
    folder({"a.txt": BAD})
    result = newslint("a.txt", "--select", "BP101", "nowhere", "x*")
    assert result.code == 2
    assert result.err.endswith("\nFound 1 error (1 file checked with 1 rule; 2 paths could not be read).\n")


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


def test_a_folder_of_which_settings_exclude_all(newslint, folder) -> None:
    folder({"sub/a.txt": BAD, "sub/b.txt": BAD})
    result = newslint("sub", "--exclude", "*.txt")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "newslint: error: sub: nothing to read in this folder: settings exclude 2 files\n"
        "Nothing checked: 1 path could not be read.\n"
    )


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_files_of_a_hook_that_settings_exclude(newslint, folder, quiet: tuple[str, ...]) -> None:
    folder({"a.txt": BAD, "b.txt": BAD, "newslint.toml": "exclude = ['*.txt']\nforce-exclude = true\n"})
    result = newslint("a.txt", "b.txt", *quiet)
    assert (result.code, result.out) == (0, "")
    assert result.err == "Nothing checked: settings exclude all 2 files named.\n"
    assert newslint("a.txt", *quiet).err == "Nothing checked: settings exclude the file named.\n"
    assert newslint("-", "--stdin-filename", "a.txt", stdin=BAD.encode()).code == 0


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


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("--ignore", "ALL"), "`ignore` takes out all that `select` names"),
        (("--select", "BP", "--ignore", "BP"), "`ignore` takes out all that `select` names"),
        (("--select", "HS"), "what is left is in preview; add --preview to run it"),
        (("--select", "comment-form", "--rules", "off.yaml"), "what `select` names is nothing, or switched off"),
    ],
)
def test_no_rule_is_selected(newslint, folder, args: tuple[str, ...], expected: str) -> None:
    folder({"a.txt": CLEAN, "house.yaml": HOUSE, "off.yaml": "override: {comment-form: off}\n"})
    result = newslint("a.txt", "--rules", "house.yaml", *args)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"newslint: error: no rule is selected: {expected}\n"
    assert newslint("rules", "--rules", "house.yaml", *args).code == 2
    assert newslint("a.txt", "--select", "HS", "--rules", "house.yaml", "--preview").code == 0


def test_extend_ignore_adds_to_the_settings(newslint, folder) -> None:
    folder({"a.txt": BAD, "newslint.toml": 'ignore = ["QT"]\nselect = ["BP1", "QT"]\n'})
    assert newslint("a.txt").code == 1
    assert newslint("a.txt", "--extend-ignore", "BP101").code == 0
    assert "QT1" not in newslint("rules", "--extend-ignore", "BP101").out
    assert "BP101" not in newslint("rules", "--extend-ignore", "BP101").out


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


def test_statistics_as_json(newslint, folder) -> None:
    folder({"a.txt": BAD, "b.txt": BAD})
    expected = {"code": "BP101", "name": "comment-form", "severity": "error", "count": 2}
    result = newslint(".", "--statistics", "--output-format", "json")
    assert (result.code, json.loads(result.out)) == (1, [expected])
    assert json.loads(newslint(".", "--statistics", "--output-format", "jsonl").out) == expected
    assert newslint(".", "--statistics", "--output-format", "json", "--select", "QT").out == "[]\n"
    assert newslint(".", "--statistics", env={"GITHUB_ACTIONS": "true"}).out.split()[:2] == ["2", "BP101"]
    result = newslint(".", "--statistics", "--output-format", "sarif")
    assert (result.code, result.out) == (2, "")
    assert "no --statistics as `sarif`; `output-format` can be full, concise, json, jsonl with them" in result.err


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


LAST = "the last report\n"


@pytest.mark.parametrize(
    "wrong", [("--select", "BP10l"), ("--ignore", "ALL"), ("--rules", "broken.yaml"), ("sub/a.txt",), ("--statistics",)]
)
def test_a_wrong_setting_leaves_the_last_report(newslint, folder, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    folder(
        {
            "a.txt": BAD,
            "out.txt": LAST,
            "broken.yaml": "rulez: []\n",
            "sub/a.txt": BAD,
            "sub/newslint.toml": "ignore = ['BP10l']\n",
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


def test_rules_none_of_which_looks_at_every_document(newslint) -> None:
    result = newslint("rules", "--profile", "--select", "BP101")
    assert (result.code, result.out) == (0, "")
    assert result.err == "newslint: every rule that is selected has literals: none looks at every document\n"


def test_test(newslint, folder) -> None:
    folder({"house.yaml": HOUSE})
    result = newslint("test", "house.yaml")
    assert (result.code, result.out, result.err) == (0, "", "2 of 2 examples of 1 rule hold.\n")
    folder({"house.yaml": HOUSE.replace("Nothing", "Caption goes here")})
    result = newslint("test", "house.yaml")
    assert (result.code, result.err) == (1, "1 of 2 examples of 1 rule hold.\n")
    assert result.out == (
        "house.yaml:2: HS101 placeholder-caption, example good-1: expected nothing, found “Caption goes here” at 0\n"
    )


def test_test_tells_what_a_run_would_refuse(newslint, folder) -> None:
    folder(
        {"clash.yaml": HOUSE.replace("HS101", "BP101"), "name.yaml": HOUSE.replace("placeholder-caption", "share-bar")}
    )
    for file, taken in (("clash.yaml", "BP101"), ("name.yaml", "share-bar")):
        result = newslint("test", file)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"newslint: error: {file}:2:5: {taken} is defined already at ")
    folder({"over.yaml": "override: {BP10l: info}\n" + HOUSE})
    assert "no rule answers to `BP10l` in `override` of a pack" in newslint("test", "over.yaml").err


def test_test_of_shipped_packs_is_no_clash(newslint) -> None:
    pack = find_rules() / "boilerplate"
    assert newslint("test", str(pack)).code == 0
    assert newslint("test", str(pack / "comments.yaml")).code == 0


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
            "slow.yaml": r"""pack: slow
rules:
  - code: ZZ101
    name: runs-away
    kind: pattern
    pattern: '(?:\w|\w\w)+(?=\W\w\W\w\W)'
    message: never
    why: it takes for ever
    examples: {bad: ["[[abc]]-d-e-"], good: [b]}
""",
            "a.txt": "x" * 60 + " end\n\nLeave a Reply\n",
        }
    )
    result = newslint("a.txt", "--rules", "slow.yaml", "--output-format", "concise")
    assert result.code == 2
    assert "newslint: error: a.txt: rule ZZ101 failed: a regex ran over its time limit; simplify it\n" in result.err
    assert "a.txt:3:1: BP101" in result.out


# The cache of packs.


def test_a_cache_of_no_use_is_passed_over(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": "Caption goes here\n", "house.yaml": HOUSE, "cache/x": ""})
    args = ("a.txt", "--rules", "house.yaml", "--select", "HS", "--preview", "--output-format", "concise")
    expected = "a.txt:1:1: HS101 placeholder left in the text\n"
    run = lambda: newslint(*args, env={"NEWSLINT_CACHE_DIR": str(tmp_path / "cache")})  # noqa: E731
    assert run().out == expected
    kept = list((tmp_path / "cache").glob("*.pack"))
    assert len(kept) > 1
    sound = {file: file.read_bytes() for file in kept}
    old_layout = pickle.dumps((Old(1, 2), ""), protocol=4).replace(Old.__module__.encode(), b"newslint")
    for damage in (
        lambda data: b"",
        lambda data: b"garbage",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"LoadedRule", b"LoadedRulf"),
        lambda data: pickle.dumps(("no pack", "")),
        lambda data: pickle.dumps(None),
        lambda data: old_layout,
        lambda data: data.replace(b"newslint.rule", b"newslint.ruse"),
    ):
        for file, data in sound.items():
            file.write_bytes(damage(data))
        result = run()
        assert (result.code, result.out) == (1, expected), result.err
        assert "Traceback" not in result.err


class Old:
    def __init__(self, *values: int) -> None:
        self.values = values


@pytest.mark.skipif(os.name == "nt", reason="files have no such owner")
def test_a_cache_file_of_somebody_else_is_not_read(monkeypatch: pytest.MonkeyPatch, folder, tmp_path: Path) -> None:
    folder({"house.yaml": HOUSE})
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    pack = cache.load_pack(tmp_path / "house.yaml")
    (file,) = (tmp_path / "cache").iterdir()
    assert (file.stat().st_mode & 0o777, (tmp_path / "cache").stat().st_mode & 0o777) == (0o600, 0o700)

    def read(path: Path) -> None:
        raise AssertionError("the cache was not used")

    monkeypatch.setattr("newslint.reader.read_pack", read)
    assert cache.load_pack(tmp_path / "house.yaml").rules[0].rule == pack.rules[0].rule
    file.chmod(0o666)
    with pytest.raises(AssertionError):
        cache.load_pack(tmp_path / "house.yaml")
    file.chmod(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    with pytest.raises(AssertionError):
        cache.load_pack(tmp_path / "house.yaml")


def test_a_changed_table_makes_the_cache_stale(monkeypatch: pytest.MonkeyPatch, folder, tmp_path: Path) -> None:
    rule = HOUSE.replace("phrase\n    phrases: [caption goes here]", "table\n    table: t/t.tsv\n    phrases: ['{a}']")
    folder({"house.yaml": rule, "t/t.tsv": "a\ncaption goes here\n"})
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    before = cache.load_pack(tmp_path / "house.yaml")
    folder({"t/t.tsv": "a\ncaption goes there\n"})
    after = cache.load_pack(tmp_path / "house.yaml")
    assert before.rules[0].table != after.rules[0].table
