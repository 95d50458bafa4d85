"""Tables out of the gate: rows as they came, below the first row of the file on both sides."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from newslint.gate.decide import Decision
from newslint.gate.form import Bytes
from newslint.gate.sides import Out, Shard
from newslint.gate.told import Findings
from newslint.records.formats import suffixes
from newslint.records.read import opened, telling
from newslint.records.table import read_head
from newslint.report.record import encode

_ENDS = b"\r\n"


class Rows(Bytes):
    """CSV and TSV. Under `inline` rejected rows have one more cell, in a column `newslint`. A mended row is written
    anew, and told beside the rejected ones, so that all rows have the same cells.
    """

    def __init__(self, shard: Shard, out: Out, findings: Findings) -> None:
        super().__init__(shard, out, findings)
        source = shard.source
        form, packed = suffixes(source.path)
        with telling(source), opened(source.path, packed) as stream:
            head = read_head(stream, source.settings.most_bytes, tabs=form == ".tsv")
        self._delimiter = head.delimiter
        self._columns = {name: at for at, name in enumerate(head.columns)}
        self._head = head.raw, self._with(head.raw, b"newslint") if self._inline and head.raw else head.raw

    def _before(self, number: int | None) -> tuple[bytes, bytes]:
        """The first row, once."""
        head, self._head = self._head, (b"", b"")
        return head

    def _mended(self, decision: Decision) -> bytes:
        """A row with other texts, which is told elsewhere."""
        self._note(decision)
        raw = decision.record.raw
        (cells,) = csv.reader(StringIO(raw.decode(), newline=""), delimiter=self._delimiter, strict=True)
        for field, text in decision.mended.items():
            cells[self._columns[field]] = text
        written = StringIO(newline="")
        csv.writer(written, delimiter=self._delimiter).writerow(cells)  # quotes what its own line ends have
        return written.getvalue().removesuffix("\r\n").encode() + raw[len(raw.rstrip(_ENDS)) :]

    def _told(self, decision: Decision, told: dict[str, Any]) -> bytes:
        """A row, with a cell of JSON."""
        return self._with(decision.record.raw, b'"' + encode(told).encode().replace(b'"', b'""') + b'"')

    def _with(self, row: bytes, cell: bytes) -> bytes:
        cells = row.rstrip(_ENDS)
        return cells + self._delimiter.encode() + cell + (row[len(cells) :] or b"\n")
