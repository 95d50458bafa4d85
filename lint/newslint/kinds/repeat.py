"""kind: repeat. The same word, phrase, sentence or line again, where it cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Annotated, Literal

import msgspec

from newslint.english.lexicon import lexicon
from newslint.kinds.kind import Hit, Kind, Match, Sought, Trait, no_patterns
from newslint.kinds.repetitions import Echo
from newslint.late import late
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document
from newslint.text.fold import fold_phrase, level
from newslint.text.spans import Span

REPEATED = "repeated"
"""The trait that each matcher seeks in its own way."""
LONGEST_LOOP = 12
"""Words. Longer phrases that come twice in a row are repeated sentences or lines."""

_TOKEN = late(r"\S+")
_BEFORE = late(r"(?<![\w'’-])([\w'’-]+)$")
_AFTER = late(r"([\w'’-]*[\w])(?![\w'’-])")
_LONGEST_WORD = 60
_QUOTES = "\"'“”‘’"
_LEVELLED = b"\"'- \t\n\r\f\v"
"""What marks and spaces beyond ASCII are read as where marks and spaces count alike."""


class RepeatRule(Rule, tag="repeat", frozen=True, kw_only=True):
    """What is repeated, and how many times in a row at least.

    `of: word` with `joined-by: [and]` finds "X and X", with `[","]` "X, X". `of: phrase` finds phrases of `min-
    words` to 12 words (`max-words`), at least one of which has a letter. Sentences and lines count if they have
    `min-length` characters, in a row or `anywhere` in the document, where straight and curly marks are alike.
    `except` and `only` are lists of words in lower case; with `known`, words that the English lexicon lacks do not
    count. `most` is how many times in a row at most.
    """

    of: Literal["word", "phrase", "sentence", "line"]
    times: Annotated[int, msgspec.Meta(ge=2)] = 2
    joined_by: list[str] = []
    min_length: int = 1
    most: int = 0
    min_words: Annotated[int, msgspec.Meta(ge=1)] = 3
    max_words: int = LONGEST_LOOP
    anywhere: bool = False
    known: bool = False
    except_: list[str] = msgspec.field(default_factory=list, name="except")
    only: list[str] = []


class JoinedWords:
    """X and X: looks at the words on both sides of each joining word."""

    def __init__(self, rule: RepeatRule) -> None:
        self.sought: Sequence[Sought] = [Trait(self._joined, REPEATED)]
        self._words = list(map(fold_phrase, rule.joined_by))
        self._joints = [f" {word} " if word.isalpha() else f"{word} " for word in self._words]
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
        echo = document.passing_fact(Echo)
        return [REPEATED] if any(map(echo.joined, self._words)) else ()


class RepeatedWords:
    """The same word again and again, with nothing but white space between."""

    def __init__(self, rule: RepeatRule) -> None:
        self._again = rf"(?:\s+\1){{{rule.times - 1},}}(?![\w'’&$£€-])"
        self.sought: Sequence[Sought] = [Trait(self._doubled, REPEATED)]
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the whole run of equal words."""
        words = sorted(filter(self._counts, document.passing_fact(Echo).doubled))
        repeated = re.compile(rf"(?i)(?<![\w'’.-])({'|'.join(words)}){self._again}")
        for start, end in document.units(self._rule.scope):
            lowered = document.text[start:end].lower()
            if all(lowered.count(word) < self._rule.times for word in words):
                continue
            for match in repeated.finditer(document.text, start, end):
                count = len(match[0].split())
                if not self._rule.most or count <= self._rule.most:
                    yield Match(*match.span(), {"word": match[1], "count": str(count)})

    def _doubled(self, document: Document) -> Collection[str]:
        return [REPEATED] if any(map(self._counts, document.passing_fact(Echo).doubled)) else ()

    def _counts(self, word: str) -> bool:
        return len(word) >= self._rule.min_length and allowed(self._rule, word)


