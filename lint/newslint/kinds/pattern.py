"""kind: pattern. Regexes of the `regex` package, run only where one of their literals stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from newslint import expand
from newslint.document import MAX_UNIT, Document, Span
from newslint.kinds.kind import NOTHING, Hit, Kind, Match
from newslint.needs import Needs
from newslint.rule import LoadedRule, Regexes, Rule, Scope, many

TIME_LIMIT = 1.0
"""Seconds that one regex may take in a unit of 10,000 code points, enough for any sane one; longer in a longer one."""
SHORT = 1_000
"""Code points. In a shorter unit a steady regex runs without a time limit, which costs more than the search."""


class PatternRule(Rule, tag="pattern", frozen=True, kw_only=True):
    """One regex or several. The group `mark`, if there is one, is the span; other groups name values."""

    pattern: Regexes


class Entry(NamedTuple):
    """One regex, its values for templates, and what it needs."""

    pattern: str
    values: Mapping[str, str]
    needs: Needs


class PatternMatcher:
    """Runs regexes over the units where their literals stand; those without literals over every unit."""

    def __init__(
        self, found: Sequence[tuple[str, Mapping[str, str]]], needs: Mapping[str, Needs], scope: Scope
    ) -> None:
        self._entries = [Entry(pattern, values, needs[pattern]) for pattern, values in found]
        folded = [(text, at) for at, entry in enumerate(self._entries) for text in entry.needs.folded]
        written = [(text, at) for at, entry in enumerate(self._entries) for text in entry.needs.written]
        self.literals: Sequence[str] = [text for text, _ in folded]
        self.written: Sequence[str] = [text for text, _ in written]
        self._owner = [(at, len(text) - len(text.lstrip(" "))) for text, at in folded + written]
        self._scope = scope
        self._slow = [at for at, entry in enumerate(self._entries) if not entry.needs.literals]
        self._special = {at: chars for at, entry in enumerate(self._entries) if (chars := entry.needs.beyond_ascii)}
        self.always = bool(self._slow)

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Every match of every regex, entry by entry. Raises TimeoutError where a regex takes too long."""
        units: dict[int, dict[Span, None]] = {}
        original = document.folded.original
        for literal, start, _ in hits:
            at, margin = self._owner[literal]
            if at in self._special and not document.holds(self._special[at]):
                continue
            units.setdefault(at, {})[document.unit(self._scope, original(start + margin))] = None
        for at, spans in units.items():
            yield from self._run(self._entries[at], document, _shaped(self._entries[at].needs, document, spans))
        for at in self._slow:
            entry = self._entries[at]
            if self._may_match(entry, document):
                yield from self._run(entry, document, _shaped(entry.needs, document, document.units(self._scope)))

    def _may_match(self, entry: Entry, document: Document) -> bool:
        """Whether a regex without literals can match anything in a document, by a look at the whole of it."""
        if entry.needs.beyond_ascii and not document.holds(entry.needs.beyond_ascii):
            return False
        if (
            entry.needs.first
            or entry.needs.last
            or not entry.needs.joinable
            or self._scope not in ("line", "paragraph")
        ):
            return True
        joined = document.joined(self._scope)
        return compiled(entry.pattern, regex.MULTILINE).search(joined, timeout=time_limit(joined)) is not None

    def _run(self, entry: Entry, document: Document, spans: Iterable[Span]) -> Iterator[Match]:
        found = compiled(entry.pattern)
        named = found.groupindex
        marked = "mark" in named
        steady = entry.needs.steady
        for span in spans:
            text = document.slice(span, self._scope)
            short = steady and len(text) <= SHORT
            for match in found.finditer(text) if short else found.finditer(text, timeout=time_limit(text)):
                start, end = match.span("mark" if marked and match["mark"] is not None else 0)
                groups = {name: match[name] for name in named if match[name] is not None}
                yield Match(span[0] + start, span[0] + end, {**entry.values, **groups} if groups else entry.values)


def _shaped(needs: Needs, document: Document, spans: Iterable[Span]) -> Iterable[Span]:
    """The units that begin and end as a regex must."""
    text = document.text
    if needs.last:
        spans = [span for span in spans if text[span[1] - 1] in needs.last]
    return [span for span in spans if text[span[0]] in needs.first] if needs.first else spans


@lru_cache(maxsize=10_000)
def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """A compiled regex. Compiling takes about a millisecond, so it is done when the regex is first needed."""
    return regex.compile(pattern, flags)


def time_limit(text: str) -> float:
    """Seconds that a regex may take in a text."""
    return TIME_LIMIT * max(1.0, len(text) / MAX_UNIT)


def compile_rule(loaded: LoadedRule) -> PatternMatcher:
    """Write out the named lists of a rule's regexes."""
    rule = loaded.rule
    assert isinstance(rule, PatternRule)
    sources = [(expand.regex(pattern, loaded.lists), NOTHING) for pattern in many(rule.pattern)]
    return PatternMatcher(sources, loaded.needs, rule.scope)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The rule's regexes with their lists written out."""
    rule = loaded.rule
    assert isinstance(rule, PatternRule)
    for pattern in many(rule.pattern):
        yield "pattern", expand.regex(pattern, loaded.lists)


KIND = Kind(PatternRule, compile_rule, patterns, values=(), grouped=True)
