"""One file of records through the gate, into a file on each side."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice

from newslint.gate.archive import Archive
from newslint.gate.decide import Decider
from newslint.gate.form import Form
from newslint.gate.lines import Array, Lines
from newslint.gate.names import Names
from newslint.gate.parquet import Parquet
from newslint.gate.rows import Rows
from newslint.gate.sides import Out, Shard
from newslint.gate.tally import Tally
from newslint.gate.told import Findings
from newslint.records.formats import ARCHIVES, COLUMNS, LINES, TABLES, suffixes
from newslint.records.record import Malformed


def gate_file(shard: Shard, decider: Decider, findings: Findings, *, first: int | None, write: bool) -> Tally:
    """Decide about the records of a file. Accepted ones are written as they came, but for those that were mended.

    With `first`, only so many; without `write`, nothing is written. Raises InputError and OSError.
    """
    with ExitStack() as stack:
        form = _form_of(shard)(shard, Out(stack, write=write), findings)
        tally = _part(form, decider, shard.source.path, first)
    if write:
        for beside, used in (
            (shard.malformed, tally.malformed),
            (shard.others, form.others),
            (shard.fixed, tally.mended),
        ):
            if not used:
                beside.unlink(missing_ok=True)
    return tally


def _form_of(shard: Shard) -> type[Form]:
    form, _ = suffixes(shard.source.path)
    kinds = ((LINES, Lines), (TABLES, Rows), (ARCHIVES, Archive), (COLUMNS, Parquet))
    return next((kind for forms, kind in kinds if form in forms), Array)


def _part(form: Form, decider: Decider, path: str, first: int | None) -> Tally:
    """Put each record where it belongs."""
    tally = Tally()
    names = Names()
    for decision in decider.decide_all(islice(form.records(), first), path):
        tally.add(decision, path)
        if isinstance(decision, Malformed):
            form.set_apart(decision)
        else:
            names.add(decision.name, decision.record.number)
            form.put(decision)
    form.end()
    names.close()
    tally.note_twice(names.twice, names.told, path)
    return tally
