"""Speed and memory over records: the same texts as files, as JSON Lines and as Parquet, in turn on one core.

    python bench/records.py TEXTS.jsonl[.gz] [--megabytes 5 20]

TEXTS holds records with a field `text`. They are shuffled and repeated, so that a corpus of any size can be made. For
each size the three runs follow each other, with `--no-cache --jobs 1`; what counts is their ratios in one row.
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
from pathlib import Path

COMMAND = [sys.executable, "-m", "newslint", "--isolated", "--no-cache", "--jobs", "1", "--exit-zero", "-q"]


def corpus(file: Path, megabytes: float) -> list[str]:
    """Texts of so many megabytes."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    draw = random.Random(1)
    made, size = [], 0
    while size < megabytes * 1e6:
        draw.shuffle(texts)
        for text in texts:
            made.append(text)
            size += len(text.encode())
            if size >= megabytes * 1e6:
                break
    return made


def write(texts: list[str], folder: Path) -> dict[str, Path]:
    """The same texts in each form."""
    import pyarrow as pa
    from pyarrow import parquet

    files = folder / "files"
    files.mkdir()
    for number, text in enumerate(texts):
        (files / f"{number:06}.txt").write_text(text, encoding="utf-8", newline="\n")
    lines = folder / "all.jsonl"
    with lines.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
    table = folder / "all.parquet"
    parquet.write_table(pa.table({"id": list(range(len(texts))), "text": texts}), table)
    return {"files": files, "JSON Lines": lines, "Parquet": table}


def measure(path: Path) -> tuple[float, float]:
    """Seconds of the processor, and the most memory in MB."""
    process = subprocess.Popen([*COMMAND, str(path)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"newslint ended with {os.waitstatus_to_exitcode(status)} on {path}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[5, 20])
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
    print("| MB | form | MB/s | to files | memory, MB |\n|---|---|---|---|---|")
    for megabytes in options.megabytes:
        with tempfile.TemporaryDirectory() as folder:
            first = 0.0
            for form, path in write(corpus(options.texts, megabytes), Path(folder)).items():
                seconds, memory = measure(path)
                first = first or seconds
                print(f"| {megabytes:g} | {form} | {megabytes / seconds:.2f} | {first / seconds:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
