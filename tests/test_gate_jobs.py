"""The gate with several processes: the same bytes as with one, and nothing lost where one of them dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil
import pyarrow as pa
import pytest
from cli_samples import BAD
from conftest import Newslint
from pyarrow import parquet

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals differ")

Folder = Callable[[Mapping[str, str | bytes]], Path]
SOUND = "The council met on Monday and voted for the bridge, which will open in May."
RULES = ("--isolated", "--select", "BP101", "--language", "any")


def lines(*texts: str) -> bytes:
    return b"".join(json.dumps({"id": at, "text": text}).encode() + b"\n" for at, text in enumerate(texts))


def sides(to: str) -> tuple[str, ...]:
    return ("--accept", f"{to}/in", "--reject", f"{to}/out")


def written(folder: Path) -> dict[str, bytes]:
    """What stands on both sides, by name."""
    files = (file for side in ("in", "out") for file in (folder / side).iterdir() if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_the_same_bytes(newslint: Newslint, folder: Folder, tmp_path: Path) -> None:
    texts = [f"{SOUND} {at} {BAD if at % 3 else ''}" for at in range(700)]
    folder({"a.jsonl": lines(*texts) + b'{broken\n{"text": 3}\n', "b.jsonl": b"{broken\n" * 300})
    parquet.write_table(pa.table({"text": [*texts, None, *texts]}), tmp_path / "c.parquet")
    files = ("a.jsonl", "b.jsonl", "c.parquet")
    one, two = (newslint("gate", *files, *RULES, *sides(jobs), "--jobs", jobs) for jobs in "12")
    assert one == two
    assert "2,403 records = 702 accepted + 1,398 rejected + 303 malformed" in one.err
    assert written(tmp_path / "1") == written(tmp_path / "2")


def test_a_process_that_is_killed_changes_nothing(
    newslint: Newslint, folder: Folder, tmp_path: Path, environment: dict[str, str]
) -> None:
    folder({"a.jsonl": lines(*(f"{SOUND * 20} {at} {BAD if at % 3 else ''}" for at in range(3000)))})
    command = [sys.executable, "-m", "newslint", "gate", "a.jsonl", *RULES, *sides("killed"), "--jobs", "2"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as running:
        gate = psutil.Process(running.pid)
        while not (helpers := gate.children(recursive=True)) and running.poll() is None:
            time.sleep(0.01)
        helpers[0].send_signal(signal.SIGKILL)
        told = running.communicate(timeout=60)[1].decode()
    assert running.returncode == 0, told
    assert "newslint: a process was ended (SIGKILL; perhaps there was not enough memory) with a.jsonl:" in told
    undisturbed = newslint("gate", "a.jsonl", *RULES, *sides("whole"), "--jobs", "1")
    assert told.splitlines()[-1] == undisturbed.err.splitlines()[-1]
    assert written(tmp_path / "killed") == written(tmp_path / "whole")


def test_what_kills_twice_is_set_aside_and_told(
    newslint: Newslint, folder: Folder, tmp_path: Path, environment: dict[str, str]
) -> None:
    folder({"a.jsonl": lines(SOUND, "die", f"{SOUND}\n\n{BAD}") + b"{broken\n"})
    command = [sys.executable, str(Path(__file__).with_name("dying_gate.py")), "gate", "a.jsonl", *RULES, *sides(".")]
    done = subprocess.run(
        [*command, "--jobs", "2"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "error: a.jsonl:2#text: not checked: the process that looked at it was ended twice" in done.stderr
    assert done.stderr.endswith("\n4 records = 1 accepted + 2 rejected + 1 malformed (50.0% rejected).\n")
    rejected = [json.loads(line) for line in (tmp_path / "out/a.jsonl").read_bytes().splitlines()]
    assert [row["newslint"]["reasons"] for row in rejected] == [["not checked"], ["BP101"]]
    again = newslint("gate", "a.jsonl", *RULES, *sides("."), "--resume")
    assert (again.code, "not checked" in again.err) == (0, False)
    assert b"die" in (tmp_path / "in/a.jsonl").read_bytes()
