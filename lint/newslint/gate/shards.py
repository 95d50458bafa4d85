"""All files of a gate: one after another, and not again what an interrupted run has done."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newslint import __version__, cache
from newslint.errors import InputError, SettingsError
from newslint.gate.decide import Decider, Lint
from newslint.gate.policy import GatePolicy
from newslint.gate.shard import Findings, Shard, gate_file
from newslint.gate.tally import Tally
from newslint.linting.duplicates import Duplicates
from newslint.linting.linter import Linter
from newslint.linting.policy import Policy
from newslint.packs.library import Library
from newslint.packs.selectors import check_selectors
from newslint.records.fields import Fields
from newslint.records.formats import LINES, holds_records, suffixes
from newslint.settings.keys import Settings
from newslint.sources.found import Source

if TYPE_CHECKING:
    from newslint.linting.workers import Fact, Workers

STATES = ".newslint-gate"
"""The folder beside the accepted files that tells what is done."""


class Task(NamedTuple):
    """How all files are gated."""

    findings: Findings
    fix: bool
    first: int | None
    write: bool


class _State(msgspec.Struct):
    """What was done with a file: what it was done by and to, and what came of it."""

    key: str
    tally: Tally


def shards_of(sources: Sequence[Source], accept: Path, reject: Path) -> list[Shard]:
    """Where the records of each file go: below folders under the file's own name, or, of a single file, into files.

    Raises SettingsError where a file is none that can be gated, or something would be overwritten.
    """
    shards = []
    for source in sources:
        form, packed = suffixes(source.path)
        if form not in (*LINES, ".parquet") or (form == ".parquet" and packed):
            raise SettingsError(f"{source.path}: the gate takes JSON Lines and Parquet; convert it first")
        name = os.path.basename(source.path)
        sides = [out if holds_records(out.name) else out / name for out in (accept, reject)]
        if len(sources) > 1 and sides[0] == accept:
            raise SettingsError(
                f"{accept}: of several files the records go into a folder of this name; give it no suffix"
            )
        shards.append(Shard(source, *sides))
    written = [os.path.realpath(side) for shard in shards for side in (shard.accept, shard.reject)]
    if len(set(written)) < len(written):
        raise SettingsError("--accept and --reject are the same, or two of the files have the same name")
    if clash := set(written) & {os.path.realpath(source.path) for source in sources}:
        raise SettingsError(f"{min(clash)}: would be overwritten; give --accept and --reject other names")
    return shards


class Gate:
    """Gates files, one after another."""

    def __init__(self, settings: Settings, task: Task) -> None:
        self.settings = settings
        self.task = task
        self._duplicates = Duplicates(settings) if settings.duplicates else None

    def start(self, workers: Callable[[Linter, Sequence[Fact]], Workers] | None = None) -> Decider:
        """Compile the rules. Raises PackError and SettingsError."""
        library = Library.of(self.settings)
        check_selectors(self.settings.gate.reject, library.known, "`reject` of the gate")
        rules = library.select(self.settings)
        linter = Linter(rules, self.settings.languagetool, groups=library.groups)
        fields = Fields(self.settings.text_field, self.settings.id_field)
        gate = GatePolicy(self.settings.gate)
        duplicates = self._duplicates
        policy = Policy(self.settings, rules, others=duplicates.found if duplicates else None)
        facts = (*gate.facts, *(duplicates.facts if duplicates else ()))
        lint = _elsewhere(workers(linter, facts)) if workers else None
        return Decider(linter, fields, policy, gate, fix=self.task.fix, lint=lint, duplicates=duplicates)

    def run(
        self, shards: Sequence[Shard], jobs: int, tell: Callable[[str], None], *, resume: bool
    ) -> Iterator[tuple[Shard, Tally | InputError]]:
        """What becomes of each file, in order. With `resume`, what a run before has done is not done again.

        With more than one of `jobs`, texts are linted by so many processes; `tell` is told where one dies.
        """
        done = [self._done(shard) if resume else None for shard in shards]
        with ExitStack() as stack:

            def workers(linter: Linter, facts: Sequence[Fact]) -> Workers:
                from newslint.linting.workers import Workers  # noqa: PLC0415  (other verbs do without)

                return stack.enter_context(Workers([linter], jobs, tell, facts))

            decider = None if all(done) else self.start(workers if jobs > 1 else None)
            for shard, tally in zip(shards, done, strict=True):
                yield shard, tally or self.gate(shard, decider)

    def gate(self, shard: Shard, decider: Decider | None) -> Tally | InputError:
        """Gate one file and note that it is done."""
        assert decider is not None
        kept = self._duplicates.size if self._duplicates else 0
        try:
            key = self._key(shard)  # as the file was before it is read
            tally = gate_file(shard, decider, self.task.findings, first=self.task.first, write=self.task.write)
            if self.task.write and not tally.unchecked:  # those are tried again by --resume
                state = _state_of(shard)
                state.parent.mkdir(parents=True, exist_ok=True)
                state.write_bytes(msgspec.json.encode(_State(key, tally)))
            return tally
        except InputError as error:
            trouble = error
        except OSError as error:
            trouble = InputError(str(error.filename or shard.source.path), f"{error.strerror or error}")
        if self._duplicates:
            self._duplicates.forget(kept)  # nothing of this file was written
        return trouble

    def _done(self, shard: Shard) -> Tally | None:
        """What a run before came to, if it did the same with the same file and its files are there."""
        try:
            state = msgspec.json.decode(_state_of(shard).read_bytes(), type=_State)
        except (OSError, msgspec.MsgspecError):
            return None
        same = state.key == self._key(shard) and shard.accept.exists() and shard.reject.exists()
        return state.tally if same else None

    def _key(self, shard: Shard) -> str:
        """A digest of the policy, the program and the state of the file."""
        try:
            state = os.stat(shard.source.path)
        except OSError as error:
            raise InputError(shard.source.path, f"cannot be read: {error.strerror}") from None
        said = f"{__version__} {cache.program()} {self.settings!r} {self.task!r} {state.st_size} {state.st_mtime_ns}"
        return hashlib.sha256(said.encode()).hexdigest()


def _state_of(shard: Shard) -> Path:
    return shard.accept.parent / STATES / f"{shard.accept.name}.json"


def _elsewhere(workers: Workers) -> Lint:
    """Texts are linted by other processes."""
    return lambda documents: workers.lint_all((0, document) for document in documents)
