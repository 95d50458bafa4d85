"""Parquet and Arrow out of the gate: rows are parted some at a time, columns and types are kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from newslint.gate.decide import Decision
from newslint.gate.form import Form, put
from newslint.gate.sides import Out, Shard
from newslint.gate.told import Findings, line
from newslint.records.formats import suffixes
from newslint.records.parquet import open_arrow, open_parquet, pieces, records_of
from newslint.records.read import opened, telling
from newslint.records.record import Malformed, Record
from newslint.report.record import encode

_COLUMN = "newslint"


class Parquet(Form):
    """Columns, types and the order of rows are those of the file. Under `inline` the reasons of rejected rows stand in
    a column `newslint`. What has no text is a row all the same, and is rejected. A mended row has another text in its
    column, and is told beside the rejected ones.
    """

    def __init__(self, shard: Shard, out: Out, findings: Findings) -> None:
        super().__init__(shard, out, findings)
        path = shard.source.path
        with telling(shard.source):
            stream = out.stack.enter_context(opened(path, ""))
            file = (open_parquet if suffixes(path)[0] == ".parquet" else open_arrow)(stream)
        import pyarrow as pa  # noqa: PLC0415  (an extra, known to be there)

        self._pieces = pieces(file.batches)
        schema = file.schema
        names = [name for name in schema.names if name != _COLUMN] if self._inline else schema.names
        kept = pa.schema([schema.field(name) for name in names], schema.metadata)
        self._columns = names
        self._accepted = out.table(shard.accept, schema, file.writer)
        told = kept.append(pa.field(_COLUMN, pa.string())) if self._inline else schema
        self._rejected = out.table(shard.reject, told, file.writer)
        self._batches: deque[Any] = deque()
        self._sound: list[bool] = []
        self._why: list[str] = []
        self._mended: dict[int, Mapping[str, str]] = {}

    def records(self) -> Iterator[Record | Malformed]:
        """The rows. Their batches are kept, to be parted in their turn."""
        number = 0
        with telling(self._shard.source):
            for batch in self._pieces:
                self._batches.append(batch)
                yield from records_of(batch, number, self._shard.source.settings.most_bytes)
                number += len(batch)

    def set_apart(self, malformed: Malformed) -> None:
        """A row without text, or with too much, is rejected."""
        why = {"reasons": [malformed.reason]}
        self._aside.write(line({"record": malformed.number, **why}))
        self._decided(why)

    def end(self) -> None:
        """Part the rows of a batch that was not read to its end."""
        if self._sound:
            self._part()

    def _accept(self, decision: Decision) -> None:
        if decision.mended:
            self._mended[len(self._sound)] = decision.mended
            self._note(decision)
        self._decided(None)

    def _reject(self, decision: Decision, told: dict[str, Any]) -> None:
        self._decided(told)

    def _decided(self, told: dict[str, Any] | None) -> None:
        self._sound.append(told is None)
        if told:
            self._why.append(encode(told))
        if len(self._sound) == len(self._batches[0]):
            self._part()

    def _part(self) -> None:
        """Write the rows of a batch, as far as they are decided."""
        import pyarrow as pa  # noqa: PLC0415

        whole = pa.Table.from_batches([self._batches.popleft().slice(0, len(self._sound))])
        mask = pa.array(self._sound, pa.bool_())
        self._accepted(self._repaired(whole).filter(mask))
        left = whole.filter(pa.compute.invert(mask))
        if self._inline:
            left = left.select(self._columns).append_column(_COLUMN, pa.array(self._why, pa.string()))
        self._rejected(left)
        self._sound, self._why, self._mended = [], [], {}

    def _repaired(self, table: Any) -> Any:
        """A table with the texts of rows that were mended; of its columns, those that hold them are made anew."""
        import pyarrow as pa  # noqa: PLC0415

        columns: dict[str, list[Any]] = {}
        for row, texts in self._mended.items():
            for field, text in texts.items():
                name = field if field in table.schema.names else field.partition(".")[0]
                column = columns[name] = columns.get(name) or table.column(name).to_pylist()
                values = {name: column[row]}
                put(values, field, text)
                column[row] = values[name]
        for name, column in columns.items():
            at = table.schema.get_field_index(name)
            table = table.set_column(at, table.schema.field(at), pa.array(column, table.schema.field(at).type))
        return table
