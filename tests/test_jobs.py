"""Several processes find what one finds, in the same order, and end however the run ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil
import pytest
from cli_samples import BAD, CLEAN
from conftest import ROOT, Newslint

from newslint.cli.jobs import processes
from newslint.settings.keys import Settings
from newslint.sources.found import Source

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals differ")

Folder = Callable[[Mapping[str, str | bytes]], Path]


@pytest.mark.parametrize("form", ["full", "jsonl"])
def test_seeds_are_the_same(newslint: Newslint, form: str) -> None:
    one, two, three = (
        newslint(".", "--output-format", form, "--no-cache", "--jobs", jobs, cwd=ROOT / "seeds") for jobs in "123"
    )
    assert one == two == three
    assert one.out


def test_order_failures_and_overrides_are_the_same(newslint: Newslint, folder: Folder) -> None:
    sound = {f"{number:03}.txt": f"{CLEAN}\n{number}\n" for number in range(0, 400, 2)}
    bad = {f"{number:03}.txt": BAD for number in range(1, 400, 2)}
    folder({**sound, **bad, "017.txt": b"\xff\xfe\xff", "300.txt": b"caf\xe9", "200.md": BAD, "201.md": BAD})
    folder({"newslint.toml": '[[overrides]]\nfiles = ["*.md"]\nselect = ["OCR"]\n'})
    one, two, three = (newslint(".", "--output-format", "jsonl", "--no-cache", "--jobs", jobs) for jobs in "123")
    assert one == two == three
    assert one.code == 2
    assert ", 2 with " in one.err
    assert one.out.count('"error":') == 2


def test_records_are_the_same(newslint: Newslint, folder: Folder) -> None:
    lines = [f'{{"id": "a{number}", "title": "Leave a Reply", "text": "Sound {number}."}}' for number in range(300)]
    folder({"news.jsonl": "\n".join([*lines, "{broken", *lines])})
    one, two = (newslint("news.jsonl", "--output-format", "jsonl", "--no-cache", "--jobs", jobs) for jobs in "12")
    assert one == two
    assert one.code == 2
    assert "a299" in one.out


def test_fixes_are_the_same(newslint: Newslint, folder: Folder) -> None:
    folder({f"{number}.txt": (ROOT / "seeds" / name).read_bytes() for number, name in enumerate(seeds())})
    one, two = (newslint(".", "--diff", "--unsafe-fixes", "--no-cache", "--jobs", jobs) for jobs in "12")
    assert one == two
    assert one.out


def seeds() -> list[str]:
    return sorted(file.name for file in (ROOT / "seeds").glob("*.txt"))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_what_kills_a_process_is_tried_alone(tmp_path: Path, environment: dict[str, str], method: str) -> None:
    done = dying(tmp_path, environment, method, "sound", "die", "once", "memory", "sound")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    twice = "not checked: the process that looked at it was ended twice, the second time with it alone"
    assert lines == [
        "0.txt",
        f"1.txt 1.txt: {twice} (SIGKILL; perhaps there was not enough memory)",
        "2.txt",
        f"3.txt 3.txt: {twice} (not enough memory)",
        "4.txt",
    ]
    assert done.stderr == (
        "a process was ended (SIGKILL; perhaps there was not enough memory) with 0.txt, 1.txt, 2.txt and 2 more; "
        "trying again, each document alone\n"
    )


def test_fault_of_newslint_ends_the_run_as_in_one_process(tmp_path: Path, environment: dict[str, str]) -> None:
    done = dying(tmp_path, environment, "fork", "fault")
    assert done.stderr.endswith("ValueError: a fault\n")


def test_no_process_lives(tmp_path: Path, environment: dict[str, str]) -> None:
    done = dying(tmp_path, environment, "fork", *["die"] * 12)
    assert "the processes that check documents end before they are done (SIGKILL" in done.stderr


def dying(folder: Path, environment: dict[str, str], method: str, *texts: str) -> subprocess.CompletedProcess[str]:
    script = str(Path(__file__).with_name("dying_linter.py"))
    command = [sys.executable, script, str(folder), method, *texts]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def start(folder: Path, environment: dict[str, str], files: int = 600) -> subprocess.Popen[bytes]:
    """A run in a group of its own that takes a while."""
    for number in range(files):
        (folder / f"{number:04}.txt").write_text(BAD * 8)
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "newslint",
            ".",
            "--isolated",
            "--output-format",
            "concise",
            "--no-cache",
            "--jobs",
            "2",
        ],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        bufsize=0,
    )


def helpers(running: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes of a run, once it has reported something."""
    assert running.stdout is not None
    assert running.stdout.readline().startswith(b"./0000.txt")
    found = psutil.Process(running.pid).children(recursive=True)
    assert len(found) == 2
    return found


def all_gone(processes: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(processes, timeout=20)[1]


def test_killed_process_changes_nothing(tmp_path: Path, environment: dict[str, str], newslint: Newslint) -> None:
    running = start(tmp_path, environment)
    found = helpers(running)
    found[0].kill()
    out, err = running.communicate(timeout=60)
    undisturbed = newslint(".", "--isolated", "--output-format", "concise", "--no-cache", "--jobs", "1")
    assert out.decode() == undisturbed.out.split("\n", 1)[1]
    told, rest = err.decode().split("\n", 1)
    assert told.startswith("newslint: a process was ended (SIGKILL; perhaps there was not enough memory) with ./0")
    assert rest == undisturbed.err
    assert running.returncode == undisturbed.code == 1
    assert all_gone(found)


def test_ctrl_c(tmp_path: Path, environment: dict[str, str]) -> None:
    running = start(tmp_path, environment)
    found = helpers(running)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert err.decode().strip() == "newslint: interrupted"
    assert running.returncode == 130
    assert all_gone(found)


def test_closed_pipe(tmp_path: Path, environment: dict[str, str]) -> None:
    running = start(tmp_path, environment)
    found = helpers(running)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(60) == 141
    assert all_gone(found)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_no_orphans(tmp_path: Path, environment: dict[str, str], end: signal.Signals) -> None:
    running = start(tmp_path, environment)
    found = helpers(running)
    running.send_signal(end)
    running.communicate(timeout=60)
    assert all_gone(found)


def test_processes_where_they_pay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newslint.cli.jobs._cores", lambda: 4)
    for name, size in {"small": 1_000, "large": 2_500_000}.items():
        (tmp_path / name).write_bytes(b"x" * size)
    small, large = (Source(str(tmp_path / name), Settings()) for name in ("small", "large"))
    gone = Source(str(tmp_path / "gone"), Settings())
    asked = Source(small.path, Settings(languagetool=True))
    assert processes(None, [small, gone]) == 1
    assert processes(None, [small, large]) == 2
    assert processes(None, [large] * 5) == 4
    assert processes(3, [small] * 2) == 2
    assert processes(3, [asked] * 3) == 1
