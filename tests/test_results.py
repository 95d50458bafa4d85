"""Results of earlier runs: the same reports with them and without, whatever happens to the file they are kept in."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_samples import SLOW

from newslint.cache import RESULTS, cache_folder

Run = Callable[..., str]
SLIP = "He saw the the bridge.\n"


@pytest.fixture
def home(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A cache of its own, with the compiled rules of the user's, and some documents."""
    shared = cache_folder()
    assert shared is not None
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    for file in shared.glob("*.kept"):
        os.link(file, cache / file.name) if file.stat().st_dev == cache.stat().st_dev else (
            cache / file.name
        ).write_bytes(file.read_bytes())
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"Number {number}.\n\n{SLIP * (number % 3)}\nLeave a Reply\n")
    return tmp_path


@pytest.fixture
def run(home: Path, environment: dict[str, str]) -> Run:
    def newslint(*args: str) -> str:
        command = [sys.executable, "-m", "newslint", "--output-format", "jsonl", "--select", "RP102,BP101", *args]
        env = {**environment, "NEWSLINT_CACHE_DIR": str(home / "cache")}
        done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False)
        return f"{done.returncode} {done.stdout} {done.stderr}"

    return newslint


def rows(home: Path) -> int:
    with sqlite3.connect(home / "cache" / RESULTS) as database:
        return int(database.execute("SELECT count(*) FROM results").fetchone()[0])


def test_a_second_run_says_the_same(home: Path, run: Run) -> None:
    truth = run("--no-cache", ".")
    assert not (home / "cache" / RESULTS).exists()
    assert truth.count('"code":"BP101"') == 12
    assert [run("."), run(".")] == [truth, truth]
    assert rows(home) == 12
    (home / "00.txt").write_text(SLIP)
    (home / "13.txt").write_text((home / "01.txt").read_text())
    assert run(".") == run("--no-cache", ".")
    assert rows(home) == 13  # what is the same text is known by another name


def test_other_settings_are_other_results(home: Path, run: Run) -> None:
    run(".")
    (home / "a.toml").write_text('severity = {BP101 = "info"}\n')
    assert '"severity":"info"' in run("--config", "a.toml", "00.txt")
    assert run("--ignore", "BP101", "00.txt").startswith("0  ")
    assert '"code":"BP101"' in run("00.txt")
    (home / "00.txt").rename(home / "00.html")
    assert run("00.html") == run("--no-cache", "00.html")


def test_what_failed_is_not_kept(home: Path, run: Run) -> None:
    (home / "slow.yaml").write_text(SLOW)
    (home / "00.txt").write_text(f"{'x' * 60} end\n")
    said = run("--rules", "slow.yaml", "--extend-select", "ZZ", "00.txt")
    assert said.startswith("2 ")
    assert run("--rules", "slow.yaml", "--extend-select", "ZZ", "00.txt") == said


@pytest.mark.parametrize("harm", ["cut", "noise", "rows", "swapped", "other", "folder", "open"])
def test_harm_costs_only_time(home: Path, run: Run, harm: str) -> None:
    truth = run(".")
    file = home / "cache" / RESULTS
    data = file.read_bytes()
    if harm == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif harm == "noise":
        file.write_bytes(data[:4096] + bytes(byte ^ 90 for byte in data[4096:]))
    elif harm in ("rows", "swapped"):
        with sqlite3.connect(file) as database:
            if harm == "rows":
                database.execute("UPDATE results SET found = substr(found, 1, length(found) - 1)")
            else:
                first = database.execute("SELECT found FROM results ORDER BY key").fetchone()[0]
                database.execute("UPDATE results SET found = ?", (first,))
    elif harm == "other":
        file.write_bytes(b"not a database, but a text of some length\n" * 100)
    elif harm == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.chmod(0o666)
    assert [run("."), run(".")] == [truth, truth]


def test_runs_side_by_side(home: Path, run: Run, environment: dict[str, str]) -> None:
    truth = run("--no-cache", ".")
    command = [sys.executable, "-m", "newslint", "--output-format", "jsonl", "--select", "RP102,BP101", "."]
    env = {**environment, "NEWSLINT_CACHE_DIR": str(home / "cache")}
    started = [
        subprocess.Popen(command, cwd=home, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for one in started:
        out, err = one.communicate(timeout=60)
        assert f"{one.returncode} {out} {err}" == truth
    assert rows(home) == 12


def test_what_is_old_goes_once_a_day(home: Path, run: Run) -> None:
    run()
    kept = rows(home)
    with sqlite3.connect(home / "cache" / RESULTS) as database:
        database.execute("UPDATE results SET time = 0 WHERE key = (SELECT min(key) FROM results)")
    run("--select", "BP101")
    assert rows(home) == 2 * kept
    with sqlite3.connect(home / "cache" / RESULTS) as database:
        database.execute("PRAGMA user_version = 1")
    run("--select", "BP101")
    assert rows(home) == 2 * kept - 1
