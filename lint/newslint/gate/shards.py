"""All files of a gate: one after another, and not again what an interrupted run has done."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newslint import __version__, digests
from newslint.errors import InputError, SettingsError
from newslint.gate.decide import Decider, Lint
from newslint.gate.policy import GatePolicy
from newslint.gate.shard import gate_file
from newslint.gate.sides import Shard
from newslint.gate.tally import Tally
from newslint.gate.told import Findings
from newslint.linting.across import Across
from newslint.linting.counting import count
from newslint.linting.duplicates import Duplicates
from newslint.linting.linters import Linters
from newslint.linting.policy import Policy
from newslint.packs.library import pack_keys
from newslint.packs.selectors import RECURRING, check_selectors, grade_of
from newslint.records.fields import Fields
from newslint.records.formats import COLUMNS, FORMS, holds_records, reader, suffixes
from newslint.records.read import documents_of
from newslint.rule.declaration import ANY
from newslint.settings.keys import Settings
from newslint.sources.found import Source
from newslint.text.document import Document
from newslint.text.language import NAMES

if TYPE_CHECKING:
    from newslint.linting.cluster import Cluster
    from newslint.linting.workers import Workers

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
        if not form or (form in COLUMNS and packed):
            no_records = f"the gate takes files of records: {', '.join(FORMS)}"
            raise SettingsError(f"{source.path}: {'unpack it first' if form else no_records}")
        name = os.path.basename(source.path)
        for out in (accept, reject):
            if holds_records(out.name) and (reader(suffixes(out.name)[0]), suffixes(out.name)[1]) != (
                reader(form),
                packed,
            ):
                raise SettingsError(f"{out}: records come out in the form of {name}; give it the same suffix")
        sides = [out if holds_records(out.name) else out / name for out in (accept, reject)]
        if len(sources) > 1 and sides[0] == accept:
            raise SettingsError(
                f"{accept}: of several files the records go into a folder of this name; give it no suffix"
            )
        shards.append(Shard(source, *sides))
    if os.path.realpath(accept) == os.path.realpath(reject):
        raise SettingsError("--accept and --reject are the same")
    first: dict[str, str] = {}
    for shard in shards:
        for side in (shard.accept, shard.reject):
            other = first.setdefault(os.path.realpath(side), shard.source.path)
            if other != shard.source.path:
                raise SettingsError(f"{other} and {shard.source.path} have the same name, and would come out as {side}")
    written = first.keys()
    if clash := written & {os.path.realpath(source.path) for source in sources}:
        raise SettingsError(f"{min(clash)}: would be overwritten; give --accept and --reject other names")
    return shards


class Gate:
    """Gates files, one after another, each under its own settings.

    `settings` are those of the run, `every` those that could hold for some file: what they select is checked. With
    `cluster` texts are linted by Ray.
    """

    def __init__(
        self, settings: Settings, task: Task, every: Iterable[Settings] = (), *, cluster: bool = False
    ) -> None:
        self.settings = settings
        self.task = task
        self._every = every
        self._cluster = cluster
        self._duplicates = Duplicates(settings) if settings.duplicates else None
        self._across: Across | None = None

    def start(
        self, settled: Sequence[Settings], jobs: int, tell: Callable[[str], None], stack: ExitStack
    ) -> Iterator[Decider]:
        """Compile the rules: what decides under each settings. Raises PackError and SettingsError."""
        if not settled:
            return
        linters = Linters()
        for settings in self._every:
            linters.library(settings).select(settings)
        made = [linters.of(settings) for settings in settled]
        known = linters.library(self.settings).known
        check_selectors(self.settings.gate.reject, known, "`reject` of the gate")
        for language in self.settings.gate.languages:
            if language not in (ANY, *NAMES):
                raise SettingsError(f"`{language}` is no language of the gate: write its code, such as en, or any")
        gate = GatePolicy(self.settings.gate)
        duplicates = self._duplicates
        facts = (*gate.facts, *(duplicates.facts if duplicates else ()))
        workers: Workers | Cluster | None = None
        if self._cluster:
            from newslint.linting.cluster import Cluster  # noqa: PLC0415  (seldom wanted)

            workers = stack.enter_context(Cluster(made, jobs or None, tell, facts))
        elif jobs > 1:
            from newslint.linting.workers import Workers  # noqa: PLC0415  (other verbs do without)

            workers = stack.enter_context(Workers(made, jobs, tell, facts))
        for at, (settings, linter) in enumerate(zip(settled, made, strict=True)):
            fields = Fields(settings.text_field, settings.id_field)
            policy = Policy(settings, linter.rules, others=duplicates.found if duplicates else None)
            lint = _elsewhere(workers, at) if workers else None
            across = partial(self._across.add, settings=settings) if self._across else None
            yield Decider(linter, fields, policy, gate, self.task.fix, lint, duplicates, across)

    def run(
        self, shards: Sequence[Shard], jobs: int, tell: Callable[[str], None], *, resume: bool
    ) -> Iterator[tuple[Shard, Tally | InputError]]:
        """What becomes of each file, in order. With `resume`, what a run before has done is not done again.

        With more than one of `jobs`, texts are linted by so many processes; `tell` is told where one dies. On a
        cluster no number (0) is as many as there is room for.
        """
        if self.settings.across and any(grade_of(RECURRING, shard.source.settings) != "off" for shard in shards):
            self._across = count([shard.source for shard in shards], self.task.first)
        done = [self._done(shard) if resume else None for shard in shards]
        left = [shard.source.settings for shard, tally in zip(shards, done, strict=True) if not tally]
        settled = list({id(settings): settings for settings in left}.values())
        with ExitStack() as stack:
            deciders = dict(zip(map(id, settled), self.start(settled, jobs, tell, stack), strict=True))
            for shard, tally in zip(shards, done, strict=True):
                if tally and self._across:
                    for found in documents_of(shard.source):
                        if isinstance(found, Document):
                            self._across.pass_over(found)
                yield shard, tally or self.gate(shard, deciders[id(shard.source.settings)])

    def gate(self, shard: Shard, decider: Decider) -> Tally | InputError:
        """Gate one file and note that it is done."""
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
            state = msgspec.json.decode(_state_of(shard).read_bytes(), type=_State, dec_hook=_counter)
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
        recurring = self._across.key if self._across else ""
        said = (
            f"{self._program} {recurring} {shard.source.settings!r} {self.task!r} {state.st_size} {state.st_mtime_ns}"
        )
        return hashlib.sha256(said.encode()).hexdigest()

    @cached_property
    def _program(self) -> str:
        """A digest of the program and of the rules."""
        return f"{__version__} {digests.program()} {pack_keys(self.settings.rules)}"


def _counter(kind: type, value: object) -> object:
    """Counts out of a state, as the counter that they were."""
    return kind(value)


def _state_of(shard: Shard) -> Path:
    return shard.accept.parent / STATES / f"{shard.accept.name}.json"


def _elsewhere(workers: Workers | Cluster, linter: int) -> Lint:
    """Texts are linted by other processes, with the linter of that place."""
    return lambda documents: workers.lint_all((linter, document) for document in documents)
