"""How records come out of the gate: what all forms do alike, and those whose records have bytes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from newslint.gate.decide import Decision
from newslint.gate.sides import Out, Shard
from newslint.gate.told import Findings, line, told
from newslint.records.formats import suffixes
from newslint.records.read import read_records
from newslint.records.record import Malformed, Record


class Form:
    """Reads a file and puts each record of it on its side. What is told under `sidecar` stands beside the rejected.

    `others` is how much was in the file that is no text, and was set apart.
    """

    def __init__(self, shard: Shard, out: Out, findings: Findings) -> None:
        self._shard = shard
        self._out = out
        self._inline = findings == "inline"
        self._aside = out.file(shard.sidecar if findings == "sidecar" else None)
        self.others = 0

    def records(self) -> Iterator[Record | Malformed]:
        """The records of the file. Raises InputError."""
        return read_records(self._shard.source)

    def put(self, decision: Decision) -> None:
        """Put a record on its side."""
        if not decision.reasons:
            self._accept(decision)
            return
        why = told(decision)
        self._reject(decision, why)
        self._aside.write(line({"record": decision.record.number, "id": decision.name, **why}))

    def set_apart(self, malformed: Malformed) -> None:
        """Put what is no record where it belongs."""
        raise NotImplementedError

    def end(self) -> None:
        """Write what is left."""

    def _accept(self, decision: Decision) -> None:
        raise NotImplementedError

    def _reject(self, decision: Decision, told: dict[str, Any]) -> None:
        raise NotImplementedError

    def _note(self, decision: Decision) -> None:
        """Tell beside the rejected ones that a record was mended, where it has no place for that itself."""
        number, name = decision.record.number, decision.name
        self._out.file(self._shard.fixed).write(line({"record": number, "id": name, "fixed": decision.fixed}))


class Bytes(Form):
    """Accepted records come out as they came. Under `inline` a rejected one is written anew, with what is told of it.

    What is done here holds for JSON; other forms do some of it in another way.
    """

    def __init__(self, shard: Shard, out: Out, findings: Findings) -> None:
        super().__init__(shard, out, findings)
        packed = self._packing()
        self._accepted, self._rejected = out.file(shard.accept, packed), out.file(shard.reject, packed)
        self._malformed = out.file(shard.malformed)

    def set_apart(self, malformed: Malformed) -> None:
        """What is no record stands in a file of its own, as it is."""
        raw = malformed.raw
        self._malformed.write(raw if not raw or raw.endswith(b"\n") else raw + b"\n")

    def end(self) -> None:
        """Write what stands behind all records."""
        self._lead(None)

    def _accept(self, decision: Decision) -> None:
        self._lead(decision.record.number)
        self._write(self._accepted, self._mended(decision) if decision.mended else self._as_it_came(decision))

    def _reject(self, decision: Decision, told: dict[str, Any]) -> None:
        self._lead(decision.record.number)
        self._write(self._rejected, self._told(decision, told) if self._inline else self._as_it_came(decision))

    def _write(self, side: BinaryIO, record: bytes) -> None:
        side.write(record)

    def _lead(self, number: int | None) -> None:
        for side, before in zip((self._accepted, self._rejected), self._before(number), strict=True):
            side.write(before)

    def _packing(self) -> str:
        """How the file as a whole is packed, as a suffix."""
        return suffixes(self._shard.source.path)[1]

    def _before(self, number: int | None) -> tuple[bytes, bytes]:
        """What stands before a record, and was not asked for, on the accepted and on the rejected side; with None,
        after all of them.
        """
        return b"", b""

    def _as_it_came(self, decision: Decision) -> bytes:
        """A record."""
        return decision.record.raw

    def _mended(self, decision: Decision) -> bytes:
        """An accepted record with other texts."""
        values = dict(decision.record.values)
        for field, text in decision.mended.items():
            put(values, field, text)
        return line({**values, "newslint": {"fixed": decision.fixed}})

    def _told(self, decision: Decision, told: dict[str, Any]) -> bytes:
        """A rejected record, with what is told of it."""
        return line({**decision.record.values, "newslint": told})


def put(values: dict[str, Any], field: str, text: str) -> None:
    """Put a text into a field, which may lie within others."""
    head, _, rest = field.partition(".")
    if field in values or not rest:
        values[field] = text
    else:
        put(values[head], rest, text)
