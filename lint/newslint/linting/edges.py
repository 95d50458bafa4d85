"""Whether many texts of a run begin or end in the same line, so that a person is told of --across.

This is no count of what recurs: whole lines at the edges alone, by Python's own hash, and not in a second reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newslint.linting.finding import Finding

LARGE = 100
"""Texts of a run that is worth a word."""
FEWEST, SHARE = 5, 0.01
"""Of how many texts, and of what share, the line must be."""
_WORDS, _LENGTH = 5, 30
_MOST = 100_000
"""Lines that are kept; beyond that, what was met once is let go."""


class Edges:
    """Counts first and last lines of some length that no rule for boilerplate finds."""

    def __init__(self) -> None:
        self._texts = 0
        self._counts: Counter[int] = Counter()

    def add(self, text: str, findings: Sequence[Finding]) -> None:
        """Count the lines of a text, as it was read."""
        self._texts += 1
        known = [(finding.start, finding.end) for finding in findings if finding.code.startswith("BP")]
        end = len(text.rstrip())
        start = len(text) - len(text.lstrip())
        first, last = (start, text.find("\n", start, end)), (text.rfind("\n", start, end) + 1, end)
        for begins, ends in {first, last} if last[0] else ():
            line = text[begins:ends]
            if (
                len(line) >= _LENGTH
                and len(line.split()) >= _WORDS
                and not line.endswith("?")
                and not any(at < ends and begins < over for at, over in known)
            ):
                self._counts[hash(line)] += 1
        if len(self._counts) > _MOST:
            self._counts = Counter({line: count for line, count in self._counts.items() if count > 1})

    def said(self) -> str | None:
        """What is said of --across, if anything."""
        most = max(self._counts.values(), default=0)
        if self._texts < LARGE or most < max(FEWEST, SHARE * self._texts):
            return None
        return f"{most} texts begin or end in the same line, which no rule finds; --across reports what recurs in a run"
