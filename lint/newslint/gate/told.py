"""What rejected records carry, as JSON."""

from __future__ import annotations

from typing import Any, Literal

from newslint.gate.decide import Decision
from newslint.report.record import encode

Findings = Literal["inline", "sidecar", "none"]
_CARRIED = ("line", "column", "end_line", "end_column", "code", "severity", "message", "match")


def told(decision: Decision) -> dict[str, Any]:
    """What a rejected record carries: why, and of each finding where, what, and how grave."""
    fields = {linted.document.path: linted.document.origin for linted in decision.texts}
    found = [
        {
            "field": origin.field if (origin := fields[finding.path]) else "",
            **{name: getattr(finding, name) for name in _CARRIED},
        }
        for finding in decision.findings
    ]
    return {"reasons": decision.reasons, "findings": found}


def line(value: object) -> bytes:
    """A value as a line of JSON."""
    return encode(value).encode() + b"\n"
