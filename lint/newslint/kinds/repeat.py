"""kind: repeat. The same word, phrase, sentence or line again, where it cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import eq
from typing import Literal

import msgspec

from newslint.document import Document, Span
from newslint.fold import level
from newslint.kinds.kind import Hit, Kind, Match, no_patterns
from newslint.rule import LoadedRule, Rule

_TOKEN = re.compile(r"\S+")
_BEFORE = re.compile(r"(?<![\w'’-])([\w'’-]+)\s+$")
_AFTER = re.compile(r"\s+([\w'’-]*[\w])(?![\w'’-])")
_LONGEST_WORD = 60
_QUOTES = "\"'“”‘’"


class RepeatRule(Rule, tag="repeat", frozen=True, kw_only=True):
    """What is repeated, and how many times in a row at least.

    `of: word` with `joined-by: [and]` finds "X and X". `of: phrase` finds phrases of `min-words` to 12
    words. Sentences and lines count if they have `min-length` characters, in a row or `anywhere` in the
    document. `except` and `only` are lists of words in lower case.
    """

    of: Literal["word", "phrase", "sentence", "line"]
    times: int = 2
    joined_by: list[str] = []
    min_length: int = 1
    min_words: int = 3
    anywhere: bool = False
    except_: list[str] = msgspec.field(default_factory=list, name="except")
    only: list[str] = []


class JoinedWords:
    """X and X: looks at the words on both sides of each joining word."""

    always = False

    def __init__(self, rule: RepeatRule) -> None:
        self.literals: Sequence[str] = [f" {word} " for word in rule.joined_by]
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans from the first of the two words to the end of the second."""
        text = document.text
        for _, start, end in hits:
            before, after = _BEFORE.search(text, max(0, start - _LONGEST_WORD), start), _AFTER.match(text, end)
            if before is None or after is None or before[1] != after[1] or len(before[1]) < self._rule.min_length:
                continue
            if allowed(self._rule, before[1]) and after.end(1) <= document.unit(self._rule.scope, before.start(1))[1]:
                yield Match(before.start(1), after.end(1), {"word": before[1]})


class RepeatedWords:
    """The same word again and again, with nothing but white space between."""

    literals: Sequence[str] = ()
    always = True

    def __init__(self, rule: RepeatRule) -> None:
        words = "|".join(map(re.escape, rule.only)) if rule.only else r"[^\W\d_]+"
        self._repeated = re.compile(rf"(?<![\w'’.-])({words})(?:\s+\1){{{rule.times - 1},}}(?![\w'’-])", re.IGNORECASE)
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the whole run of equal words."""
        words = document.words
        if not any(map(eq, words, words[1:])):
            return
        for start, end in document.units(self._rule.scope):
            for match in self._repeated.finditer(document.text, start, end):
                if len(match[1]) >= self._rule.min_length and allowed(self._rule, match[1]):
                    yield Match(*match.span(), {"word": match[1]})


class RepeatedPhrases:
    """A phrase of a few words that comes `times` in a row."""

    literals: Sequence[str] = ()
    always = True

    def __init__(self, rule: RepeatRule) -> None:
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the whole loop."""
        words = document.words
        echoes = [(at, before) for at, before in document.echoes if at - before >= self._rule.min_words]
        if not echoes:
            return
        tokens = [match.span() for match in _TOKEN.finditer(document.folded.text)]
        done = 0
        for at, before in echoes:
            lag, first, last = at - before, before, at
            while first > done and words[first - 1] == words[first - 1 + lag]:
                first -= 1
            while last < len(words) and words[last] == words[last - lag]:
                last += 1
            times = (last - first) // lag
            if before >= done and times >= self._rule.times:
                done = first + times * lag
                yield from self._loop(document, tokens, first, done - 1)

    def _loop(self, document: Document, tokens: list[Span], first: int, last: int) -> Iterator[Match]:
        start = document.folded.original(tokens[first][0])
        end = document.folded.original(tokens[last][1])
        if end <= document.unit(self._rule.scope, start)[1]:
            yield Match(start, end)


class RepeatedUnits:
    """A sentence or a line that stands in the document more than once."""

    literals: Sequence[str] = ()
    always = True

    def __init__(self, rule: RepeatRule) -> None:
        self._rule = rule
        self._units: Callable[[Document], list[Span]] = _likely_sentences if rule.of == "sentence" else _lines

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of every further appearance."""
        seen: dict[str, int] = {}
        for start, end in self._units(document):
            text = document.text[start:end].strip(_QUOTES)
            count = seen.get(text, 0) + 1
            if not self._rule.anywhere:
                seen.clear()
            seen[text] = count
            if count >= self._rule.times and end - start >= self._rule.min_length:
                yield Match(start, end)


def _lines(document: Document) -> list[Span]:
    return document.lines


def _likely_sentences(document: Document) -> list[Span]:
    """The sentences, where a cheap look says that one may come twice; else nothing."""
    pieces = [piece.strip(_QUOTES) for piece in level(document.text).split(". ")]
    return document.units("sentence") if len(set(pieces)) < len(pieces) else []


def allowed(rule: RepeatRule, word: str) -> bool:
    """Whether a repeated word counts under `only` and `except`."""
    word = word.lower()
    return word not in rule.except_ and (not rule.only or word in rule.only)


def compile_rule(loaded: LoadedRule) -> JoinedWords | RepeatedWords | RepeatedPhrases | RepeatedUnits:
    """Choose the matcher for what is repeated."""
    rule = loaded.rule
    assert isinstance(rule, RepeatRule)
    if rule.of == "word":
        return JoinedWords(rule) if rule.joined_by else RepeatedWords(rule)
    return RepeatedPhrases(rule) if rule.of == "phrase" else RepeatedUnits(rule)


KIND = Kind(RepeatRule, compile_rule, no_patterns)
