"""How records come out of the gate: JSON Lines, and what other forms do in another way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newslint.gate.decide import Decision
from newslint.gate.sides import Shard
from newslint.gate.told import line
from newslint.records.read import read_records
from newslint.records.record import Malformed, Record


class Form:
    """JSON Lines. Under `inline` a rejected record is written anew, with what is told of it.

    `others` is how much was in the file that is no text, and was set apart.
    """

    def __init__(self, shard: Shard, *, inline: bool) -> None:
        self._shard = shard
        self._inline = inline
        self.others = 0

    def records(self) -> Iterator[Record | Malformed]:
        """The records of the file. Raises InputError."""
        return read_records(self._shard.source)

    def before(self, number: int | None) -> tuple[bytes, bytes]:
        """What stands before a record, and was not asked for, on the accepted and on the rejected side; with None,
        after all of them.
        """
        return b"", b""

    def accepted(self, decision: Decision) -> bytes:
        """An accepted record as it came, or as it was mended."""
        if not decision.mended:
            return decision.record.raw
        values = dict(decision.record.values)
        for field, text in decision.mended.items():
            _put(values, field, text)
        return line({**values, "newslint": {"fixed": decision.fixed}})

    def rejected(self, decision: Decision, told: dict[str, Any]) -> bytes:
        """A rejected record."""
        return line({**decision.record.values, "newslint": told}) if self._inline else decision.record.raw


def _put(values: dict[str, Any], field: str, text: str) -> None:
    head, _, rest = field.partition(".")
    if field in values or not rest:
        values[field] = text
    else:
        _put(values[head], rest, text)
