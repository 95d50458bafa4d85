"""kind: balance. Quotation marks and brackets that do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from newslint.kinds.kind import Hit, Kind, Match, Sought, no_patterns, seek
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document
from newslint.text.spans import Span


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


class BalanceMatcher:
    """Walks the marks of each paragraph that holds one."""

    def __init__(self, rule: BalanceRule) -> None:
        self._open, self._close = rule.pair
        self._find = {"unopened": self._unopened, "unclosed": self._unclosed, "reversed": self._reversed}[rule.find]
        self.sought: Sequence[Sought] = [seek(f"[{re.escape(''.join(rule.pair))}]", "document")]
        self._marks = re.compile("[" + re.escape(self._open + self._close) + "]")
        self._misplaced = re.compile(re.escape(self._open) + r"(?=\s*[.,;:!?)]|\s*$)")

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Marks that do not pair."""
        return self._find(document)

    def _paragraphs(self, document: Document) -> Iterator[tuple[Span, list[int], list[int]]]:
        """Each paragraph with its unopened closing marks and its unclosed opening marks."""
        for span in document.lines:
            opened: list[int] = []
            unopened: list[int] = []
            for mark in self._marks.finditer(document.text, *span):
                if mark[0] == self._open:
                    opened.append(mark.start())
                elif opened:
                    opened.pop()
                else:
                    unopened.append(mark.start())
            yield span, unopened, opened

    def _unopened(self, document: Document) -> Iterator[Match]:
        left_open = False
        for _, unopened, opened in self._paragraphs(document):
            yield from _in_a_row(unopened[1:] if left_open else unopened)
            left_open = bool(opened)

    def _unclosed(self, document: Document) -> Iterator[Match]:
        pending: list[int] = []
        for (start, _), unopened, opened in self._paragraphs(document):
            if pending and not unopened and not document.text.startswith(self._open, start):
                yield Match(pending[-1], pending[-1] + 1)
            pending = opened
        if pending:
            yield Match(pending[-1], pending[-1] + 1)

    def _reversed(self, document: Document) -> Iterator[Match]:
        for start, end in document.lines:
            for mark in self._misplaced.finditer(document.text, start, end):
                yield Match(mark.start(), mark.start() + 1)


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
