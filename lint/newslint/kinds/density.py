"""kind: density. Several different markers, each weak alone, that meet in one unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from newslint.kinds.kind import Hit, Kind, Match, Sought
from newslint.kinds.pattern import PatternMatcher
from newslint.kinds.phrase import PhraseMatcher
from newslint.rule import templates
from newslint.rule.declaration import LoadedRule, Regexes, Rule, many
from newslint.text.document import Document

SHOWN = 5
"""Markers that a message shows."""


class DensityRule(Rule, frozen=True, kw_only=True, tag="density"):
    """Groups of markers, by name: `phrases` and regexes (`pattern`). A name may stand in both.

    A unit is found where at least `distinct` groups have a marker in it. The span is the first marker, or, with
    `each`, every marker is found.
    """

    phrases: dict[str, list[str]] = {}
    pattern: dict[str, Regexes] = {}
    distinct: int
    each: bool = False

    def __post_init__(self) -> None:
        groups = len(self.phrases.keys() | self.pattern.keys())
        if not 2 <= self.distinct <= groups:
            raise ValueError(f"`distinct` is at least 2 and at most the number of groups, which is {groups}")

    @property
    def sums_up(self) -> bool:
        """Whether the document as a whole is judged, and not each marker in it."""
        return self.scope == "document" and not self.each


class DensityMatcher:
    """Finds the markers as the kinds phrase and pattern would, and counts their groups in each unit."""

    def __init__(self, loaded: LoadedRule) -> None:
        rule = loaded.rule
        assert isinstance(rule, DensityRule)
        self._rule = rule
        phrases = [
            (phrase, {"group": group})
            for group, written in rule.phrases.items()
            for template in written
            for phrase in templates.phrases(template, loaded.lists)
        ]
        sources = [
            (templates.regex(pattern, loaded.lists), {"group": group})
            for group, regexes in rule.pattern.items()
            for pattern in many(regexes)
        ]
        self._groups = [values["group"] for _, values in (*phrases, *sources)]
        self._phrases = PhraseMatcher(phrases, "document", "anywhere", None)
        self._patterns = PatternMatcher(sources, "sentence" if rule.scope == "document" else rule.scope)
        self.sought: Sequence[Sought] = [*self._phrases.sought, *self._patterns.sought]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """At most one match a unit, or all its markers; values are `count` and `markers`, one of each group."""
        if len({self._groups[hit.sought] for hit in hits}) < self._rule.distinct:
            return
        phrases = len(self._phrases.sought)
        others = (hit._replace(sought=hit.sought - phrases) for hit in hits)
        markers = chain(
            self._phrases.find(document, [hit for hit in hits if hit.sought < phrases]),
            self._patterns.find(document, [hit for hit in others if hit.sought >= 0]),
        )
        units: dict[tuple[int, int], list[Match]] = {}
        done = 0
        for match in sorted(markers, key=lambda match: (match.start, -match.end)):
            if match.start >= done:  # no piece of text counts twice
                done = match.end
                unit = document.unit(self._rule.scope, match.start)
                units.setdefault(unit, []).append(match)
        for found in units.values():
            groups: dict[str, Match] = {}
            for match in found:
                groups.setdefault(match.values["group"], match)
            if len(groups) >= self._rule.distinct:
                values = self._values(document, list(groups.values()))
                for match in found if self._rule.each else found[:1]:
                    yield Match(match.start, match.end, values)

    @staticmethod
    def _values(document: Document, found: Sequence[Match]) -> Mapping[str, str]:
        """What a message may name, of the first marker of each group."""
        texts = [" ".join(document.text[match.start : match.end].split()) for match in found]
        markers = ", ".join(f"“{text}”" for text in texts[:SHOWN])
        return {"count": str(len(found)), "markers": markers}


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The rule's regexes; its phrases are expanded, so that an unknown list is found at once."""
    rule = loaded.rule
    assert isinstance(rule, DensityRule)
    for template in chain.from_iterable(rule.phrases.values()):
        for phrase in templates.phrases(template, loaded.lists):
            if not any(map(str.isalnum, phrase)):
                raise ValueError(f"phrase {phrase!r} holds no letter or digit; use `pattern`")
    for regexes in rule.pattern.values():
        for pattern in many(regexes):
            yield "pattern", templates.regex(pattern, loaded.lists)


KIND = Kind(DensityRule, DensityMatcher, patterns, values=("count", "markers"))
