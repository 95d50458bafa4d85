"""Density: how many findings stand where, as bars along a document or a run, drawn as one path for each severity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from newslint.linting.finding import Finding
from newslint.rule.declaration import SEVERITIES, Severity

BINS = 120
"""Bars of a plot at most."""
HEIGHT = 100
"""The height of the highest bar, in units of the plot."""

Counts = Counter[Severity]


def along(findings: Iterable[Finding], places: Iterable[int]) -> list[Counts]:
    """The findings of a document, counted by the bar in which each stands."""
    counted: list[Counts] = [Counter() for _ in range(BINS)]
    for finding, place in zip(findings, places, strict=True):
        counted[place][finding.severity] += 1
    return counted


def strip(counted: Sequence[Counts], kind: str) -> str:
    """A plot along a document, beginning to end."""
    return _plot(counted, kind, "Where the findings stand along the document, from its beginning to its end")


def bars(run: Sequence[Counts]) -> str:
    """A plot along a run, and its caption: a bar is a document, or several that follow each other."""
    if not run:
        return ""
    size = -(-len(run) // BINS)
    counted = [sum(run[at : at + size], Counter[Severity]()) for at in range(0, len(run), size)]
    highest = max(sum(counts.values()) for counts in counted)
    what = "a document" if size == 1 else f"{size:,} documents that follow each other"
    label = "Findings along the run, in the order in which documents were read"
    plot = _plot(counted, "run", label, f' data-size="{size}"')
    caption = f"Findings along the run. Each bar is {what}; the highest has {highest:,}."
    return f"<figure>{plot}<figcaption>{caption}</figcaption></figure>"


def _plot(counted: Sequence[Counts], kind: str, label: str, more: str = "") -> str:
    paths = "".join(
        f'<path class="{severity}" d="{path}"/>' for severity, path in zip(SEVERITIES, _paths(counted), strict=True)
    )
    return (
        f'<svg class="{kind}" role="img" aria-label="{label}" viewBox="0 0 {len(counted)} {HEIGHT}" '
        f'preserveAspectRatio="none"{more}>{paths}</svg>'
    )


def _paths(counted: Sequence[Counts]) -> list[str]:
    """The bars of each severity, the gravest at the bottom."""
    highest = max((sum(counts.values()) for counts in counted), default=0) or 1
    paths = {severity: "" for severity in SEVERITIES}
    for at, counts in enumerate(counted):
        below = 0
        for severity in reversed(SEVERITIES):
            if count := counts[severity]:
                below += count
                top, height = HEIGHT - below * HEIGHT / highest, count * HEIGHT / highest
                paths[severity] += f"M{at} {top:.4g}h.85v{height:.4g}h-.85z"
    return list(paths.values())
