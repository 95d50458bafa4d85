"""A closed pipe and Ctrl-C end a run cleanly; a progress bar is for a person only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_samples import BAD, CLEAN


def run_for_a_while(tmp_path: Path, environment: dict[str, str], stdout: int) -> subprocess.Popen[bytes]:
    for number in range(5_000):
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
@pytest.mark.parametrize("asked", [[".", "--output-format", "jsonl"], ["gate", "a.jsonl", "b.jsonl", "--dry-run"]])
def test_progress_bar_only_for_a_person(tmp_path: Path, environment: dict[str, str], asked: list[str]) -> None:
    import pty  # noqa: PLC0415

    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(CLEAN)
    for name in ("a.jsonl", "b.jsonl") if "gate" in asked else ():
        (tmp_path / name).write_text(json.dumps({"text": CLEAN}))
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "newslint", *asked]
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
    assert b"100%" not in piped.stderr
