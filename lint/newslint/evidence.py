"""Evidence: what a rule asks of the text around a match, and of the document, before it speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newslint import expand
from newslint.document import Document
from newslint.kinds.kind import Match
from newslint.kinds.pattern import compiled, time_limit
from newslint.rule import LoadedRule, Neighbour, Scope, many

Place = Scope | Neighbour


class Conditions:
    """The `zone`, `unless` and `when` of one rule."""

    def __init__(self, loaded: LoadedRule) -> None:
        rule = loaded.rule
        self._zone = rule.zone
        self._columns = loaded.table.columns if loaded.table else ()
        asked: list[tuple[Place, str, bool]] = [(rule.scope, pattern, False) for pattern in many(rule.unless)]
        for place, part in rule.when.given() if rule.when else ():
            asked += [(place, pattern, True) for pattern in many(part.has)]
            asked += [(place, pattern, False) for pattern in many(part.lacks)]
        self._asked = [(place, expand.listed(pattern, loaded.lists), wanted) for place, pattern, wanted in asked]
        self._asked.sort(key=_cost)

    def hold(self, document: Document, match: Match) -> bool:
        """Whether a match stands. Raises TimeoutError where a regex takes too long."""
        if self._zone:
            start, end = document.zone(self._zone)
            if not start <= match.start <= match.end <= end:
                return False
        for scope, pattern, wanted in self._asked:
            filled = self._fill(pattern, match.values)
            if filled is not None and _found(document, scope, match.start, filled) is not wanted:
                return False
        return True

    def _fill(self, pattern: str, values: Mapping[str, str]) -> str | None:
        """The regex with the match's values written in; None where the match has no such value, or an empty one.

        A cell of a table is a regex; a value taken from the text stands for itself.
        """
        if any(not values.get(name) for name in expand.CELL.findall(pattern)):
            return None
        return expand.CELL.sub(lambda cell: self._written(cell[1], values[cell[1]]), pattern)

    def _written(self, name: str, value: str) -> str:
        return f"(?:{value if name in self._columns else re.escape(value)})"


def _cost(asked: tuple[Place, str, bool]) -> tuple[bool, int]:
    """Cheap questions come first. A regex that values are written into is compiled anew for each of them."""
    return expand.CELL.search(asked[1]) is not None, len(asked[1])


def _found(document: Document, where: Place, offset: int, pattern: str) -> bool:
    """Whether a regex is found in the unit around an offset, or next to it; asked of one unit, it is searched once."""
    scope: Scope = "paragraph" if where == "before" or where == "after" else where
    span = document.neighbour(where, offset) if where == "before" or where == "after" else document.unit(scope, offset)
    key = (pattern, span)
    if key not in document.asked:
        text = document.slice(span, scope)
        found = compiled(pattern).search(text, timeout=time_limit(text))
        document.asked[key] = found is not None
    return document.asked[key]
