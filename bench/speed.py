"""Speed side by side with typos, codespell and proselint: `python bench/speed.py FOLDER [--rounds N] [--select RULES]`.

Each command lints the folder (throughput, MB of UTF-8 a second of CPU time in one process) and one small file
(start-up, seconds), in turn, round after round, so that a machine whose speed drifts is unfair to none. What is
shown is the median and, for each peer, the median ratio newslint / peer of the rounds. Peers are those found
beside this Python (pip install 'newslint[bench]'). With `--select` a run with these rules alone is measured, too.
Python may keep byte code, as it does of an installed package.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(sys.executable).parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
COMMANDS = {
    "newslint": [
        "newslint",
        "--isolated",
        "--no-cache",
        "--jobs",
        "1",
        "--no-respect-gitignore",
        "--output-format",
        "jsonl",
        "-q",
    ],
    "typos": ["typos", "--isolated", "--threads", "1", "--format", "json"],
    "codespell": ["codespell"],
    "proselint": ["proselint", "check"],
}


SMALL = "The council met on Monday and agreed to mend the old bridge.\n" * 20


class Run(NamedTuple):
    cpu: float
    wall: float
    memory: float
    """MB, the most that it or a process that it started ever held."""


def run(command: list[str], path: Path) -> Run:
    """CPU and wall seconds of one run and of what it started, and its memory; its output is thrown away."""
    begin = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*command, str(path)], stdout=quiet, stderr=quiet, env=ENVIRONMENT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss * 1024 / 1e6)


def rounds(commands: dict[str, list[str]], path: Path, count: int, unmeasured: int = 1) -> dict[str, list[Run]]:
    """Each command in turn, after a run that warms caches and is not counted."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(count + unmeasured):
        for name, command in commands.items():
            result = run(command, path)
            if number >= unmeasured:
                found[name].append(result)
    return found


def show(title: str, unit: str, found: dict[str, list[Run]], figure: Callable[[Run], float]) -> None:
    print(f"\n{title}\n{'command':<12}{unit:>10}{'newslint / it':>16}")
    own = [figure(result) for result in found["newslint"]]
    for name, results in found.items():
        figures = [figure(result) for result in results]
        ratio = statistics.median(a / b for a, b in zip(own, figures, strict=True))
        print(f"{name:<12}{statistics.median(figures):>10.2f}{ratio:>16.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without", nargs="*", default=["proselint"], help="peers too slow for a whole folder")
    parser.add_argument("--select", metavar="RULES", help="measure newslint with these rules alone, too")
    args = parser.parse_args()
    commands = {n: [str(HERE / c[0]), *c[1:]] for n, c in COMMANDS.items() if (HERE / c[0]).exists()}
    if args.select:
        commands["selected"] = [*commands["newslint"], "--select", args.select]
    size = sum(file.stat().st_size for file in args.folder.rglob("*.txt")) / 1e6
    throughput = rounds({n: c for n, c in commands.items() if n not in args.without}, args.folder, args.rounds)
    show(f"Throughput over {size:.1f} MB", "MB/s", throughput, lambda result: size / result.cpu)
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch, "small.txt")
        small.write_text(SMALL)
        start = rounds(commands, small, max(args.rounds, 5))
        show("Start-up on one small file", "seconds", start, lambda result: result.wall)
    print(f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}; one process each")


if __name__ == "__main__":
    main()
