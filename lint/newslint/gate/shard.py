"""One file of records through the gate, into a file on each side."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from newslint.gate.archive import ALONE, Archive
from newslint.gate.decide import Decider
from newslint.gate.form import Form
from newslint.gate.names import Names
from newslint.gate.parquet import gate_parquet
from newslint.gate.rows import Rows
from newslint.gate.sides import Shard, written
from newslint.gate.tally import Tally
from newslint.gate.told import Findings, line, told
from newslint.records.formats import ARCHIVES, TABLES, suffixes
from newslint.records.record import Malformed


def gate_file(shard: Shard, decider: Decider, findings: Findings, *, first: int | None, write: bool) -> Tally:
    """Decide about the records of a file. Accepted ones are written as they came, but for those that were mended.

    With `first`, only so many; without `write`, nothing is written. Raises InputError and OSError.
    """
    form, packed = suffixes(shard.source.path)
    if form == ".parquet":
        return gate_parquet(shard, decider, findings, first=first, write=write)
    inline = findings == "inline"
    with ExitStack() as stack:

        def opened(path: Path, packed: str = "", *, wanted: bool = True) -> BinaryIO:
            return stack.enter_context(written(path if write and wanted else None, packed))

        if form in ARCHIVES:
            packed = packed if packed != ALONE else ""  # there each record is packed for itself
            made: Form = Archive(shard, opened(shard.others, packed), inline=inline)
        else:
            made = (Rows if form in TABLES else Form)(shard, inline=inline)
        accept, reject = (opened(side, packed) for side in (shard.accept, shard.reject))
        aside = opened(shard.sidecar, wanted=findings == "sidecar")
        tally = _part(made, decider, shard.source.path, first, Files(accept, reject, opened(shard.malformed), aside))
    if write and not tally.malformed:
        shard.malformed.unlink(missing_ok=True)
    if write and not made.others:
        shard.others.unlink(missing_ok=True)
    return tally


class Files(NamedTuple):
    """What is written: either side, what is no record, and what is told of the rejected ones."""

    accept: BinaryIO
    reject: BinaryIO
    malformed: BinaryIO
    aside: BinaryIO


def _part(form: Form, decider: Decider, path: str, first: int | None, files: Files) -> Tally:
    """Write each record where it belongs."""
    tally = Tally()
    names = Names()

    def lead(number: int | None) -> None:
        before = form.before(number)
        files.accept.write(before[0])
        files.reject.write(before[1])

    for decision in decider.decide_all(islice(form.records(), first), path):
        tally.add(decision, path)
        if isinstance(decision, Malformed):
            files.malformed.write(_ended(decision.raw) if decision.raw else b"")
            continue
        names.add(decision.name)
        lead(decision.record.number)
        if not decision.reasons:
            files.accept.write(form.accepted(decision))
            continue
        why = told(decision)
        files.reject.write(form.rejected(decision, why))
        files.aside.write(line({"record": decision.record.number, "id": decision.name, **why}))
    lead(None)
    tally.twice = names.twice()
    return tally


def _ended(raw: bytes) -> bytes:
    return raw if raw.endswith(b"\n") else raw + b"\n"
