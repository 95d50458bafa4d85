"""kind: pattern. Regexes of the `regex` package, run only in units in which they may match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import monotonic, thread_time

from newslint.kinds.kind import NOTHING, Hit, Kind, Match, Sought, seek
from newslint.kinds.regexes import compiled
from newslint.rule import templates
from newslint.rule.declaration import LoadedRule, Regexes, Rule, many
from newslint.scan.buffers import SHORT
from newslint.text.document import MAX_UNIT, Document
from newslint.text.units import Scope

TIME_LIMIT = 1.0
"""Seconds that one regex may take in a unit of 10,000 code points, enough for any sane one; longer in a longer one."""

RUN_LIMIT = 5.0
"""Seconds of the processor that all regexes together may take on a document,"""
RUN_SIZE = 100_000
"""if it has so many code points at most; in proportion on a longer one."""
_TICK = 0.005
"""Seconds for which what is left of the time is not asked for again: a regex is run for each of many short units."""


class PatternRule(Rule, tag="pattern", frozen=True, kw_only=True):
    """One regex or several. The group `mark`, if there is one, is the span; other groups name values."""

    pattern: Regexes


class PatternMatcher:
    """Runs each regex over the units in which it may match."""

    def __init__(self, found: Iterable[tuple[str, Mapping[str, str]]], scope: Scope) -> None:
        self._entries = list(found)
        self.sought: Sequence[Sought] = [seek(pattern, scope) for pattern, _ in self._entries]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Every match of every regex, short units that are alike asked once. Raises TimeoutError where a regex takes
        too long."""
        known: dict[tuple[int, str], list[Match]] = {}
        whole = document.text
        for at, first, last in hits:
            text = whole[first:last]
            short = last - first <= SHORT
            found = known.get((at, text)) if short else None
            if found is None:
                found = self._matches(at, document, text)
                if short:
                    known[at, text] = found
            for start, end, values, _ in found:
                yield Match(first + start, first + end, values)

    def _matches(self, at: int, document: Document, text: str) -> list[Match]:
        """Every match of a regex in the text of a unit, which most often holds none."""
        pattern, values = self._entries[at]
        found = compiled(pattern)
        limit = time_limit(document, text)
        if found.search(text, timeout=limit) is None:
            return []
        named = found.groupindex
        matches = []
        for match in found.finditer(text, timeout=limit):
            start, end = match.span("mark" if "mark" in named and match["mark"] is not None else 0)
            groups = {name: match[name] for name in named if match[name] is not None}
            matches.append(Match(start, end, {**values, **groups} if groups else values))
        return matches


def time_limit(document: Document, text: str) -> float:
    """Seconds that a regex may take in a text of a document. Raises TimeoutError where all have had their time."""
    if monotonic() >= document.asked_again:
        now = thread_time()
        if document.time_up is None:
            document.time_up = now + RUN_LIMIT * max(1.0, len(document.source) / RUN_SIZE)
        document.time_left = document.time_up - now
        document.asked_again = monotonic() + _TICK
    left = document.time_left
    if left <= 0:
        raise TimeoutError
    own = TIME_LIMIT if len(text) <= MAX_UNIT else TIME_LIMIT * len(text) / MAX_UNIT
    return own if own < left else left


def compile_rule(loaded: LoadedRule) -> PatternMatcher:
    """Write out the named lists of a rule's regexes."""
    rule = loaded.rule
    assert isinstance(rule, PatternRule)
    sources = [(templates.regex(pattern, loaded.lists), NOTHING) for pattern in many(rule.pattern)]
    return PatternMatcher(sources, rule.scope)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The rule's regexes with their lists written out."""
    rule = loaded.rule
    assert isinstance(rule, PatternRule)
    for pattern in many(rule.pattern):
        yield "pattern", templates.regex(pattern, loaded.lists)


KIND = Kind(PatternRule, compile_rule, patterns, values=(), grouped=True)
