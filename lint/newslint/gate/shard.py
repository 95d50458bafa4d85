"""One file of records through the gate, into a file on each side."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, cast

from newslint.beside import beside, sweep
from newslint.gate.decide import Decider, Decision
from newslint.gate.tally import Tally
from newslint.records.formats import suffixes
from newslint.records.parquet import parquet_file
from newslint.records.read import read_records, telling
from newslint.records.record import Malformed, Record
from newslint.report.record import encode
from newslint.sources.found import Source

Findings = Literal["inline", "sidecar", "none"]
CHUNK = 1000
"""Rows of Parquet that are read, and written, at once."""
_CARRIED = ("line", "column", "end_line", "end_column", "code", "severity", "message", "match")


class Shard(NamedTuple):
    """A file, and where its records go: accepted, rejected, malformed lines, and findings under `sidecar`."""

    source: Source
    accept: Path
    reject: Path

    @property
    def malformed(self) -> Path:
        """Where lines go that are no records, as they are."""
        return self.reject.with_name(f"{self.reject.name}.malformed")

    @property
    def sidecar(self) -> Path:
        """Where reasons and findings go under `sidecar`, a line a rejected record."""
        return self.reject.with_name(f"{self.reject.name}.findings.jsonl")


def gate_lines(shard: Shard, decider: Decider, findings: Findings, *, first: int | None, write: bool) -> Tally:
    """Decide about the lines of a file. Accepted lines are written as they came, but for those that were mended.

    With `first`, only so many; without `write`, nothing is written. Raises InputError and OSError.
    """
    tally = Tally()
    names: set[int] = set()
    packed = suffixes(shard.source.path)[1]
    with ExitStack() as stack:
        accept = stack.enter_context(_written(shard.accept if write else None, packed))
        reject = stack.enter_context(_written(shard.reject if write else None, packed))
        broken = stack.enter_context(_written(shard.malformed if write else None, ""))
        aside = stack.enter_context(_written(shard.sidecar if write and findings == "sidecar" else None, ""))
        for decision in decider.decide_all(islice(read_records(shard.source), first), shard.source.path):
            tally.add(decision, shard.source.path)
            if isinstance(decision, Malformed):
                broken.write(_ended(decision.raw) if decision.raw else b"")
                continue
            if decision.name:
                tally.twice += hash(decision.name) in names
                names.add(hash(decision.name))
            if not decision.reasons:
                accept.write(_mended(decision) if decision.mended else decision.record.raw)
                continue
            told = _told(decision)
            reject.write(
                _line({**decision.record.values, "newslint": told}) if findings == "inline" else decision.record.raw
            )
            aside.write(_line({"record": decision.record.number, "id": decision.name, **told}))
    if write and not tally.malformed:
        shard.malformed.unlink(missing_ok=True)
    return tally


def gate_parquet(shard: Shard, decider: Decider, findings: Findings, *, first: int | None, write: bool) -> Tally:
    """Decide about the rows of a Parquet file. Columns, types and row order are kept on both sides.

    The reasons of rejected rows stand in a column `newslint` under `inline`. Raises InputError and OSError.
    """
    with telling(shard.source):
        file = parquet_file(shard.source.path)
    import pyarrow as pa  # noqa: PLC0415  (an extra, known to be there)

    tally = Tally()
    inline = findings == "inline"
    rejected = file.schema_arrow.append(pa.field("newslint", pa.string())) if inline else file.schema_arrow
    batches: deque[Any] = deque()
    kept: list[bool] = []
    told: list[dict[str, Any]] = []
    with ExitStack() as stack:
        accept = stack.enter_context(_table(shard.accept if write else None, file.schema_arrow))
        reject = stack.enter_context(_table(shard.reject if write else None, rejected))
        aside = stack.enter_context(_written(shard.sidecar if write and findings == "sidecar" else None, ""))
        for decision in decider.decide_all(_rows(shard.source, file, first, batches), shard.source.path):
            tally.add(decision, shard.source.path)
            kept.append(isinstance(decision, Decision) and not decision.reasons)
            if not kept[-1]:
                told.append(_told(decision) if isinstance(decision, Decision) else {"reasons": [decision.reason]})
                at = decision.record.number if isinstance(decision, Decision) else decision.number
                aside.write(_line({"record": at, **told[-1]}))
            if len(kept) < len(batches[0]):
                continue
            whole = pa.Table.from_batches([batches.popleft()])
            mask = pa.array(kept, pa.bool_())
            accept(whole.filter(mask))
            left = whole.filter(pa.compute.invert(mask))
            reject(
                left.append_column(rejected.field("newslint"), pa.array([encode(one) for one in told], pa.string()))
                if inline
                else left
            )
            kept, told = [], []
    return tally


def _rows(source: Source, file: Any, first: int | None, batches: deque[Any]) -> Iterator[Record]:
    """The rows of a Parquet file, or the first of them. Their batches go into `batches`, to be parted in their turn."""
    number = 0
    with telling(source):
        for batch in file.iter_batches(CHUNK):
            batch = batch.slice(0, len(batch) if first is None else first - number)
            if not len(batch):
                return
            batches.append(batch)
            yield from (Record(at, at, row) for at, row in enumerate(batch.to_pylist(), number + 1))
            number += len(batch)


def _told(decision: Decision) -> dict[str, Any]:
    """What a rejected record carries: why, and of each finding where, what, and how grave."""
    fields = {linted.document.path: linted.document.origin for linted in decision.texts}
    found = [
        {
            "field": origin.field if (origin := fields[finding.path]) else "",
            **{name: getattr(finding, name) for name in _CARRIED},
        }
        for finding in decision.findings
    ]
    return {"reasons": decision.reasons, "findings": found}


def _mended(decision: Decision) -> bytes:
    values = dict(decision.record.values)
    for field, text in decision.mended.items():
        _put(values, field, text)
    return _line({**values, "newslint": {"fixed": decision.fixed}})


def _put(values: dict[str, Any], field: str, text: str) -> None:
    head, _, rest = field.partition(".")
    if field in values or not rest:
        values[field] = text
    else:
        _put(values[head], rest, text)


def _line(value: object) -> bytes:
    return encode(value).encode() + b"\n"


def _ended(raw: bytes) -> bytes:
    return raw if raw.endswith(b"\n") else raw + b"\n"


@contextmanager
def _written(path: Path | None, packed: str) -> Iterator[BinaryIO]:
    """A file that appears when it is whole; what nobody wants is written to nowhere."""
    if path is None:
        with open(os.devnull, "wb") as nowhere:
            yield nowhere
        return
    with _taking_place(path) as written, written.open("wb") as raw:
        if packed == ".gz":
            with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as stream:
                yield cast(BinaryIO, stream)
        elif packed == ".zst":
            import zstandard  # noqa: PLC0415  (an extra)

            with zstandard.ZstdCompressor().stream_writer(raw) as stream:
                yield cast(BinaryIO, stream)
        elif packed:
            with {".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile}[packed](raw, "wb") as stream:
                yield cast(BinaryIO, stream)
        else:
            yield raw


@contextmanager
def _table(path: Path | None, schema: Any) -> Iterator[Any]:
    """What writes tables into a Parquet file that appears when it is whole."""
    if path is None:
        yield lambda table: None
        return
    from pyarrow import parquet  # noqa: PLC0415  (an extra)

    with _taking_place(path) as written, parquet.ParquetWriter(written, schema) as writer:
        yield writer.write_table


@contextmanager
def _taking_place(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path)
    written = beside(path)
    try:
        yield written
        os.replace(written, path)
    finally:
        with suppress(FileNotFoundError):
            written.unlink()


def gate_file(shard: Shard, decider: Decider, findings: Findings, *, first: int | None, write: bool) -> Tally:
    """Decide about the records of a file of either kind."""
    parquet = suffixes(shard.source.path)[0] == ".parquet"
    return (gate_parquet if parquet else gate_lines)(shard, decider, findings, first=first, write=write)
