"""kind: repeat. The same word, phrase, sentence or line again, where it cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise
from typing import Literal

import msgspec

from newslint.kinds.kind import Hit, Kind, Match, Sought, Trait, no_patterns
from newslint.kinds.repetitions import Echo
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document, Span
from newslint.text.fold import fold_phrase

REPEATED = "repeated"
"""The trait that each matcher seeks in its own way."""
LONGEST_LOOP = 12
"""Words. Longer phrases that come twice in a row are repeated sentences or lines."""

_TOKEN = re.compile(r"\S+")
_BEFORE = re.compile(r"(?<![\w'’-])([\w'’-]+)$")
_AFTER = re.compile(r"([\w'’-]*[\w])(?![\w'’-])")
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

    def __init__(self, rule: RepeatRule) -> None:
        self.sought: Sequence[Sought] = [Trait(self._joined, REPEATED)]
        self._joints = [f" {fold_phrase(word)} " for word in rule.joined_by]
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans from the first of the two words to the end of the second."""
        folded, text = document.folded, document.text
        for joint in re.finditer("|".join(map(re.escape, self._joints)), folded.text):
            start, end = folded.original(joint.start()), folded.original(joint.end())
            before, after = _BEFORE.search(text, max(0, start - _LONGEST_WORD), start), _AFTER.match(text, end)
            if before is None or after is None or before[1] != after[1] or len(before[1]) < self._rule.min_length:
                continue
            if allowed(self._rule, before[1]) and after.end(1) <= document.unit(self._rule.scope, before.start(1))[1]:
                yield Match(before.start(1), after.end(1), {"word": before[1]})

    def _joined(self, document: Document) -> Collection[str]:
        """Whether any joining word stands between two that begin alike, by a cheap look."""
        for joint in self._joints:
            pieces = document.folded.text.split(joint)
            for before, after in pairwise(pieces):
                if after.startswith(before[before.rfind(" ") + 1 :]):
                    return [REPEATED]
        return ()


class RepeatedWords:
    """The same word again and again, with nothing but white space between."""

    def __init__(self, rule: RepeatRule) -> None:
        self._again = rf"(?:\s+\1){{{rule.times - 1},}}(?![\w'’&$£€-])"
        self.sought: Sequence[Sought] = [Trait(self._doubled, REPEATED)]
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the whole run of equal words."""
        words = "|".join(sorted(filter(self._counts, Echo.of(document).doubled)))
        repeated = re.compile(rf"(?i)(?<![\w'’.-])({words}){self._again}")
        for start, end in document.units(self._rule.scope):
            for match in repeated.finditer(document.text, start, end):
                yield Match(*match.span(), {"word": match[1]})

    def _doubled(self, document: Document) -> Collection[str]:
        return [REPEATED] if any(map(self._counts, Echo.of(document).doubled)) else ()

    def _counts(self, word: str) -> bool:
        return len(word) >= self._rule.min_length and allowed(self._rule, word)


class RepeatedPhrases:
    """A phrase of a few words that comes `times` in a row."""

    def __init__(self, rule: RepeatRule) -> None:
        self.sought: Sequence[Sought] = [Trait(self._looped, REPEATED)]
        self._sizes = range(rule.min_words, LONGEST_LOOP + 1)
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of whole loops, the shortest phrase first."""
        spans = [token.span() for token in _TOKEN.finditer(document.text)]
        echo = Echo.of(document)
        for size, first, last in echo.loops(self._sizes, self._rule.times):
            start = spans[first][0]
            word, before = echo.tokens[last - 1], echo.tokens[last - 1 - size]
            end = spans[last - 1][1] - len(word) + len(before)  # without a mark behind
            if end <= document.unit(self._rule.scope, start)[1]:
                yield Match(start, end)

    def _looped(self, document: Document) -> Collection[str]:
        return [REPEATED for _ in islice(Echo.of(document).loops(self._sizes, self._rule.times), 1)]


class RepeatedUnits:
    """A sentence or a line that stands in the document more than once."""

    def __init__(self, rule: RepeatRule) -> None:
        self.sought: Sequence[Sought] = [Trait(self._alike, REPEATED)]
        self._rule = rule

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
        for start, end in document.units("sentence" if self._rule.of == "sentence" else "line"):
            text = document.text[start:end].strip(_QUOTES)
            count = seen.get(text, 0) + 1
            if not self._rule.anywhere:
                seen.clear()
            seen[text] = count
            yield (start, end), count >= self._rule.times and end - start >= self._rule.min_length

    def _alike(self, document: Document) -> Collection[str]:
        """Whether any unit may come twice, by a cheap look: sentences by their full stops."""
        if self._rule.of == "sentence":
            texts = document.folded.text.replace('"', "").replace("'", "").split(". ")
        else:
            lines = (span for span in document.lines if span[1] - span[0] >= self._rule.min_length)
            texts = [document.text[start:end].strip(_QUOTES) for start, end in lines]
        return [REPEATED] if len(set(texts)) < len(texts) else ()


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
