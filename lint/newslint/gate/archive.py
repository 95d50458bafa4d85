"""Archives (WARC, WET) out of the gate: texts as they came, and apart from them what is none."""

from __future__ import annotations

import gzip
from collections import deque
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from newslint.gate.decide import Decision
from newslint.gate.form import Bytes
from newslint.gate.sides import Out, Shard
from newslint.gate.told import Findings, line
from newslint.records.formats import suffixes
from newslint.records.read import opened, telling
from newslint.records.record import Malformed, Record
from newslint.records.warc import Other, read_entries

ALONE = ".gz"
"""How archives are packed whose records are each packed for itself."""
_ABOUT = "warcinfo"


class Archive(Bytes):
    """WARC. What describes the archive goes to both sides, what else is no text into a file of its own.

    Under `inline` a `metadata` record follows a rejected one and refers to it. In .gz each is packed for itself, as
    readers of archives want it.
    """

    def __init__(self, shard: Shard, out: Out, findings: Findings) -> None:
        super().__init__(shard, out, findings)
        self._alone = suffixes(shard.source.path)[1] == ALONE
        self._apart = out.file(shard.others, self._packing())
        self._about: deque[tuple[int, bytes]] = deque()

    def _packing(self) -> str:
        """Of the file as a whole: none where each record is packed for itself."""
        packed = super()._packing()
        return packed if packed != ALONE else ""

    def records(self) -> Iterator[Record | Malformed]:
        """The texts of the archive; what is none is written as it goes by. Raises InputError."""
        source = self._shard.source
        number = 1
        with telling(source), opened(source.path, suffixes(source.path)[1]) as stream:
            for entry in read_entries(stream, source.settings.most_bytes):
                if not isinstance(entry, Other):
                    number = entry.number + 1
                    yield entry
                elif not entry.raw:
                    yield Malformed(number, number, f"before it, a {entry.type} that is larger than a record may be")
                elif entry.type == _ABOUT:
                    self._about.append((number, self._packed(entry.raw)))
                else:
                    self.others += 1
                    self._apart.write(self._packed(entry.raw))

    def _before(self, number: int | None) -> tuple[bytes, bytes]:
        """Descriptions of the archive."""
        found = b""
        while self._about and (number is None or self._about[0][0] <= number):
            found += self._about.popleft()[1]
        return found, found

    def _as_it_came(self, decision: Decision) -> bytes:
        """A text."""
        return self._packed(decision.record.raw)

    def _told(self, decision: Decision, told: dict[str, Any]) -> bytes:
        """A text, and what is told of it."""
        return self._as_it_came(decision) + self._packed(_metadata(decision.record.values, told))

    def _packed(self, raw: bytes) -> bytes:
        return gzip.compress(raw, mtime=0) if self._alone and raw else raw


def _metadata(values: Any, told: dict[str, Any]) -> bytes:
    """A record of an archive that refers to another."""
    content = line(told)
    headers = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": f"<{uuid5(NAMESPACE_URL, 'newslint ' + values['record_id']).urn}>",
        "WARC-Date": values["date"],
        "WARC-Refers-To": values["record_id"],
        "WARC-Target-URI": values["url"],
        "Content-Type": "application/json",
        "Content-Length": str(len(content)),
    }
    said = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"WARC/1.0\r\n{said}\r\n".encode() + content + b"\r\n\r\n"
