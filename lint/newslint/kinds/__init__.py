"""The kinds of rules: one module each, and the entry points by which others add kinds of their own."""

from __future__ import annotations

from functools import cache

from newslint.kinds import (
    balance,
    density,
    encoding,
    language,
    languagetool,
    layout,
    metric,
    pattern,
    phrase,
    quotation,
    repeat,
    run,
    spelling,
    table,
    token,
    weights,
)
from newslint.kinds.kind import Kind
from newslint.rule.declaration import Rule

BUILT_IN: dict[str, Kind] = {
    "phrase": phrase.KIND,
    "pattern": pattern.KIND,
    "spelling": spelling.KIND,
    "table": table.KIND,
    "balance": balance.KIND,
    "quotation": quotation.KIND,
    "repeat": repeat.KIND,
    "run": run.KIND,
    "encoding": encoding.KIND,
    "metric": metric.KIND,
    "density": density.KIND,
    "weights": weights.KIND,
    "language": language.KIND,
    "layout": layout.KIND,
    "token": token.KIND,
    "languagetool": languagetool.KIND,
}

ENTRY_POINTS = "newslint.kinds"
"""The entry-point group: each name is a kind, each object a `Kind`."""


@cache
def find(name: str) -> Kind | None:
    """The kind of this name: a built-in one, else one that an installed package adds."""
    if name in BUILT_IN:
        return BUILT_IN[name]
    from importlib.metadata import entry_points  # noqa: PLC0415  (slow to import, rarely needed)

    for point in entry_points(group=ENTRY_POINTS, name=name):
        kind: Kind = point.load()
        return kind
    return None


def of(rule: Rule) -> Kind:
    """The kind that a rule is of."""
    kind = find(str(rule.__struct_config__.tag))
    assert kind is not None, "a rule is built from its kind"
    return kind
