"""The gate over many short records, killed twice and resumed: beside an undisturbed run, with the memory of both.

    python bench/gate.py TEXTS.jsonl[.gz] [--records 1000000] [--length 300] [--shards 20] [--jobs 2] [--select CODE]

Records of so many characters are cut out of the texts, here and there. The gate parts them once undisturbed, and once
with the whole run ended by SIGKILL after a third and two thirds of the shards. Told are whether both ends are the same
bytes, whether every record stands on exactly one side, and the most memory (RSS) that the command and one of its
processes had until so many records were done.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil


def make(texts: Path, folder: Path, records: int, shards: int, length: int = 300) -> None:
    """Write the records, each with an id of its own."""
    opened = gzip.open if texts.suffix == ".gz" else open
    with opened(texts, "rt", encoding="utf-8") as lines:
        known = [json.loads(line)["text"] for line in lines]
    draw = random.Random(1)
    folder.mkdir()
    for shard in range(shards):
        with (folder / f"{shard:03}.jsonl").open("w", encoding="utf-8") as stream:
            for number in range(shard * records // shards, (shard + 1) * records // shards):
                text = draw.choice(known)
                at = draw.randrange(max(1, len(text) - length))
                stream.write(json.dumps({"id": number, "text": text[at : at + length]}, ensure_ascii=False) + "\n")


class Run:
    """The gate at work, in a session of its own."""

    def __init__(self, home: Path, to: str, options: list[str]) -> None:
        self.states = home / to / "in" / ".newslint-gate"
        command = [sys.executable, "-m", "newslint", "gate", "records", "--isolated", "--resume"]
        sides = ["--accept", f"{to}/in", "--reject", f"{to}/out"]
        self.running = subprocess.Popen(
            [*command, *sides, *options], cwd=home, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.most = [0.0, 0.0]

    def watch(self) -> Iterator[int]:
        """The number of shards that are done, again and again."""
        command = psutil.Process(self.running.pid)
        while self.running.poll() is None:
            try:
                sizes = [one.memory_info().rss / 1e6 for one in command.children(recursive=True)]
                found = command.memory_info().rss / 1e6, max(sizes, default=0.0)
            except psutil.Error:
                found = 0.0, 0.0
            self.most = [max(pair) for pair in zip(self.most, found, strict=True)]
            yield len(list(self.states.glob("*.json"))) if self.states.is_dir() else 0
            time.sleep(0.5)

    def kill(self) -> None:
        """End it and all its processes."""
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.communicate()


def undisturbed(home: Path, shards: int, records: int, options: list[str]) -> str:
    """Run it to its end and print its memory on the way; what it said last."""
    run = Run(home, "whole", options)
    told = 0
    print("| Records done | Command, MB | One of its processes, MB |\n|---|---|---|")
    for done in run.watch():
        if done >= told + max(1, shards // 10):
            told = done
            print(f"| {done * records // shards:,} | {run.most[0]:.0f} | {run.most[1]:.0f} |", flush=True)
    return run.running.communicate()[1].splitlines()[-1]


def disturbed(home: Path, shards: int, options: list[str]) -> str:
    """Run it, kill it twice, and go on; what it said last. Told is how much of what was done was done again."""
    before: dict[Path, int] = {}
    for upto in (shards // 3, 2 * shards // 3):
        run = Run(home, "killed", options)
        for done in run.watch():
            if done >= upto:
                time.sleep(1)  # and some way into the next
                run.kill()
                print(f"killed with {done} of {shards} shards done")
                before = {file: file.stat().st_mtime_ns for file in run.states.glob("*.json")} | before
                break
    said = Run(home, "killed", options).running.communicate()[1].splitlines()[-1]
    print(f"shards done twice: {sum(file.stat().st_mtime_ns != at for file, at in before.items())}")
    return said


def sides(folder: Path) -> dict[str, str]:
    """A digest of each file on both sides."""
    files = (file for side in ("in", "out") for file in (folder / side).iterdir() if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def times(folder: Path, records: int) -> Counter[int]:
    """How many records stand how many times on the sides."""
    seen = bytearray(records)
    for name in sides(folder):
        with (folder / name).open("rb") as lines:
            for line in lines:
                seen[json.loads(line)["id"]] += 1
    return Counter(seen)


def main() -> None:
    """Make the records, run, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--shards", type=int, default=20)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--select", action="append", default=[])
    asked = parser.parse_args()
    options = ["--jobs", asked.jobs, *(word for code in asked.select for word in ("--select", code))]
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        make(asked.texts, home / "records", asked.records, asked.shards, asked.length)
        began = time.perf_counter()
        whole = undisturbed(home, asked.shards, asked.records, options)
        seconds = time.perf_counter() - began
        killed = disturbed(home, asked.shards, options)
        print(f"{whole}\n{'the same' if killed == whole else killed} after two kills")
        print(f"the same bytes: {sides(home / 'whole') == sides(home / 'killed')}")
        print(f"records by how often they stand on a side: {dict(times(home / 'killed', asked.records))}")
        print(f"{seconds:.0f} s undisturbed; {os.cpu_count()} cores, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
