"""Findings on lines that were changed since a revision of git."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from conftest import Newslint

SLIP = "He saw the the bridge.\n"
SOUND = "All was well on Monday.\n"
SELECT = ("--select", "RP102", "--output-format", "concise")


def git(folder: Path, *args: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", 'odd "näme".txt', "news/c.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(SLIP + SOUND * 3 + SLIP, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "a")
    return tmp_path


def places(newslint: Newslint, *args: str, cwd: Path) -> list[str]:
    return [line.split(": ")[0] for line in newslint(*SELECT, *args, cwd=cwd).out.splitlines()]


def test_changed_lines(newslint: Newslint, checkout: Path) -> None:
    done = newslint(*SELECT, "--diff-base", "HEAD", ".", cwd=checkout)
    assert (done.code, done.out) == (0, "")
    assert done.err == "Nothing checked: no file named has changed since HEAD.\n"
    (checkout / "a.txt").write_text(SLIP + SOUND + SLIP + "--- a\n+++ b\n" + SOUND * 2 + SLIP)
    (checkout / 'odd "näme".txt').write_text(SLIP + SOUND * 3 + SLIP * 2)
    (checkout / "b.txt").write_text(SOUND * 3 + SLIP)  # lines were taken out
    (checkout / "new.txt").write_text(SLIP)
    found = ["./a.txt:3:8", "./new.txt:1:8", './odd "näme".txt:6:8']
    assert places(newslint, "--diff-base", "HEAD", ".", cwd=checkout) == found
    done = newslint(*SELECT, "--diff-base", "HEAD", "a.txt", cwd=checkout)
    assert done.code == 1
    assert "1 file checked with 1 rule; only lines changed since HEAD" in done.err
    assert places(newslint, "--diff-base", "HEAD", "../a.txt", cwd=checkout / "news") == ["../a.txt:3:8"]


def test_a_branch_is_compared_with_where_it_began(newslint: Newslint, checkout: Path) -> None:
    git(checkout, "checkout", "--quiet", "-b", "work")
    (checkout / "a.txt").write_text(SLIP + SOUND * 3 + SLIP + SLIP)
    git(checkout, "commit", "--quiet", "-am", "work")
    git(checkout, "checkout", "--quiet", "main")
    (checkout / "b.txt").write_text(SOUND * 3 + SLIP)
    git(checkout, "commit", "--quiet", "-am", "others")
    git(checkout, "checkout", "--quiet", "work")
    assert places(newslint, "--diff-base", "main", ".", cwd=checkout) == ["./a.txt:6:8"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
def test_what_git_cannot_tell_is_an_error(newslint: Newslint, checkout: Path, revision: str) -> None:
    done = newslint(*SELECT, f"--diff-base={revision}", ".", cwd=checkout)
    assert done.code == (2 if revision else 1)
    assert revision == "" or "--diff-base: " in done.err
    assert not (checkout / "x").exists()


def test_outside_a_checkout(newslint: Newslint, folder) -> None:
    folder({"a.txt": SLIP})
    done = newslint("--diff-base", "HEAD", "a.txt", env={"GIT_CEILING_DIRECTORIES": "/"})
    assert done.code == 2
    assert "--diff-base: not a git repository" in done.err


def test_records_on_changed_lines(newslint: Newslint, checkout: Path) -> None:
    def lines(*texts: str) -> str:
        return "".join(f"{json.dumps({'text': text})}\n" for text in texts)

    table = 'id,text\n1,"{}\n{}"\n2,"{}\n{}"\n'
    (checkout / "a.jsonl").write_text(lines(f"One. {SLIP}", f"Two. {SOUND}", f"Three. {SLIP}"))
    (checkout / "b.csv").write_text(table.format(SLIP, SOUND, SLIP, SOUND))
    (checkout / "c.jsonl.gz").write_bytes(gzip.compress(lines(SLIP, SLIP).encode(), mtime=0))
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "-m", "b")
    names = ("a.jsonl", "b.csv", "c.jsonl.gz")
    (checkout / "a.jsonl").write_text(lines(f"One. {SLIP}", f"Four. {SLIP}", f"Three. {SLIP}", f"Five. {SOUND}"))
    (checkout / "b.csv").write_text(table.format(SLIP, SOUND, SLIP, SLIP))
    found = ["a.jsonl:2#text:1:14", "b.csv:2#text:1:8", "b.csv:2#text:3:8"]
    assert places(newslint, "--diff-base", "HEAD", *names, cwd=checkout) == found
    done = newslint(*SELECT, "--diff-base", "HEAD", *names, cwd=checkout)
    assert "3 texts checked with 1 rule; only lines changed since HEAD" in done.err
    (checkout / "a.jsonl").write_text(lines(f"One. {SLIP}", f"Two. {SOUND}", f"Three. {SLIP}") + "\n")
    (checkout / "c.jsonl.gz").write_bytes(gzip.compress(lines(SLIP, SOUND).encode(), mtime=0))
    assert places(newslint, "--diff-base", "HEAD", "c.jsonl.gz", cwd=checkout) == ["c.jsonl.gz:1#text:1:8"]
    none = newslint(*SELECT, "--diff-base", "HEAD", "a.jsonl", cwd=checkout)
    assert (none.code, none.err) == (0, "Nothing checked: no file named has changed since HEAD.\n")
