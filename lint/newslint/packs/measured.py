"""What was measured of each shipped rule: its alarms on clean news.

The figures stand in rules/measured.tsv, written by bench/measure.py.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from newslint.packs.pack import find_rules

FILE = "measured.tsv"
ALLOWED = {"error": 1.0, "warning": 5.0}
"""Alarms per million words of clean news that a severity allows; `info` promises nothing."""


def measured_file() -> Path:
    """Where the figures stand, beside the shipped packs."""
    return find_rules() / FILE


@cache
def alarms() -> dict[str, int]:
    """Alarms of each rule over `words()` words of clean news, by code; a rule not yet measured is missing."""
    return {code: int(count) for code, count in _rows() if code != "words"}


@cache
def words() -> int:
    """How many words of clean news the alarms were counted on; 0 where nothing was measured."""
    return next((int(count) for code, count in _rows() if code == "words"), 0)


def per_million(code: str) -> float | None:
    """Alarms of a rule per million words of clean news, or None where it was not measured."""
    return 1_000_000 * alarms()[code] / words() if code in alarms() and words() else None


def _rows() -> list[list[str]]:
    file = measured_file()
    lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
