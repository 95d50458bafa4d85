"""Speed and memory over records: the same texts as files, as JSON Lines and as Parquet, in turn.

    python bench/records.py TEXTS.jsonl[.gz] [--megabytes 5 20] [--forms files jsonl parquet] [--jobs 1] [--select CODE]

TEXTS holds records with a field `text`. They are shuffled and repeated, so that a corpus of any size can be made. For
each size the runs follow each other, without results that are kept; what counts is their ratios in one row. Seconds
are those of the processor, of all processes, and memory that of the largest.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

COMMAND = [sys.executable, "-m", "newslint", "--isolated", "--no-cache", "--exit-zero", "-q"]
FORMS = ("files", "jsonl", "parquet")


def corpus(file: Path, megabytes: float) -> Iterator[str]:
    """Texts of so many megabytes."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    draw = random.Random(1)
    size = 0
    while size < megabytes * 1e6:
        draw.shuffle(texts)
        for text in texts:
            yield text
            size += len(text.encode())
            if size >= megabytes * 1e6:
                return


def write(texts: Iterator[str], path: Path, form: str) -> None:
    """Texts in a form."""
    if form == "files":
        path.mkdir()
        for number, text in enumerate(texts):
            (path / f"{number:06}.txt").write_text(text, encoding="utf-8", newline="\n")
    elif form == "jsonl":
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
    else:
        import pyarrow as pa
        from pyarrow import parquet

        known = list(texts)
        parquet.write_table(pa.table({"id": list(range(len(known))), "text": known}), path)


def measure(path: Path, options: list[str]) -> tuple[float, float]:
    """Seconds of the processor, and the most memory in MB."""
    process = subprocess.Popen([*COMMAND, *options, str(path)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"newslint ended with {os.waitstatus_to_exitcode(status)} on {path}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[5, 20])
    parser.add_argument("--forms", nargs="+", default=FORMS, choices=FORMS)
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--select", action="append", default=[])
    asked = parser.parse_args()
    options = ["--jobs", asked.jobs, *(word for code in asked.select for word in ("--select", code))]
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
    print("| MB | form | s | s a MB | to the first | memory, MB |\n|---|---|---|---|---|---|")
    for megabytes in asked.megabytes:
        first = 0.0
        for form in asked.forms:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"all.{form}"
                write(corpus(asked.texts, megabytes), path, form)
                seconds, memory = measure(path, options)
            first = first or seconds
            said = f"{seconds:.1f} | {seconds / megabytes:.3f} | {first / seconds:.2f} | {memory:.0f} |"
            print(f"| {megabytes:g} | {form} | {said}", flush=True)


if __name__ == "__main__":
    main()
