"""kind: layout. What is odd about how a text is set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from newslint.kinds.kind import Hit, Kind, Match, Sought, Trait, no_patterns
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document


class LayoutRule(Rule, frozen=True, kw_only=True, tag="layout"):
    """`blank`: a text that holds nothing; `line-ends`: one whose lines end in other characters than line feeds.

    The value `ends` names these.
    """

    find: Literal["blank", "line-ends"]


class LayoutMatcher:
    """Asks what is known of a document."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, LayoutRule)
        self.sought: Sequence[Sought] = [Trait(_odd, loaded.rule.find)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """The first line, or nothing at the beginning of the document."""
        start, end = document.lines[0] if document.lines else (0, 0)
        yield Match(start, end, {"ends": document.layout.ends})


def _odd(document: Document) -> Collection[str]:
    if not document.lines:
        return ("blank",)
    return ("line-ends",) if document.layout.ends else ()


KIND = Kind(LayoutRule, LayoutMatcher, no_patterns, values=("ends",))
