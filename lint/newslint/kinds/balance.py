"""kind: balance. Quotation marks and brackets that do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from newslint.kinds.kind import Hit, Kind, Match, Sought, no_patterns, seek
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document


class BalanceRule(Rule, tag="balance", frozen=True, kw_only=True):
    """A pair of different marks, and what to look for in each paragraph.

    `unopened`: a closing mark with nothing open, unless the paragraph before was left open;
    `unclosed`: a mark still open at the paragraph's end, unless the next paragraph begins with an
    opening mark, as news sets a quotation of several paragraphs, or closes it;
    `reversed`: an opening mark that stands where a closing one must.
    """

    pair: Annotated[list[str], Meta(min_length=2, max_length=2)]
    find: Literal["unopened", "unclosed", "reversed"]

    def __post_init__(self) -> None:
        if self.pair[0] == self.pair[1] or any(len(mark) != 1 for mark in self.pair):
            raise ValueError("`pair` takes two different characters")


Unpaired = dict[int, tuple[list[int], list[int]]]
"""By the places of paragraphs whose marks do not pair: closing marks with nothing open, and marks still open."""


class BalanceMatcher:
    """Looks at the paragraphs whose marks do not pair: one walk over the marks of a document serves all rules."""

    def __init__(self, rule: BalanceRule) -> None:
        self._open, self._close = rule.pair
        self._find = {"unopened": self._unopened, "unclosed": self._unclosed, "reversed": self._reversed}[rule.find]
        self.sought: Sequence[Sought] = [seek(f"[{re.escape(''.join(rule.pair))}]", "document")]
        self._unpaired = _Walk(self._open, self._close)
        self._misplaced = re.compile(re.escape(self._open) + r"(?=\s*[.,;:!?)]|\s*$)")

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Marks that do not pair."""
        return self._find(document)

    def _unopened(self, document: Document) -> Iterator[Match]:
        unpaired = document.fact(self._unpaired)
        for at, (unopened, _) in unpaired.items():
            left_open = at - 1 in unpaired and unpaired[at - 1][1]
            yield from _in_a_row(unopened[1:] if left_open else unopened)

    def _unclosed(self, document: Document) -> Iterator[Match]:
        unpaired = document.fact(self._unpaired)
        for at, (_, opened) in unpaired.items():
            if opened and not self._goes_on(document, unpaired, at + 1):
                yield Match(opened[-1], opened[-1] + 1)

    def _goes_on(self, document: Document, unpaired: Unpaired, at: int) -> bool:
        """Whether a paragraph closes what the one before it left open, or opens it again."""
        if at in unpaired and unpaired[at][0]:
            return True
        return at < len(document.lines) and document.text.startswith(self._open, document.lines[at][0])

    def _reversed(self, document: Document) -> Iterator[Match]:
        for start, end in document.lines:
            for mark in self._misplaced.finditer(document.text, start, end):
                yield Match(mark.start(), mark.start() + 1)


@dataclass(frozen=True)
class _Walk:
    """A question which paragraphs of a document hold marks that do not pair: the same for all rules of a pair."""

    opening: str
    closing: str

    def __call__(self, document: Document) -> Unpaired:
        found: Unpaired = {}
        text, end = document.text, -1
        unopened: list[int] = []
        opened: list[int] = []
        for mark in re.finditer("[" + re.escape(self.opening + self.closing) + "]", text):
            at = mark.start()
            if at >= end:
                place = document.line_at(at)
                end = document.lines[place][1]
                unopened, opened = found[place] = [], []
            if text[at] == self.opening:
                opened.append(at)
            elif opened:
                opened.pop()
            else:
                unopened.append(at)
        return {place: (unopened, opened) for place, (unopened, opened) in found.items() if unopened or opened}


def _in_a_row(places: list[int]) -> Iterator[Match]:
    """Marks, those that stand side by side as one."""
    first = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield Match(places[first], places[at - 1] + 1)
            first = at


def compile_rule(loaded: LoadedRule) -> BalanceMatcher:
    """Prepare the marks of a rule."""
    assert isinstance(loaded.rule, BalanceRule)
    return BalanceMatcher(loaded.rule)


KIND = Kind(BalanceRule, compile_rule, no_patterns, values=())
