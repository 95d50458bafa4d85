"""What the gate came to: how many records went where, and why, with samples."""

from __future__ import annotations

from collections import Counter

import msgspec

from newslint.gate.decide import Decision
from newslint.records.record import Malformed

SAMPLES = 5
"""Records shown for each reason."""
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
    def records(self) -> int:
        """Records that were read."""
        return self.accepted + self.rejected + self.malformed

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
            found = next((finding for finding in decision.findings if finding.code == reason), None)
            text = next((linted.document.source for linted in decision.texts), "")
            place = f"{found.path}:{found.line}:{found.column}" if found else f"{file}:{decision.record.number}"
            said = f"{found.message}" if found else " ".join(text[: 2 * SHOWN].split())[:SHOWN]
            self._sample(reason, Sample(place, decision.name, said))

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
