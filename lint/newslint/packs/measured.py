"""What was measured of each shipped rule: what it finds in clean news, and what readers said of it.

The figures stand in rules/measured.tsv, written by bench/measure.py.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from newslint.packs.pack import find_rules
from newslint.rule.declaration import LoadedRule

FILE = "measured.tsv"
ALLOWED = {"error": 1.0, "warning": 5.0}
"""False alarms per million words of clean news that a severity allows; `info` promises nothing."""


class Measured(NamedTuple):
    """Findings of a rule in clean news: those that readers judged true, false and debatable, and those not judged.

    `digest` is that of the rule as it was when it was measured.
    """

    true: int
    false: int
    debatable: int
    unjudged: int
    digest: str

    @property
    def findings(self) -> int:
        """All of them."""
        return self.true + self.false + self.debatable + self.unjudged


def measured_file() -> Path:
    """Where the figures stand, beside the shipped packs."""
    return find_rules() / FILE


@cache
def measured() -> dict[str, Measured]:
    """The figures of each rule over `words()` words of clean news, by code; a rule not yet measured is missing."""
    rows = [row for row in _rows() if row[0] != "words"]
    return {row[0]: Measured(int(row[1]), int(row[2]), int(row[3]), int(row[4]), row[5]) for row in rows}


@cache
def words() -> int:
    """How many words of clean news were read; 0 where nothing was measured."""
    return next((int(row[0]) for code, *row in _rows() if code == "words"), 0)


def false_per_million(code: str) -> float | None:
    """False alarms of a rule per million words of clean news, the unjudged among them; None where not measured."""
    found = measured().get(code)
    return None if found is None or not words() else 1_000_000 * (found.false + found.unjudged) / words()


def told(code: str) -> str | None:
    """What was measured of a rule, in words; None where nothing was."""
    found, rate = measured().get(code), false_per_million(code)
    if found is None or rate is None:
        return None
    unjudged = f", {found.unjudged} not judged" if found.unjudged else ""
    return (
        f"Read in {words():,} words of clean news: {found.true} true slips, {found.false} false alarms{unjudged} "
        f"({rate:.2f} false per million words)"
    )


def digest(loaded: LoadedRule) -> str:
    """What a figure depends on: the rule, the lists of its file, and its table."""
    parts = (loaded.rule, loaded.lists, loaded.table)
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:12]


def _rows() -> list[list[str]]:
    file = measured_file()
    lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
