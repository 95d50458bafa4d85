"""kind: metric. How often something stands in a unit, against a threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from newslint.kinds.kind import Hit, Kind, Match, Regex, Sought, seek
from newslint.kinds.pattern import time_limit
from newslint.kinds.regexes import compiled
from newslint.late import late
from newslint.rule import templates
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document

_NO_LETTERS = late(r"[\W\d_]+")
_SIZES: dict[str, Callable[[str], int]] = {
    "words": lambda text: len(text.split()),
    "characters": len,
    "letters": lambda text: len(_NO_LETTERS.sub("", text)),
    "lines": lambda text: text.count("\n") + 1,
}


class MetricRule(Rule, frozen=True, kw_only=True, tag="metric"):
    """How often `count`, a regex, stands in a unit, `per` words, characters, letters or lines.

    A unit is found where the share is above `above` or below `below`, with `at-least` counted and
    `min-words` words. The span is the first match, or the unit's first line where there is none.
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

    @property
    def sums_up(self) -> bool:
        """Whether the document as a whole is judged."""
        return self.scope == "document"


class MetricMatcher:
    """Counts in each unit of the rule's scope."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, MetricRule)
        self._rule = loaded.rule
        pattern = templates.regex(loaded.rule.count, loaded.lists)
        self._pattern = pattern
        scope = loaded.rule.scope
        self.sought: Sequence[Sought] = [seek(pattern, scope) if loaded.rule.at_least > 0 else Regex(None, scope)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """At most one match a unit; its values are `count` and `share`."""
        rule = self._rule
        for _, first, last in hits:
            text = document.slice((first, last))
            if rule.min_words and len(text.split(None, rule.min_words)) < rule.min_words:
                continue
            count = sum(1 for _ in compiled(self._pattern).finditer(text, timeout=time_limit(document, text)))
            share = count / (_SIZES[rule.per](text) or 1)
            if count < rule.at_least or not (
                share > rule.above if rule.above is not None else share < (rule.below or 0.0)
            ):
                continue
            match = compiled(self._pattern).search(text, timeout=time_limit(document, text))
            start, end = match.span() if match else (0, len(text.split("\n", 1)[0]))
            yield Match(first + start, first + end, {"count": str(count), "share": f"{share:.1%}"})


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The regex that is counted."""
    assert isinstance(loaded.rule, MetricRule)
    yield "count", templates.regex(loaded.rule.count, loaded.lists)


KIND = Kind(MetricRule, MetricMatcher, patterns, values=("count", "share"))
