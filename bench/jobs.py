"""What several processes are worth: `python bench/jobs.py FOLDER [--jobs N] [--rounds R]`.

One process and N check the folder in turn, round after round. Shown are seconds of the wall clock, seconds of the
processor, the median ratio of the rounds, and what it could be at most on cores that do nothing else, by what N
processes cost together; and whether the reports are the same bytes. Other work on the machine takes from one process
and from N in other measure: the load that was there is shown, too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time


def run(folder: str, jobs: int) -> tuple[float, float, bytes]:
    before, begin = os.times(), time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "newslint",
        "--isolated",
        "--no-respect-gitignore",
        "--no-cache",
        "--output-format",
        "jsonl",
        "-q",
    ]
    done = subprocess.run([*command, "--jobs", str(jobs), folder], capture_output=True, check=False)
    wall, after = time.perf_counter() - begin, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    ratios = []
    for _ in range(options.rounds):
        one, several = run(options.folder, 1), run(options.folder, options.jobs)
        ratios.append(one[0] / several[0])
        same = "the same bytes" if one[2] == several[2] else "DIFFERENT REPORTS"
        shown = ", ".join(
            f"{jobs}: {wall:.1f} s ({cpu:.1f} s CPU)" for jobs, (wall, cpu, _) in ((1, one), (options.jobs, several))
        )
        most = options.jobs * one[1] / several[1]
        print(f"{shown}; ratio {ratios[-1]:.2f}, at most {most:.2f}; {same}; load {os.getloadavg()[0]:.1f}")
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
