"""kind: metric. How often something stands in a unit, against a threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import regex

from newslint import expand
from newslint.document import Document
from newslint.kinds.kind import Hit, Kind, Match
from newslint.kinds.pattern import TIME_LIMIT
from newslint.rule import LoadedRule, Rule

_SIZES: dict[str, Callable[[str], int]] = {
    "words": lambda text: len(text.split()),
    "characters": len,
    "letters": lambda text: sum(map(str.isalpha, text)),
    "lines": lambda text: text.count("\n") + 1,
}


class MetricRule(Rule, tag="metric", frozen=True, kw_only=True):
    """The share of `count` (a regex) `per` words, characters, letters or lines of a unit.

    A unit is found where the share is above `above` or below `below`, with at least `at-least` matches
    and `min-words` words. The span is the first match, or the unit's first line where there is none.
    """

    count: str
    per: Literal["words", "characters", "letters", "lines"] = "words"
    above: float | None = None
    below: float | None = None
    at_least: int = 0
    min_words: int = 0

    def __post_init__(self) -> None:
        if (self.above is None) == (self.below is None):
            raise ValueError("a metric has either `above` or `below`")


class MetricMatcher:
    """Counts in each unit of the rule's scope."""

    always = True
    literals: Sequence[str] = ()

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, MetricRule)
        self._rule = loaded.rule
        self._count = regex.compile(expand.regex(loaded.rule.count, loaded.lists))
        self._size = _SIZES[loaded.rule.per]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """At most one match a unit; its values are `count` and `share`."""
        rule = self._rule
        for span in document.units(rule.scope):
            text = document.slice(span, rule.scope)
            places = [match.span() for match in self._count.finditer(text, timeout=TIME_LIMIT)]
            if len(places) < rule.at_least or (rule.min_words and len(text.split()) < rule.min_words):
                continue
            share = len(places) / (self._size(text) or 1)
            if (rule.above is not None and share > rule.above) or (rule.below is not None and share < rule.below):
                start, end = places[0] if places else (0, len(text.split("\n", 1)[0]))
                yield Match(span[0] + start, span[0] + end, {"count": str(len(places)), "share": f"{share:.1%}"})


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The regex that is counted."""
    assert isinstance(loaded.rule, MetricRule)
    yield "count", expand.regex(loaded.rule.count, loaded.lists)


KIND = Kind(MetricRule, MetricMatcher, patterns)