class RepeatedPhrases:
    """A phrase of a few words that comes `times` in a row."""

    def __init__(self, rule: RepeatRule) -> None:
        self.sought: Sequence[Sought] = [Trait(self._looped, REPEATED)]
        self._sizes = range(rule.min_words, rule.max_words + 1)
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of whole loops, the shortest phrase first."""
        spans = document.passing_fact(_token_spans)
        echo = document.passing_fact(Echo)
        for size, first, last in echo.loops(self._sizes, self._rule.times):
            start = spans[first][0]
            word, before = echo.words[last - 1], echo.words[last - 1 - size]
            end = spans[last - 1][1] - len(word) + len(before)  # without a mark behind
            if end <= document.unit(self._rule.scope, start)[1]:
                yield Match(start, end)

    def _looped(self, document: Document) -> Collection[str]:
        return [REPEATED for _ in islice(document.passing_fact(Echo).loops(self._sizes, self._rule.times), 1)]


def _token_spans(document: Document) -> list[Span]:
    return [token.span() for token in _TOKEN.finditer(document.text)]


class RepeatedUnits:
    """A sentence or a line that stands in the document more than once."""

    def __init__(self, rule: RepeatRule) -> None:
        self.sought: Sequence[Sought] = [Trait(self._alike, REPEATED)]
        self._rule = rule

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of every further appearance, with the line of the first; those that follow one another are one.

        A short unit between them that has stood before, too, parts nothing.
        """
        block: Span | None = None
        first = 0
        for (start, end), before in self._appearances(document):
            if before is not None:
                if end - start >= self._rule.min_length:
                    block, first = ((block[0], end), first) if block else ((start, end), before)
            elif block:
                yield self._match(document, block, first)
                block = None
        if block:
            yield self._match(document, block, first)

    @staticmethod
    def _match(document: Document, block: Span, first: int) -> Match:
        return Match(*block, {"line": str(document.position(document.original(first, first)[0])[0])})

    def _appearances(self, document: Document) -> Iterator[tuple[Span, int | None]]:
        """Each unit, and where it stood first if it has stood there often enough before."""
        seen: dict[str, tuple[int, int]] = {}
        for start, end in document.units("sentence" if self._rule.of == "sentence" else "line"):
            text = level(document.text[start:end]).strip(_QUOTES)
            first, count = seen.get(text, (start, 0))
            if not self._rule.anywhere:
                seen.clear()
            seen[text] = first, count + 1
            yield (start, end), first if count + 1 >= self._rule.times else None

    def _alike(self, document: Document) -> Collection[str]:
        """Whether any unit may come twice, by a cheap look: sentences by their full stops."""
        least = self._rule.min_length
        if self._rule.of == "sentence":
            pieces = document.folded.text.replace('"', "").replace("'", "").split(". ")
            texts: list[str] | list[bytes] = [piece for piece in pieces if len(piece) > least // 2]
        else:
            texts = [text for length, text in document.passing_fact(_plain_lines) if length >= least]
        return [REPEATED] if len(set(texts)) < len(texts) else ()


def _plain_lines(document: Document) -> list[tuple[int, bytes]]:
    """Each line with its length, and without what straight and curly marks and spaces of all kinds differ in."""
    text = document.text
    return [
        (end - start, text[start:end].encode("ascii", "ignore").translate(None, _LEVELLED))
        for start, end in document.lines
    ]


def allowed(rule: RepeatRule, word: str) -> bool:
    """Whether a repeated word counts under `only` and `except`."""
    word = word.lower()
    if word in rule.except_ or (rule.only and word not in rule.only):
        return False
    return not rule.known or word in lexicon()


def compile_rule(loaded: LoadedRule) -> JoinedWords | RepeatedWords | RepeatedPhrases | RepeatedUnits:
    """Choose the matcher for what is repeated."""
    rule = loaded.rule
    assert isinstance(rule, RepeatRule)
    if rule.of == "word":
        return JoinedWords(rule) if rule.joined_by else RepeatedWords(rule)
    return RepeatedPhrases(rule) if rule.of == "phrase" else RepeatedUnits(rule)


KIND = Kind(RepeatRule, compile_rule, no_patterns, values=("word", "count", "line"))
