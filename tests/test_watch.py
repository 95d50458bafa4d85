"""`--watch`, `--verbose` and the other spelling of `--exclude`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Newslint

SLIP = "He saw the the bridge.\n"


def wait_for(text: str, file: Path) -> str:
    for _ in range(300):
        if text in (said := file.read_text()):
            return said
        time.sleep(0.1)
    raise AssertionError(f"{text!r} not in {file.read_text()!r}")


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_a_document_that_is_saved_is_checked_again(newslint: Newslint, folder, environment: dict[str, str]) -> None:
    pytest.importorskip("watchfiles")
    home = folder({"news/a.txt": "All is well.\n", "newslint.toml": "select = ['RP102']\n"})
    said = home / "said"
    command = [sys.executable, "-m", "newslint", "--watch", "--output-format", "concise", "news"]
    with said.open("w") as stream:
        started = subprocess.Popen(command, cwd=home, env=environment, stdout=stream, stderr=subprocess.STDOUT)
    try:
        wait_for("Nothing found (1 file", said)
        time.sleep(0.5)  # until the folder is watched
        (home / "news" / "a.txt").write_text(SLIP)
        wait_for("news/a.txt:1:8: RP102", said)
        (home / "newslint.toml").write_text("select = ['RP1o2']\n")
        wait_for("no rule answers to `RP1o2`", said)
        (home / "newslint.toml").write_text("select = ['BP']\n")
        assert wait_for("with 1", said).count("Found 1 error") == 1
    finally:
        started.send_signal(signal.SIGINT)
        assert started.wait(30) == 130


def test_what_cannot_be_watched(newslint: Newslint, folder) -> None:
    folder({"a.txt": SLIP})
    assert "--watch is for files" in newslint("--watch", "-").err
    assert "--watch: nowhere: no such file" in newslint("--watch", "nowhere").err


def test_verbose(newslint: Newslint, folder) -> None:
    folder({"a.txt": SLIP, "b.txt": SLIP, "newslint.toml": "exclude = ['b.txt']\n", "c.txt": SLIP})
    done = newslint("-v", "--extend-exclude", "c.txt", ".")
    assert "1 file checked" in done.err
    assert "newslint: cache: " in done.err
    assert "newslint: 1 text in " in done.err
