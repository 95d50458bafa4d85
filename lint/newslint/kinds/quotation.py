"""kind: quotation. Double quotation marks, straight or curly, that do not pair in their paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from newslint.kinds.kind import Hit, Kind, Match, Sought, Trait, no_patterns
from newslint.late import late
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document
from newslint.text.spans import Span

Fault = Literal["unopened", "unclosed", "mixed", "padded", "glued-before", "glued-behind"]

NEAR = 4
"""Paragraphs behind one that left a quotation open, in which a mark may close what stands further above."""

_MARK = late('["“”]')
_OPENS = late(r"[\s(\[—–‘'/-]")
"""Before an opening mark, if anything is."""
_CODE = late(r"[{\[:=\\,][\"][^\s]|.?[\"][:=}\]>\\]|[\"]{2}[,:}]", re.S)
"""A mark of program text, with the character before it. What follows in its paragraph is not judged."""
_GOES_ON = late(r"\s*[\"“‘'„]")
"""How the next paragraph of a quotation begins."""
_ENDING_LIST = "s es d ed er ers ing ish esque ness"
_ENDINGS = frozenset(_ENDING_LIST.split())
"""What English writes to a word that it quotes: two “maybe”s, “OK”ed."""


class QuotationRule(Rule, tag="quotation", frozen=True, kw_only=True):
    """What to look for among the double marks of a paragraph, each walked once from its first mark to its last.

    `unopened`: a mark that closes with nothing open; `unclosed`: one that opens and is never closed, unless the next
    paragraph goes on as a quotation; `mixed`: a straight mark and a curly one for a pair; `padded`: straight marks
    with a space within on both sides; `glued-before`, `glued-behind`: a straight mark of a pair between two letters,
    at its start or at its end. With `straight`, only marks that are straight themselves are told.
    """

    find: Fault | list[Fault]
    straight: bool = False


class Finding(NamedTuple):
    """A fault, and the marks that have it."""

    fault: Fault
    start: int
    end: int


class QuotationMatcher:
    """Tells the faults of one sort, which are found once for all rules."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, QuotationRule)
        find = loaded.rule.find
        self._find: frozenset[Fault] = frozenset([find] if isinstance(find, str) else find)
        self._straight = loaded.rule.straight
        self.sought: Sequence[Sought] = [Trait(_faults, fault) for fault in sorted(self._find)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """The marks of each fault."""
        for fault, start, end in document.fact(Quotations).faults:
            if fault in self._find and not (self._straight and document.text[start] != '"'):
                yield Match(start, end)


class Quotations:
    """The faults of the quotations of a document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self.faults: list[Finding] = []
        left_open: list[int] = []
        since = NEAR
        places = [mark.start() for mark in _MARK.finditer(self._text)]
        last = 0
        for span in document.lines if places else ():
            first, last = last, bisect_left(places, span[1], last)
            since += 1
            if first == last:
                continue
            since = 0 if left_open else since
            goes_on = bool(left_open) and not self._must_open(places[first], span)
            if not goes_on and not _GOES_ON.match(self._text, span[0]):
                self._leave_open(left_open)
            left_open = self._walk(span, places[first:last], goes_on, since < NEAR)
        self._leave_open(left_open)

    def _leave_open(self, opened: list[int]) -> None:
        """Tell a mark that is never closed, if it is the only one: of several, some open a quotation that goes on."""
        if len(opened) == 1:
            self.faults.append(Finding("unclosed", opened[0], opened[0] + 1))

    def _walk(self, span: Span, places: Sequence[int], goes_on: bool, near: bool) -> list[int]:
        """Tell the faults of a paragraph; the marks that are still open at its end.

        A mark that opens while another is open is one within, or the next paragraph of what was run together.
        """
        opened: list[int] = []
        balance = int(goes_on)
        for place, at in enumerate(places):
            if _CODE.match(self._text, max(0, at - 1)):
                return []
            if self._is_inch(at) and (self._measures(at, places, place, span) if opened else not goes_on):
                continue
            if self._must_open(at, span) or (not opened and not goes_on and self._can_open(at, span)):
                opened.append(at)
                balance += 1
            elif opened:
                self._pair(opened.pop(), at)
                balance -= 1
            else:
                if balance <= 0 and not near:
                    self.faults.append(Finding("unopened", at, at + 1))
                balance -= 1
            goes_on = False
        return opened

    def _pair(self, start: int, end: int) -> None:
        text = self._text
        if (text[start] == '"') != (text[end] == '"'):
            straight = end if text[end] == '"' else start
            self.faults.append(Finding("mixed", straight, straight + 1))
        if text[start] != '"' or text[end] != '"':
            return
        if text[start + 1].isspace() and text[end - 1].isspace() and end - start > 2:
            self.faults.append(Finding("padded", start, end + 1))
        elif text[start - 1 : start].isalpha() and text[start + 1].isalnum():
            self.faults.append(Finding("glued-before", start, self._word_end(start + 1)))
        elif text[end + 1 : end + 2].isalpha() and text[end - 1].isalnum():
            behind = self._word_end(end + 1)
            if text[end + 1 : behind] not in _ENDINGS or text.count(" ", start, end) > 2:
                self.faults.append(Finding("glued-behind", end, behind))

    def _measures(self, at: int, places: Sequence[int], place: int, span: Span) -> bool:
        """Whether a mark behind a figure within a quotation is one of inches: the next mark closes the quotation."""
        following = places[place + 1] if place + 1 < len(places) else None
        return following is not None and self._text[at + 1 : at + 2] == " " and not self._must_open(following, span)

    def _word_end(self, at: int) -> int:
        while self._text[at : at + 1].isalnum():
            at += 1
        return at

    def _can_open(self, at: int, span: Span) -> bool:
        """Whether a mark may open a quotation where it stands."""
        if self._text[at] != '"':
            return self._text[at] == "“"
        before, after = self._text[at - 1 : at] if at > span[0] else "", self._text[at + 1 : at + 2]
        return not before or bool(_OPENS.match(before)) or (after.isalnum() and not before.isspace())

    def _must_open(self, at: int, span: Span) -> bool:
        """Whether a mark cannot close a quotation where it stands."""
        if self._text[at] != '"':
            return self._text[at] == "“"
        before, after = self._text[at - 1 : at] if at > span[0] else "", self._text[at + 1 : at + 2]
        return (not before or before.isspace() or before == "(") and after.isalnum()

    def _is_inch(self, at: int) -> bool:
        return self._text[at] in '"”' and self._text[max(0, at - 1) : at].isdigit()


def _faults(document: Document) -> Collection[str]:
    return {fault for fault, _, _ in document.fact(Quotations).faults}


KIND = Kind(QuotationRule, QuotationMatcher, no_patterns, values=())
