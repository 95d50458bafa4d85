"""From records to decisions, in order, some batches of texts in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from newslint.gate.policy import GatePolicy
from newslint.linting.duplicates import Duplicates
from newslint.linting.finding import Finding
from newslint.linting.linter import Linted, Linter
from newslint.linting.mending import mend
from newslint.linting.policy import Policy
from newslint.records.fields import Fields
from newslint.records.read import texts_of
from newslint.records.record import Malformed, Record
from newslint.text.document import Document


class Decision(NamedTuple):
    """A record, why it is rejected (empty: accepted), what stands in its texts, and the texts that were mended.

    `mended` holds the new texts by field, `fixed` is how many findings are gone with them.
    """

    record: Record
    name: str
    reasons: list[str]
    texts: list[Linted]
    findings: list[Finding]
    mended: dict[str, str]
    fixed: int


Lint = Callable[[Iterable[Document]], Iterator[Linted]]
"""Lints documents in order, wherever that is done."""


class Decider:
    """Lints the texts of records and decides. With `fix`, safe repairs are made first.

    `lint` is how texts are linted, by default by the linter itself, in this process. `duplicates` is told what is
    accepted: a copy of a rejected text is judged for itself. `across` adds to a text what recurs in it.
    """

    def __init__(
        self,
        linter: Linter,
        fields: Fields,
        policy: Policy,
        gate: GatePolicy,
        fix: bool = False,
        lint: Lint | None = None,
        duplicates: Duplicates | None = None,
        across: Callable[[Linted], Linted] | None = None,
    ) -> None:
        self._linter = linter
        self._fields = fields
        self._policy = policy
        self._gate = gate
        self._fix = fix
        self._lint = lint or linter.lint_all
        self._duplicates = duplicates
        self._across = across

    def decide_all(self, records: Iterable[Record | Malformed], file: str) -> Iterator[Decision | Malformed]:
        """A decision for each record of a file, in order; what is none, or has no text, as malformed."""
        waiting: deque[tuple[Record | Malformed, int]] = deque()
        group: list[Linted] = []
        for linted in self._lint(self._texts(records, file, waiting)):
            group.append(linted)
            record, count = waiting[0]
            if len(group) == count:
                waiting.popleft()
                yield record if isinstance(record, Malformed) else self._decided(record, group)
                group = []

    def _texts(
        self, records: Iterable[Record | Malformed], file: str, waiting: deque[tuple[Record | Malformed, int]]
    ) -> Iterator[Document]:
        """The texts of records. An empty one holds the place of what has none, so that it waits no longer than them."""
        for record in records:
            try:
                documents = texts_of(record, file, self._fields)
            except ValueError as error:
                record = Malformed(record.number, record.line, str(error), record.raw)
                documents = [Document("", file)]
            waiting.append((record, len(documents)))
            yield from documents

    def _decided(self, record: Record, texts: list[Linted]) -> Decision:
        mended: dict[str, str] = {}
        fixed = 0
        for at, linted in enumerate(texts if self._fix else ()):
            origin = linted.document.origin
            if origin is None or linted.errors or not any(found.fix for found in linted.findings):
                continue
            result = mend(self._linter, linted, self._policy.decide, unsafe=False)
            if result.text != linted.document.source and result.text.strip():
                mended[origin.field] = result.text
                fixed += len(result.fixed)
                texts[at] = Linted(Document(result.text, origin.path, origin), result.findings, result.errors)
        if self._across:
            texts = list(map(self._across, texts))
        findings = [finding for linted in texts for finding in self._policy.decide(linted)]
        reasons = self._gate.reasons(texts, findings)
        if self._duplicates and not reasons:
            for linted in texts:
                self._duplicates.keep(linted.document)
        return Decision(record, self._fields.name_of(record.values), reasons, texts, findings, mended, fixed)
