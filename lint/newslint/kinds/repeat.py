"""kind: repeat. The same word, phrase, sentence or line again, where it cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from newslint.document import Document, Span
from newslint.kinds.kind import Hit, Kind, Match, no_patterns
from newslint.rule import LoadedRule, Rule

LONGEST_LOOP = 12
"""Words. Longer phrases that come twice in a row are repeated sentences or lines."""

_TOKEN = re.compile(r"\S+")
_BEFORE = re.compile(r"(?<![\w'’-])([\w'’-]+)$")
_AFTER = re.compile(r"([\w'’-]*[\w])(?![\w'’-])")
_LONGEST_WORD = 60
_MARKS = ".,;:!?"
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

    written: Sequence[str] = ()
    always = False

    def __init__(self, rule: RepeatRule) -> None:
        self.literals: Sequence[str] = [f" {word} " for word in rule.joined_by]
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans from the first of the two words to the end of the second."""
        folded, text = document.folded, document.text
        for _, first, last in hits:
            if not folded.text.startswith(folded.text[folded.text.rfind(" ", 0, first) + 1 : first], last):
                continue
            start, end = folded.original(first), folded.original(last)
            before, after = _BEFORE.search(text, max(0, start - _LONGEST_WORD), start), _AFTER.match(text, end)
            if before is None or after is None or before[1] != after[1] or len(before[1]) < self._rule.min_length:
                continue
            if allowed(self._rule, before[1]) and after.end(1) <= document.unit(self._rule.scope, before.start(1))[1]:
                yield Match(before.start(1), after.end(1), {"word": before[1]})


class RepeatedWords:
    """The same word again and again, with nothing but white space between."""

    literals: Sequence[str] = ()
    written: Sequence[str] = ()
    always = True

    def __init__(self, rule: RepeatRule) -> None:
        words = "|".join(map(re.escape, rule.only)) if rule.only else r"[^\W\d_]+"
        self._repeated = rf"(?i)(?<![\w'’.-])({words})(?:\s+\1){{{rule.times - 1},}}(?![\w'’-])"
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the whole run of equal words."""
        if not document.doubled:
            return
        for start, end in document.units(self._rule.scope):
            for match in re.compile(self._repeated).finditer(document.text, start, end):
                if len(match[1]) >= self._rule.min_length and allowed(self._rule, match[1]):
                    yield Match(*match.span(), {"word": match[1]})


class RepeatedPhrases:
    """A phrase of a few words that comes `times` in a row."""

    literals: Sequence[str] = ()
    written: Sequence[str] = ()
    always = True

    def __init__(self, rule: RepeatRule) -> None:
        self._sizes = range(rule.min_words, LONGEST_LOOP + 1)
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of whole loops, the shortest phrase first."""
        spans: list[Span] = []
        for size in self._sizes:
            for first, last in loops(document, size, self._rule.times):
                spans = spans or [token.span() for token in _TOKEN.finditer(document.folded.text)]
                start = document.folded.original(spans[first][0])
                word, before = document.words[last - 1], document.words[last - 1 - size]
                end = document.folded.original(spans[last - 1][1] - len(word) + len(before))  # without a mark behind
                if end <= document.unit(self._rule.scope, start)[1]:
                    yield Match(start, end)


def loops(document: Document, size: int, times: int) -> Iterator[tuple[int, int]]:
    """Where `size` words come `times` in a row: the places in `document.words` of the first, and behind the last.

    The very last word may have a mark behind it, with which the sentence goes on or ends.
    """
    words, echo, run = document.words, document.echo(size), bytes(max(size * (times - 1) - 1, 1))
    first = echo.find(run)
    while first >= 0:
        last = first + size
        while last < len(words) and words[last] == words[last - size]:
            last += 1
        marked = last < len(words) and words[last].rstrip(_MARKS) == words[last - size]
        turns = (last + marked - first) // size
        if turns >= times:
            yield first, first + turns * size
        first = echo.find(run, last - size + 1)


class RepeatedUnits:
    """A sentence or a line that stands in the document more than once."""

    literals: Sequence[str] = ()
    written: Sequence[str] = ()
    always = True

    def __init__(self, rule: RepeatRule) -> None:
        self._rule = rule
        self._units: Callable[[Document], list[Span]] = _likely_sentences if rule.of == "sentence" else _lines

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of every further appearance; those that follow one another are one."""
        block: Span | None = None
        for (start, end), again in self._appearances(document):
            if again:
                block = (block[0] if block else start), end
            elif block:
                yield Match(*block)
                block = None
        if block:
            yield Match(*block)

    def _appearances(self, document: Document) -> Iterator[tuple[Span, bool]]:
        """Each unit, and whether it has stood there often enough before."""
        seen: dict[str, int] = {}
        for start, end in self._units(document):
            text = document.text[start:end].strip(_QUOTES)
            count = seen.get(text, 0) + 1
            if not self._rule.anywhere:
                seen.clear()
            seen[text] = count
            yield (start, end), count >= self._rule.times and end - start >= self._rule.min_length


def _lines(document: Document) -> list[Span]:
    return document.lines


def _likely_sentences(document: Document) -> list[Span]:
    """The sentences, where a cheap look says that one may come twice; else nothing."""
    pieces = [piece.strip(_QUOTES) for piece in document.leveled.split(". ")]
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


KIND = Kind(RepeatRule, compile_rule, no_patterns, values=("word",))
