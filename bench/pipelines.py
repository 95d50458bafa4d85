"""The pipelines of docs/pipelines.md, really run: `python bench/pipelines.py [NAME...]`, for example `Ray Spark`.

Each snippet runs as it stands in a folder of its own with the seeds, repeated, as `articles.parquet` and as a Dolma
`documents` folder. What it wrote is counted and compared with what newslint says of the same texts. An engine that is
not installed (pip install 'newslint[ray]', 'newslint[spark]', datasets, datatrove) is told and passed over.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from newslint.arrow import lint_batch

ROOT = Path(__file__).parent.parent
COPIES = 40
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.M | re.S)
_CODE = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)


def count(path: Path) -> int:
    """The records of what a pipeline wrote, a file or a folder of them."""
    if not path.exists():
        return 0
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    records = sum(pq.read_metadata(file).num_rows for file in files if file.suffix == ".parquet")
    return records + sum(len(file.read_text().splitlines()) for file in files if file.suffix == ".jsonl")


def lay(folder: Path, table: pa.Table) -> None:
    """The input of each pipeline."""
    pq.write_table(table, folder / "articles.parquet")
    (folder / "documents").mkdir()
    with gzip.open(folder / "documents" / "a.jsonl.gz", "wt") as stream:
        for row in table.to_pylist():
            stream.write(json.dumps(row) + "\n")


def check(folder: Path, table: pa.Table) -> str:
    """What a pipeline wrote, beside what newslint says."""
    said = lint_batch(table).column("newslint").to_pylist()
    accepted = sum(row["verdict"] == "accept" for row in said)
    attributes = folder / "attributes" / "newslint" / "a.jsonl.gz"
    if attributes.exists():
        with gzip.open(attributes, "rt") as stream:
            found = [json.loads(line) for line in stream]
        spans = sum(len(spans) for line in found for spans in line["attributes"].values())
        right = (
            spans == sum(len(row["findings"]) for row in said)
            and [line["id"] for line in found] == table["id"].to_pylist()
        )
        return f"{len(found)} documents, {spans} spans: {'as newslint says' if right else 'WRONG'}"
    names = ("sound", "damaged")
    wrote = [count(folder / name) + count(folder / f"{name}.parquet") for name in names]
    right = wrote == [accepted, len(said) - accepted]
    return f"{wrote[0]} sound, {wrote[1]} damaged: {'as newslint says' if right else 'WRONG'}"


def main(wanted: list[str]) -> None:
    seeds = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds").glob("*.txt"))] * COPIES
    table = pa.table({"id": [str(number) for number in range(len(seeds))], "text": seeds})
    page = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8")
    for name, body in _SECTION.findall(page):
        if wanted and not any(word.lower() in name.lower() for word in wanted):
            continue
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            lay(folder, table)
            (folder / "pipeline.py").write_text("".join(_CODE.findall(body)))
            begin = time.perf_counter()
            python = {**os.environ, "PYSPARK_PYTHON": sys.executable}  # else Spark's workers take the path's python3
            command = [sys.executable, "pipeline.py"]
            done = subprocess.run(command, cwd=folder, env=python, capture_output=True, text=True, check=False)
            seconds = time.perf_counter() - begin
            if "ModuleNotFoundError" in done.stderr:
                print(f"{name}: not installed: {done.stderr.strip().splitlines()[-1]}")
            elif done.returncode:
                print(f"{name}: FAILED\n{done.stderr[-2000:]}")
            else:
                print(f"{name}: {check(folder, table)}, {seconds:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
