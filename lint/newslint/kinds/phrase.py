"""kind: phrase. Literal phrases, thousands of them, all looked for at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from newslint.kinds.kind import NOTHING, Hit, Kind, Match, Phrase, Sought
from newslint.rule.declaration import At, LoadedRule, Rule
from newslint.rule.templates import phrases
from newslint.text.document import Document
from newslint.text.fold import fold_phrase, level
from newslint.text.units import Scope


class PhraseRule(Rule, tag="phrase", frozen=True, kw_only=True):
    """Phrases, or a mapping of phrase to suggestion.

    `case`: true asks for exactly this case, false for any; left out, a phrase without capitals matches
    any case and one with a capital exactly its own. `at`: where in the unit the phrase must stand,
    counting only letters and digits around it.
    """

    phrases: list[str] | dict[str, str]
    case: bool | None = None
    at: At = "anywhere"


class PhraseMatcher:
    """Checks the phrases that are found: words, case, place in the unit."""

    def __init__(self, found: Iterable[tuple[str, Mapping[str, str]]], scope: Scope, at: At, case: bool | None) -> None:
        self._phrases = [
            (level(phrase) if written else fold_phrase(phrase), written, values)
            for phrase, values in found
            for written in [(phrase != phrase.lower()) if case is None else case]
        ]
        self.sought: Sequence[Sought] = [Phrase(fold_phrase(phrase)) for phrase, _, _ in self._phrases]
        self._scope = scope
        self._at = at

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Every phrase that stands as whole words, in the right case and place."""
        folded = document.folded
        for sought, first, last in hits:
            phrase, written, values = self._phrases[sought]
            start, end = folded.original(first), folded.original(last)
            if (level(document.text[start:end]) if written else folded.text[first:last]) != phrase:
                continue
            if self._whole_words(document.text, start, end) and self._placed(document, start, end):
                yield Match(start, end, values)

    @staticmethod
    def _whole_words(text: str, start: int, end: int) -> bool:
        before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        return not before and not after

    def _placed(self, document: Document, start: int, end: int) -> bool:
        first, last = document.unit(self._scope, start)
        if end > last:
            return False
        text = document.text
        if self._at in ("whole", "start") and any(map(str.isalnum, text[first:start])):
            return False
        return not (self._at in ("whole", "end") and any(map(str.isalnum, text[end:last])))


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
