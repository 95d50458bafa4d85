"""Tables out of the gate: rows as they came, below the first row of the file on both sides."""

from __future__ import annotations

from typing import Any

from newslint.gate.decide import Decision
from newslint.gate.form import Form
from newslint.gate.sides import Shard
from newslint.records.formats import suffixes
from newslint.records.read import opened, telling
from newslint.records.table import read_head
from newslint.report.record import encode

_ENDS = b"\r\n"


class Rows(Form):
    """CSV and TSV. Under `inline` rejected rows have one more cell, in a column `newslint`."""

    def __init__(self, shard: Shard, *, inline: bool) -> None:
        super().__init__(shard, inline=inline)
        source = shard.source
        form, packed = suffixes(source.path)
        with telling(source), opened(source.path, packed) as stream:
            head = read_head(stream, source.settings.most_bytes, tabs=form == ".tsv")
        self._delimiter = head.delimiter.encode()
        self._head = head.raw, self._with(head.raw, b"newslint") if inline and head.raw else head.raw

    def before(self, number: int | None) -> tuple[bytes, bytes]:
        """The first row, once."""
        head, self._head = self._head, (b"", b"")
        return head

    def accepted(self, decision: Decision) -> bytes:
        """A row as it came."""
        return decision.record.raw

    def rejected(self, decision: Decision, told: dict[str, Any]) -> bytes:
        """A row, with a cell of JSON."""
        raw = decision.record.raw
        return self._with(raw, b'"' + encode(told).encode().replace(b'"', b'""') + b'"') if self._inline else raw

    def _with(self, row: bytes, cell: bytes) -> bytes:
        cells = row.rstrip(_ENDS)
        return cells + self._delimiter + cell + (row[len(cells) :] or b"\n")
