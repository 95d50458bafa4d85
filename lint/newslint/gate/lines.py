"""JSON out of the gate: Lines, and arrays."""

from __future__ import annotations

from typing import BinaryIO

from newslint.gate.form import Bytes
from newslint.gate.sides import Out, Shard
from newslint.gate.told import Findings
from newslint.records.formats import suffixes
from newslint.records.lines import copy_line
from newslint.records.read import opened
from newslint.records.record import Malformed


class Lines(Bytes):
    """JSON Lines. A line that is too large to be held in memory is set apart, too: it is read again, by pieces."""

    def __init__(self, shard: Shard, out: Out, findings: Findings) -> None:
        super().__init__(shard, out, findings)
        self._again: BinaryIO | None = None
        self._line = 1

    def set_apart(self, malformed: Malformed) -> None:
        """What is no record stands in a file of its own, as it is."""
        if malformed.raw:
            super().set_apart(malformed)
        elif self._out.write:
            if self._again is None:
                path = self._shard.source.path
                self._again = self._out.stack.enter_context(opened(path, suffixes(path)[1]))
            copy_line(self._again, malformed.line - self._line, self._malformed.write)
            self._line = malformed.line + 1


class Array(Bytes):
    """A JSON array: one on each side, with the items as they came."""

    def __init__(self, shard: Shard, out: Out, findings: Findings) -> None:
        super().__init__(shard, out, findings)
        self._begun: set[BinaryIO] = set()

    def end(self) -> None:
        """Close the arrays."""
        for side in (self._accepted, self._rejected):
            side.write(b"\n]\n" if side in self._begun else b"[]\n")

    def _write(self, side: BinaryIO, record: bytes) -> None:
        side.write((b",\n" if side in self._begun else b"[\n") + record.rstrip(b"\n"))
        self._begun.add(side)
