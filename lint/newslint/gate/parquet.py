"""A Parquet file through the gate: its rows are parted, its columns and types are kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from newslint.gate.decide import Decider, Decision
from newslint.gate.names import Names
from newslint.gate.sides import Shard, table, written
from newslint.gate.tally import Tally
from newslint.gate.told import Findings, line, told
from newslint.records.parquet import parquet_file
from newslint.records.read import telling
from newslint.records.record import Record
from newslint.report.record import encode
from newslint.sources.found import Source

CHUNK = 1000
"""Rows that are read, and written, at once."""


def gate_parquet(shard: Shard, decider: Decider, findings: Findings, *, first: int | None, write: bool) -> Tally:
    """Decide about the rows of a Parquet file. Columns, types and row order are kept on both sides.

    The reasons of rejected rows stand in a column `newslint` under `inline`. Raises InputError and OSError.
    """
    with telling(shard.source):
        file = parquet_file(shard.source.path)
    import pyarrow as pa  # noqa: PLC0415  (an extra, known to be there)

    tally = Tally()
    names = Names()
    inline = findings == "inline"
    rejected = file.schema_arrow.append(pa.field("newslint", pa.string())) if inline else file.schema_arrow
    batches: deque[Any] = deque()
    kept: list[bool] = []
    whys: list[dict[str, Any]] = []
    with ExitStack() as stack:
        accept = stack.enter_context(table(shard.accept if write else None, file.schema_arrow))
        reject = stack.enter_context(table(shard.reject if write else None, rejected))
        aside = stack.enter_context(written(shard.sidecar if write and findings == "sidecar" else None))
        for decision in decider.decide_all(_rows(shard.source, file, first, batches), shard.source.path):
            tally.add(decision, shard.source.path)
            names.add(decision.name if isinstance(decision, Decision) else "")
            kept.append(isinstance(decision, Decision) and not decision.reasons)
            if not kept[-1]:
                whys.append(told(decision) if isinstance(decision, Decision) else {"reasons": [decision.reason]})
                at = decision.record.number if isinstance(decision, Decision) else decision.number
                aside.write(line({"record": at, **whys[-1]}))
            if len(kept) < len(batches[0]):
                continue
            whole = pa.Table.from_batches([batches.popleft()])
            mask = pa.array(kept, pa.bool_())
            accept(whole.filter(mask))
            left = whole.filter(pa.compute.invert(mask))
            reject(
                left.append_column(rejected.field("newslint"), pa.array([encode(one) for one in whys], pa.string()))
                if inline
                else left
            )
            kept, whys = [], []
    tally.twice = names.twice()
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
