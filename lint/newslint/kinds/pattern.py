"""kind: pattern. Regexes of the `regex` package, run only where one of their literals stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from newslint import expand
from newslint.document import MAX_UNIT, Document, Span
from newslint.kinds.kind import NOTHING, Hit, Kind, Match
from newslint.literals import Needs
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
        self._compiled: dict[str, regex.Pattern[str]] = {}
        owners = [(literal, at) for at, entry in enumerate(self._entries) for literal in entry.needs.literals]
        self.literals: Sequence[str] = [literal for literal, _ in owners]
        self._owner = [at for _, at in owners]
        self._scope = scope
        self._slow = [at for at, entry in enumerate(self._entries) if not entry.needs.literals]
        self.always = bool(self._slow)

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Every match of every regex, entry by entry. Raises TimeoutError where a regex takes too long."""
        units: dict[int, dict[Span, None]] = {}
        for literal, start, _ in hits:
            units.setdefault(self._owner[literal], {})[document.unit(self._scope, start)] = None
        for at, spans in units.items():
            yield from self._run(self._entries[at], document, spans)
        for at in self._slow:
            entry = self._entries[at]
            if not entry.needs.beyond_ascii or self._beyond_ascii(entry.needs.beyond_ascii, document.text):
                yield from self._run(entry, document, _ending(document, self._scope, entry.needs.ends))

    def _beyond_ascii(self, chars: str, text: str) -> bool:
        """Whether a text holds one of the characters, which are beyond ASCII."""
        return not text.isascii() and self._compile(f"[{chars}]").search(text) is not None

    def _run(self, entry: Entry, document: Document, spans: Iterable[Span]) -> Iterator[Match]:
        compiled = self._compile(entry.pattern)
        named = compiled.groupindex
        marked = "mark" in named
        steady = entry.needs.steady
        for span in spans:
            text = document.slice(span, self._scope)
            short = steady and len(text) <= SHORT
            for match in compiled.finditer(text) if short else compiled.finditer(text, timeout=time_limit(text)):
                start, end = match.span("mark" if marked and match["mark"] is not None else 0)
                groups = {name: match[name] for name in named if match[name] is not None}
                yield Match(span[0] + start, span[0] + end, {**entry.values, **groups} if groups else entry.values)

    def _compile(self, pattern: str) -> regex.Pattern[str]:
        compiled = self._compiled.get(pattern)
        if compiled is None:
            compiled = self._compiled[pattern] = regex.compile(pattern)
        return compiled


def time_limit(text: str) -> float:
    """Seconds that a regex may take in a text."""
    return TIME_LIMIT * max(1.0, len(text) / MAX_UNIT)


def _ending(document: Document, scope: Scope, ends: Sequence[str]) -> list[Span]:
    """The units that end so, or all where nothing is known of the end."""
    spans = document.units(scope)
    if not ends:
        return spans
    wanted = tuple(ends)
    return [span for span in spans if document.text.endswith(wanted, *span)]


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


KIND = Kind(PatternRule, compile_rule, patterns)
