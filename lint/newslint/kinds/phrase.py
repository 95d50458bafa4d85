"""kind: phrase. Literal phrases, thousands of them, all looked up at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from newslint.document import Document
from newslint.expand import phrases
from newslint.fold import fold_phrase, level
from newslint.frequency import expected
from newslint.kinds.kind import NOTHING, Hit, Kind, Match
from newslint.rule import At, LoadedRule, Rule, Scope


class PhraseRule(Rule, tag="phrase", frozen=True, kw_only=True):
    """Phrases, or a mapping of phrase to suggestion.

    `case`: true asks for exactly this case, false for any; left out, a phrase without capitals matches
    any case and one with a capital exactly its own. `at`: where in the unit the phrase must stand,
    counting only letters and digits around it.
    """

    phrases: list[str] | dict[str, str]
    case: bool | None = None
    at: At = "anywhere"


RATE = 0.00002
"""Per character: a word of a phrase that is rarer than this in English is what the phrase is looked up by."""


class Window(NamedTuple):
    """Phrases of one length in which a literal stands at one place, each with the values of its rows."""

    offset: int
    length: int
    phrases: dict[str, list[Mapping[str, str]]]


class Windows(dict[str, dict[tuple[int, int], dict[str, list[Mapping[str, str]]]]]):
    """Phrases by the literal that they are looked up by, then by where it stands in them and by length."""

    def add(self, phrase: str, values: Mapping[str, str], *, written: bool) -> None:
        """Add a phrase in the form in which texts are searched."""
        literal, offset = rarest(phrase, written=written)
        group = self.setdefault(literal, {}).setdefault((offset, len(phrase)), {})
        group.setdefault(phrase, []).append(values)


class PhraseMatcher:
    """Looks phrases up by their rarest word, then checks the whole phrase: words, case, place in the unit.

    So thousands of phrases that share a word ask for one short literal.
    """

    always = False

    def __init__(self, found: Iterable[tuple[str, Mapping[str, str]]], scope: Scope, at: At, case: bool | None) -> None:
        folded, written = Windows(), Windows()
        for phrase, values in found:
            if (phrase != phrase.lower()) if case is None else case:
                written.add(level(phrase), values, written=True)
            else:
                folded.add(fold_phrase(phrase), values, written=False)
        self.literals: Sequence[str] = list(folded)
        self.written: Sequence[str] = list(written)
        self._windows = [
            [Window(*key, group) for key, group in groups.items()] for groups in (*folded.values(), *written.values())
        ]
        self._scope = scope
        self._at = at

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Every phrase that stands as whole words, in the right case and place."""
        folded, count = document.folded, len(self.literals)
        for literal, at, _ in hits:
            text = folded.text if literal < count else document.leveled
            for offset, length, group in self._windows[literal]:
                first = at - offset
                found = group.get(text[first : first + length]) if first >= 0 else None
                if found:
                    start, end = folded.original(first), folded.original(first + length)
                    if self._whole_words(document.text, start, end) and self._placed(document, start, end):
                        yield from (Match(start, end, values) for values in found)

    @staticmethod
    def _whole_words(text: str, start: int, end: int) -> bool:
        before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        return not before and not after

    def _placed(self, document: Document, start: int, end: int) -> bool:
        scope: Scope = (
            "paragraph" if self._scope == "line" and document.wrapped and self._at == "anywhere" else self._scope
        )
        first, last = document.unit(scope, start)
        if end > last:
            return False
        text = document.text
        if self._at in ("whole", "start") and any(map(str.isalnum, text[first:start])):
            return False
        return not (self._at in ("whole", "end") and any(map(str.isalnum, text[end:last])))


def rarest(phrase: str, *, written: bool) -> tuple[str, int]:
    """The literal by which to look a phrase up, and its offset: a rare word, else two, else all of it."""
    words = phrase.split(" ")
    for size in (1, 2):
        best, offset, at = "", 0, 0
        for first in range(len(words) - size + 1):
            left, right = first > 0, first + size < len(words)
            literal = " " * left + " ".join(words[first : first + size]) + " " * right
            if not best or expected(literal, written=written) < expected(best, written=written):
                best, offset = literal, at - left
            at += len(words[first]) + 1
        if best and expected(best, written=written) <= RATE:
            return best, offset
    return phrase, 0


def compile_rule(loaded: LoadedRule) -> PhraseMatcher:
    """Expand the phrases of a rule."""
    rule = loaded.rule
    assert isinstance(rule, PhraseRule)
    suggested = rule.phrases if isinstance(rule.phrases, dict) else dict.fromkeys(rule.phrases, "")
    expanded = (
        (phrase, {"suggestion": suggestion} if suggestion else NOTHING)
        for template, suggestion in suggested.items()
        for phrase in phrases(template, loaded.lists)
    )
    return PhraseMatcher(expanded, rule.scope, rule.at, rule.case)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """No regexes; but every phrase is expanded, so that an unknown list is found at once."""
    rule = loaded.rule
    assert isinstance(rule, PhraseRule)
    for phrase in chain.from_iterable(phrases(template, loaded.lists) for template in rule.phrases):
        if not any(map(str.isalnum, phrase)):
            raise ValueError(f"phrase {phrase!r} holds no letter or digit; use kind pattern")
    yield from ()


KIND = Kind(PhraseRule, compile_rule, patterns, values=("suggestion",))
