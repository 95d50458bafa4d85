"""What the gate came to: how many records went where, and why, with samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from newslint.errors import LostError
from newslint.gate.decide import Decision
from newslint.gate.policy import UNCHECKED
from newslint.records.record import Malformed

SAMPLES = 5
"""Records shown for each reason."""
TWICE = "an id that stood before"
"""What samples are of that are no reason."""
SHOWN = 160
"""Characters of a text that a sample shows."""


class Sample(msgspec.Struct, frozen=True):
    """A rejected record: its place, its id, and what was found, or how it begins."""

    place: str
    id: str
    said: str


class Tally(msgspec.Struct):
    """Counts of one file, or of several. `texts` is how many texts were mended in accepted records."""

    accepted: int = 0
    rejected: int = 0
    malformed: int = 0
    mended: int = 0
    reasons: Counter[str] = msgspec.field(default_factory=Counter)
    rules: Counter[str] = msgspec.field(default_factory=Counter)
    twice: int = 0
    samples: dict[str, list[Sample]] = {}

    @property
    def unchecked(self) -> int:
        """Records that nothing is known of: their texts ended the process that looked at them."""
        return self.reasons[UNCHECKED]

    @property
    def records(self) -> int:
        """Records that were read."""
        return self.decided + self.malformed

    @property
    def decided(self) -> int:
        """Records that were one."""
        return self.accepted + self.rejected

    def add(self, decision: Decision | Malformed, file: str) -> None:
        """Count a decision."""
        if isinstance(decision, Malformed):
            self.malformed += 1
            self._sample("malformed", Sample(f"{file}:{decision.line}", "", decision.reason))
            return
        self.rules.update({finding.code for finding in decision.findings})
        if not decision.reasons:
            self.accepted += 1
            self.mended += bool(decision.mended)
            return
        self.rejected += 1
        self.reasons.update(decision.reasons)
        for reason in decision.reasons:
            self._sample(reason, _sample_of(decision, reason, file))

    def note_twice(self, count: int, told: Iterable[tuple[str, int, int]], file: str) -> None:
        """Note how many ids of a file stood in it before, and some of them: where, and in which record first."""
        self.twice = count
        for name, at, first in told:
            self._sample(TWICE, Sample(f"{file}:{at}", name, f"record {first} has this id, too"))

    def merge(self, other: Tally) -> None:
        """Add the counts of another file."""
        for name in ("accepted", "rejected", "malformed", "mended", "twice"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.reasons.update(other.reasons)
        self.rules.update(other.rules)
        for reason, samples in other.samples.items():
            for sample in samples:
                self._sample(reason, sample)

    def _sample(self, reason: str, sample: Sample) -> None:
        samples = self.samples.setdefault(reason, [])
        if len(samples) < SAMPLES:
            samples.append(sample)


def _sample_of(decision: Decision, reason: str, file: str) -> Sample:
    """Where a record stands that is rejected for a reason, and what was found, or how it begins."""
    for finding in decision.findings:
        if finding.code == reason:
            return Sample(f"{finding.path}:{finding.line}:{finding.column}", decision.name, finding.message)
    if reason == UNCHECKED:
        lost = next(error for linted in decision.texts for error in linted.errors if isinstance(error, LostError))
        return Sample(lost.path, decision.name, lost.reason)
    text = next((linted.document.source for linted in decision.texts), "")
    said = " ".join(text[: 2 * SHOWN].split())[:SHOWN]
    return Sample(f"{file}:{decision.record.number}", decision.name, said)
