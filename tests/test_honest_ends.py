"""Whatever goes wrong: exit code 2, one line on standard error, and the documents that can be checked are checked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import BAD, CLEAN, HOUSE

from newslint.cli.given import given
from newslint.errors import PackError, SettingsError
from newslint.packs.library import Library
from newslint.packs.reader import read_pack
from newslint.settings.keys import Settings
from newslint.settings.layers import Layers
from newslint.settings.read import read_settings
from newslint.sources.discover import discover
from newslint.sources.found import Source

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files and streams of POSIX")
FEW = ("--select", "BP101", "--output-format", "concise")
FULL = "cannot be written: No space left on device\n"
FOUND = "a.txt:3:1: BP101 comment form left in the text: “Leave a Reply” [error]\n"


def shell(line: str, folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    """Run a line in which $N is the command."""
    command = f"{sys.executable} -m newslint"
    done = subprocess.run(line.replace("$N", command), shell=True, cwd=folder, env=environment, capture_output=True)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# Folders.


def test_what_a_folder_holds_that_is_no_file(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": BAD, ".git/HEAD": ""})
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as at:
        os.chdir(tmp_path)
        at.bind("s.txt")
    result = newslint(".", *FEW, "-q")
    assert (result.code, result.out) == (2, "./" + FOUND)
    assert result.err.splitlines() == [
        "newslint: error: ./.gitignore: cannot be read: a named pipe, not a file",
        "newslint: error: ./null.txt: a device, not a file",
        "newslint: error: ./pipe.txt: a named pipe, not a file",
        "newslint: error: ./s.txt: a socket, not a file",
    ]
    assert "pipe.txt: a named pipe, not a file" in newslint("*.txt", *FEW).err


def test_lines_of_gitignore_that_are_no_patterns(newslint, folder) -> None:
    folder({"a.txt": BAD, "b.txt": BAD, ".git/HEAD": "", ".gitignore": "!\nb.txt\n\\\n[z-a]\n"})
    result = newslint(".", *FEW, "-q")
    assert (result.code, result.out) == (2, "./" + FOUND)
    assert result.err.splitlines() == [
        f"newslint: error: ./.gitignore: line {line} is no pattern, and is passed over" for line in (1, 3, 4)
    ]


def found_in(folder: Path, *paths: str) -> list[str]:
    os.chdir(folder)
    items = discover(paths or ["."], Layers({}, isolated=True))
    return [item.path if isinstance(item, Source) else str(item) for item in items]


def test_deep_folders(tmp_path: Path) -> None:
    os.chdir(tmp_path)
    (tmp_path / "b.txt").write_text(BAD)
    try:
        for _ in range(1_100):
            os.mkdir("d")
            os.chdir("d")
        Path("a.txt").write_text(BAD)
        assert found_in(tmp_path) == ["./b.txt", "./" + "d/" * 1_100 + "a.txt"]
    finally:
        os.chdir(tmp_path)
        subprocess.run(["rm", "-rf", "d"], check=True)  # too deep for shutil


def test_a_folder_that_may_not_be_read(folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder({"a.txt": "", "shut/newslint.toml": "", "shut/b.txt": ""})
    scandir, stat = os.scandir, os.stat

    def shut(real):
        def look(path, *args, **more):
            if "shut" in os.fspath(path) and (real is scandir or not os.fspath(path).endswith("shut")):
                raise PermissionError(13, "Permission denied")
            return real(path, *args, **more)

        return look

    monkeypatch.setattr(os, "scandir", shut(scandir))
    monkeypatch.setattr(os, "stat", shut(stat))
    assert found_in(tmp_path) == ["./a.txt", "./shut: folder cannot be read: Permission denied"]
    assert found_in(tmp_path, "shut/b.txt") == ["shut/b.txt: cannot be read: Permission denied"]


def test_a_folder_that_is_gone(environment: dict[str, str], tmp_path: Path) -> None:
    code, out, err = shell(f"mkdir gone && cd gone && rmdir ../gone && $N {tmp_path}", tmp_path, environment)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("newslint: error: the folder that newslint is run in cannot be read: ")


# Sizes.


def test_a_document_that_is_too_large(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": BAD, "small.txt": CLEAN * 20})
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(10_000_000_000)
    result = newslint(".", *FEW, "-q")
    assert (result.code, result.out) == (2, "./" + FOUND)
    told = "newslint: error: ./sparse.txt: 10000 MB: larger than the 64 MB that a document may have; see --max-size\n"
    assert result.err == told
    assert newslint("small.txt", *FEW, "--max-size", "1 KB").code == 2
    assert newslint("-", *FEW, "--max-size", "1000", stdin=b"x" * 1001).code == 2
    assert newslint("/dev/zero", *FEW, "-q", "--max-size", "1 MB").code == 2
    wrong = newslint("a.txt", "--max-size", "much")
    assert (wrong.code, wrong.out) == (2, "")
    assert "`much` is no size; write for example 64 MB or 2 GB" in wrong.err


# Streams.


@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        ("$N - FEW <&-", 2, "", "-: standard input is closed\n"),
        ("$N a.txt FEW >&-", 2, "", "standard output cannot be written: it is closed\n"),
        ("$N a.txt FEW >/dev/full", 2, "", f"standard output {FULL}"),
        ("$N a.txt FEW 2>&-", 1, FOUND, ""),
        ("$N absent FEW a.txt 2>&-", 2, FOUND, ""),
        ("$N absent FEW a.txt 2>/dev/full", 2, FOUND, ""),
        ("$N a.txt FEW -o /dev/full", 2, "", f"/dev/full: {FULL}"),
        ("$N a.txt FEW -o r.txt >&- && cat r.txt", 1, "", ""),
        ("$N a.txt FEW -o a.txt; cat *", 0, BAD, "-o a.txt: is one of the documents; give the report another name\n"),
        ("$N rules >/dev/full", 2, "", f"standard output {FULL}"),
    ],
)  # fmt: skip
def test_streams(folder, environment, tmp_path: Path, line: str, code: int, out: str, err: str) -> None:
    folder({"a.txt": BAD})
    found = shell(line.replace("FEW", " ".join(FEW) + " -q"), tmp_path, environment)
    assert found == (code, out, f"newslint: error: {err}" if err else "")


def test_what_killed_runs_have_left_is_swept_up(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": CLEAN, ".r.txt.99999999": "half", f".r.txt.{os.getpid()}": "of one that runs", ".r.txt.old": ""})
    assert newslint("a.txt", *FEW, "-q", "-o", "r.txt").code == 0
    assert {file.name for file in tmp_path.glob(".r*")} == {f".r.txt.{os.getpid()}", ".r.txt.old"}


# Words.


@pytest.mark.parametrize(
    ("word", "meant"), [("chek", "check"), ("ruls", "rules"), ("explain", "rule"), ("version", "--version")]
)
def test_a_verb_misspelt(newslint, folder, word: str, meant: str) -> None:
    folder({"a.txt": BAD})
    result = newslint(word, "a.txt")
    assert (result.code, result.out) == (2, "")
    assert f"newslint: error: no such file or folder: {word}; did you mean `newslint {meant}`?\n" in result.err


def test_a_fault_of_its_own_is_no_finding(folder, tmp_path: Path, environment: dict[str, str]) -> None:
    folder({"a.txt": BAD})
    code = "import newslint.cli.main as m, newslint.cli.checking as c; c.format_of = lambda *a, **k: 1 / 0; m.main()"
    command = [sys.executable, "-c", code, "a.txt"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    told = b"newslint itself failed: ZeroDivisionError: division by zero; NEWSLINT_TRACEBACK=1 shows where\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"newslint: error: " + told)


# Settings and packs.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('encoding = "undefined"', "`encoding`: unknown encoding 'undefined'"),
        ('encoding = "\\u0000"', "`encoding`: unknown encoding"),
        ('extend = "\\u0000"', "`extend`: no such file"),
        (f'extend = "{"x" * 300}"', "`extend`: no such file"),
        (f"select = {'[' * 5000}{']' * 5000}", "nested too deep"),
        ('rules = ["/nowhere"]', "`rules`: no such file or folder: /nowhere"),
        ('max-size = "much"', "`max-size`: `much` is no size"),
        ('\ufeffmax-size = "much"', ":1: `max-size`: `much` is no size"),
        ('[tool.newslint]\nselect = ["BP"]', "[tool.newslint] is for pyproject.toml"),
        ("gate.per-1000-words = nan", "`gate.per-1000-words`: expected"),
        ("gate.min-words = -1", "`gate.min-words`: expected"),
        ("gate.languages = []", "`gate.languages`: expected"),
    ],
)
def test_settings(folder, tmp_path: Path, text: str, told: str) -> None:
    folder({"newslint.toml": text})
    with pytest.raises(SettingsError, match=r"newslint\.toml") as caught:
        read_settings(tmp_path / "newslint.toml")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_that_are_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "newslint.toml")
    with pytest.raises(SettingsError, match="cannot be read: a named pipe, not a file"):
        read_settings(tmp_path / "newslint.toml")


def test_many_selectors_are_quick() -> None:
    names = tuple(f"BP{number % 1000:03}" for number in range(200_000))
    with pytest.raises(SettingsError, match="no rule answers to"):
        Library().select(Settings(select=names))
    assert len(Library().select(Settings(select=("BP101",) * 200_000, severity={"ALL": "info", "BP": "error"}))) == 1


ALIASES = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + at)}: &a{at + 1} [{', '.join([f'*a{at}'] * 10)}]\n" for at in range(9)
)


PATTERN = HOUSE.replace("phrases: [caption goes here]", "pattern: PATTERN")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ALIASES, "more than 1,000,000 values, counting what aliases"),
        ("[" * 20_000, "maximum nesting depth"),
        (
            PATTERN.replace("kind: phrase", "kind: pattern").replace("PATTERN", "(" * 3000 + "x" + ")" * 3000),
            "regex does not compile: nested too deep",
        ),
        (PATTERN.replace("kind: phrase", "kind: run\n    at-least: 0"), "`at-least`"),
        (PATTERN.replace("kind: phrase", f"kind: run\n    at-least: {10**30}"), "a number larger than any"),
        (f"lists: {{a: [b, '{{b}} c'], b: [x]}}\n{HOUSE}", "{b} cannot stand in lists"),
        (f"parts: {{a: x, b: '{{a}}y'}}\n{HOUSE}", "{a} cannot stand in parts"),
        (f"parts: {{a: '{{a}}y'}}\n{HOUSE}", "{a} cannot stand in parts"),
    ],
    ids=["aliases", "brackets", "groups", "at-least", "number", "list in a list", "part in a part", "part in itself"],
)
def test_packs(folder, tmp_path: Path, text: str, told: str) -> None:
    folder({"p.yaml": text})
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "p.yaml")
    assert told in str(caught.value)
    assert len(caught.value.mistakes) == 1


def test_a_folder_that_is_no_pack() -> None:
    with pytest.raises(PackError, match="this folder is no pack"):
        read_pack(Path("/usr"))


def test_errors_of_options(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--rules absent: no such file or folder"):
        given({"rules": ("absent",)})
