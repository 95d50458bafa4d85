"""Files, folders, globs and standard input are read, and what is found in them is told."""

from __future__ import annotations

from cli_samples import BAD, CLEAN


def test_findings(newslint, folder) -> None:
    folder({"a.txt": BAD})
    result = newslint("a.txt", "--output-format", "concise")
    assert result.out == "a.txt:3:1: BP101 comment form left in the text: “Leave a Reply” [error]\n"
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


# Standard input.


def test_stdin(newslint) -> None:
    result = newslint("-", "--output-format", "concise", stdin=BAD.encode())
    assert (result.code, result.out.split(":")[:3]) == (1, ["-", "3", "1"])


def test_stdin_filename_names_and_settles(newslint, folder) -> None:
    folder({"newslint.toml": '[[overrides]]\nfiles = ["sub/*"]\nignore = ["BP"]\n'})
    args = ("-", "--output-format", "concise", "--stdin-filename")
    assert newslint(*args, "other/a.txt", stdin=BAD.encode()).out.startswith("other/a.txt:3:1")
    assert newslint(*args, "sub/deep/a.txt", stdin=BAD.encode()).code == 0


def test_empty_stdin_is_an_empty_document(newslint) -> None:
    assert newslint("-").code == 0
