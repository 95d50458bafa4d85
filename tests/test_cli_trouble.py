"""What other tools pass over in silence is an error: a missing path, an empty folder, a file that is no text."""

from __future__ import annotations

import codecs
import json
import os

import pytest
from cli_samples import BAD, CLEAN


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
    assert "\nFound 1 error (1 file checked with 1 rule; 2 paths could not be read).\n" in result.err


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
    result = newslint("a.txt", "--output-format", "concise")
    assert (result.code, result.out) == (0, "a.txt:1:1: DOC112 the document is blank [info]\n")


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
    assert "a.txt: not text: a ZIP archive; unpack it first" in result.err


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
