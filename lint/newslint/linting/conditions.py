"""Evidence: what a rule asks of the text around a match, and of the document, before it speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from newslint.kinds.kind import Hit, Match
from newslint.kinds.pattern import time_limit
from newslint.kinds.regexes import compiled
from newslint.rule import templates
from newslint.rule.declaration import ENGLISH, LoadedRule, many
from newslint.scan.buffers import SHORT
from newslint.text.document import Document
from newslint.text.language import ALL_ENGLISH
from newslint.text.spans import Span
from newslint.text.units import Neighbour, Scope

Window = Scope | Neighbour
_MUCH = 4
"""Much of a document is one part in so many."""


class Conditions:
    """The `zone`, `unless` and `when` of one rule."""

    def __init__(self, loaded: LoadedRule) -> None:
        rule = loaded.rule
        self._zone = rule.zone
        self._english = rule.holds_for(ENGLISH)
        self._rule = rule
        self._columns = loaded.table.columns if loaded.table else ()
        self._counted: list[tuple[Window, str, int, int | None]] = []
        asked: list[tuple[Window, str, bool]] = [(rule.scope, pattern, False) for pattern in many(rule.unless)]
        for place, part in rule.when.given() if rule.when else ():
            asked += [(place, pattern, True) for pattern in many(part.has)]
            asked += [(place, pattern, False) for pattern in many(part.lacks)]
            self._counted += [(place, text, least, None) for text, least in part.at_least.items()]
            self._counted += [(place, text, 0, most) for text, most in part.at_most.items()]
        self._asked = [(place, templates.listed(pattern, loaded.lists), wanted) for place, pattern, wanted in asked]
        self._asked.sort(key=_cost)
        self._of_document = [asked for asked in self._asked if asked[0] == "document" and not _named(asked[1])]

    def may_hold(self, document: Document, hits: Sequence[Hit]) -> bool:
        """Whether a match may stand, as far as is known before the matcher looks at what was hit.

        A rule may hold for some layouts only. What is asked of the document is asked then where the matcher would look
        at much of it: that takes as long.
        """
        if self._rule.layouts and document.layout.lines not in self._rule.layouts:
            return False
        asked = self._of_document
        if not asked or sum(end - start for _, start, end in hits) * _MUCH < len(document.text):
            return True
        return all(_found(document, scope, 0, pattern) is wanted for scope, pattern, wanted in asked)

    def hold(self, document: Document, match: Match) -> bool:
        """Whether a match stands. Raises TimeoutError where a regex takes too long."""
        languages = document.languages
        if not (self._english if languages is ALL_ENGLISH else self._rule.holds_for(languages.at(match.start))):
            return False
        if self._zone:
            start, end = document.zone(self._zone)
            if not start <= match.start <= match.end <= end:
                return False
        for place, text, least, most in self._counted:
            if _told(text, match.values):
                sought = templates.CELL.sub(lambda cell: match.values[cell[1]], text)
                count = _count(document, place, match.start, sought)
                if count < least or (most is not None and count > most):
                    return False
        for scope, pattern, wanted in self._asked:
            if _told(pattern, match.values):
                filled = self._fill(pattern, match.values) if _named(pattern) else pattern
                if _found(document, scope, match.start, filled) is not wanted:
                    return False
        return True

    def _fill(self, pattern: str, values: Mapping[str, str]) -> str:
        """The regex with the match's values written in: a cell of a table is a regex, other values are as they are."""
        return templates.CELL.sub(lambda cell: self._written(cell[1], values[cell[1]]), pattern)

    def _written(self, name: str, value: str) -> str:
        return f"(?:{value if name in self._columns else re.escape(value)})"


@lru_cache(maxsize=10_000)
def _named(asked: str) -> Sequence[str]:
    """The values of a match that are named."""
    return templates.CELL.findall(asked)


def _told(asked: str, values: Mapping[str, str]) -> bool:
    """Whether the match has all values that are named; nothing is asked with one that is missing or empty."""
    return all(map(values.get, _named(asked)))


def _cost(asked: tuple[Window, str, bool]) -> tuple[bool, int]:
    """Cheap questions come first. A regex that values are written into is compiled anew for each of them."""
    return bool(_named(asked[1])), len(asked[1])


def _count(document: Document, where: Window, offset: int, text: str) -> int:
    """How often a text stands in the unit around an offset, or next to it; of one unit, it is counted once."""
    span = _unit(document, where, offset)
    key = (text, span)
    if key not in document.counted:
        document.counted[key] = document.slice(span).count(text)
    return document.counted[key]


def _found(document: Document, where: Window, offset: int, pattern: str) -> bool:
    """Whether a regex is found in the unit around an offset, or next to it; asked of one unit, or of short ones that
    are alike, it is searched once."""
    span = _unit(document, where, offset)
    short = span[1] - span[0] <= SHORT
    text = document.slice(span) if short else ""
    key = (pattern, text if short else span)
    if key not in document.asked:
        text = text or document.slice(span)
        found = compiled(pattern).search(text, timeout=time_limit(document, text))
        document.asked[key] = found is not None
    return document.asked[key]


def _unit(document: Document, where: Window, offset: int) -> Span:
    """The unit around an offset, or next to it."""
    if where == "before" or where == "after":
        return document.neighbour(where, offset)
    return document.unit(where, offset)
