"""kind: weights. A document's own statistics: its small words and shapes, weighed by a table, with what rules say."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, takewhile
from operator import itemgetter
from typing import Literal

from newslint.kinds.kind import Hit, Kind, Match, Sought, Trait
from newslint.kinds.scale import Reading, Weights
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document
from newslint.text.grams import MARKS, SHAPES, Gram
from newslint.text.spans import Span
from newslint.text.stretches import stretches

LONG = "long"
"""The trait that a document has which is long enough to be weighed."""
SHOWN = 4
"""Phrases that a message shows."""
POINTED = 3
"""Sentences that a match points at."""


class WeightsRule(Rule, tag="weights", frozen=True, kw_only=True):
    """Documents whose score is `above` a number.

    The score is the sum of what the table's columns `gram` and `weight` give: each run of tokens counts with the
    logarithm of one more than how often it stands there, and all of these are scaled to a vector of length 1; a line
    that stands there again does not count again. To it `evidence` adds, for each different code that rules of this run
    found in the document, what the longest beginning of the code that is named says. `yields`: silent where a rule of
    these codes found something. Judged are documents with `words` words at least, of which the table knows the share
    `known` at least: running English. With `stretch`, each stretch of so many words is judged in the document's place,
    by the table alone, and the weightiest of them is found.
    """

    scope: Literal["document"] = "document"
    table: str
    above: float
    evidence: dict[str, float] = {}
    yields: list[str] = []
    words: int = 120
    known: float = 0.0
    stretch: int = 0

    def __post_init__(self) -> None:
        if self.stretch and (self.evidence or self.stretch < self.words):
            raise ValueError("a `stretch` holds at least `words` words and is judged without `evidence`")

    @property
    def sums_up(self) -> bool:
        """Whether the document as a whole is judged."""
        return not self.stretch


class _Weighing:
    """A question what a table says of a document: the same for all rules that share the table."""

    def __init__(self, table: tuple[str, str], matcher: WeightsMatcher) -> None:
        self.table, self.matcher = table, matcher

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, _Weighing) and self.table == other.table

    def __hash__(self) -> int:
        return hash((type(self), self.table))


class _Glancing(_Weighing):
    """By how much a document passes a first look, a word. Asked while its words are at hand."""

    def __call__(self, document: Document) -> float:
        words = document.tokens
        return self.matcher.weights.glance(words) / max(len(words), 1)


class _Reading(_Weighing):
    """What the table says."""

    def __call__(self, document: Document) -> Reading:
        return self.matcher.weights.read(_once(document, (0, len(document.text))))


class WeightsMatcher:
    """Weighs each document that is long enough, after the other rules were asked about it."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, WeightsRule)
        self._rule = loaded.rule
        self._loaded = loaded
        name = loaded.place.path, loaded.rule.table
        self._glancing, self._reading = _Glancing(name, self), _Reading(name, self)
        self.sought: Sequence[Sought] = [Trait(self._long, LONG)]

    @cached_property
    def weights(self) -> Weights:
        """The table, read where a document is long enough to be weighed, once for all rules that share it."""
        return _weights(self._loaded)

    def _long(self, document: Document) -> Collection[str]:
        """Whether a document has words enough, at two for what is written together; what a glance says is kept."""
        if 2 * len(document.tokens) < max(self._rule.words, 2 * self._rule.stretch):
            return ()
        document.fact(self._glancing)
        return (LONG,)

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """At most one match, at the first sentence; its values are `phrases`, and with what rules found as `signs`.

        With nothing found by other rules, a glance is enough to say nothing.
        """
        rule = self._rule
        if rule.stretch:
            yield from self._part(document)
            return
        weighed = {code: worth for code in sorted(document.found) if (worth := _worth(rule.evidence, code))}
        if not weighed and document.fact(self._glancing) <= 0:
            return
        reading = document.fact(self._reading)
        if reading.words < rule.words or reading.known < rule.known:
            return
        if reading.score + sum(weighed.values()) <= rule.above or not document.found.isdisjoint(rule.yields):
            return
        phrases, related = self._heaviest(document, (0, len(document.text))) if reading.score > 0 else ("", ())
        words = f"its small words, such as {phrases}" if phrases else ""
        codes = f"what {', '.join(weighed)} found" if weighed else ""
        signs = [words, codes] if reading.score > rule.above else [codes, words]
        start, end = document.unit("sentence", document.lines[0][0])
        yield Match(start, end, {"phrases": phrases, "signs": "; and by ".join(filter(None, signs))}, related)

    def _part(self, document: Document) -> Iterator[Match]:
        """The stretch that scores most, if it is above the line; the match is its first sentence."""
        hopeless = document.fact(self._glancing) < -self.weights.room(1) / 2
        if hopeless or not document.found.isdisjoint(self._rule.yields):
            return
        lines = document.lines
        written = [document.slice(line).split() for line in lines]
        passed = [0.0, *accumulate(map(self.weights.glance, written))]
        room = self.weights.room(self._rule.stretch)
        found = (-math.inf, (0, 0))
        for first, last in stretches(list(map(len, written)), self._rule.stretch):
            if passed[last] - passed[first] > room:
                found = max(found, self._scored(document, (lines[first][0], lines[last - 1][1])), key=itemgetter(0))
        score, heaviest = found
        if score > self._rule.above:
            phrases, related = self._heaviest(document, heaviest)
            signs = f"its small words, such as {phrases}" if phrases else ""
            yield Match(*document.unit("sentence", heaviest[0]), {"phrases": phrases, "signs": signs}, related)

    def _scored(self, document: Document, span: Span) -> tuple[float, Span]:
        """What a piece of the document scores, if it is running English."""
        reading = self.weights.read(_once(document, span))
        judged = reading.words >= self._rule.words and reading.known >= self._rule.known
        return reading.score if judged else -math.inf, span

    def _heaviest(self, document: Document, piece: Span) -> tuple[str, tuple[Span, ...]]:
        """The phrases of a piece that weigh most, as a message shows them, and the sentences."""
        phrases: dict[Gram, tuple[float, str]] = {}
        sentences: dict[Span, float] = {}
        for share, gram, first, last in self.weights.shares(document.slice(piece)):
            start, end = piece[0] + first, piece[0] + last
            sentence = document.unit("sentence", start)
            sentences[sentence] = sentences.get(sentence, 0.0) + share
            if _is_phrase(gram):
                before, text = phrases.get(gram, (0.0, " ".join(document.text[start:end].split())))
                phrases[gram] = before + share, text
        heaviest = sorted(phrases.values(), key=lambda phrase: (-phrase[0], phrase[1]))
        pointed = sorted(sentences, key=lambda span: -sentences[span])[:POINTED]
        return (
            ", ".join(f"“{text}”" for share, text in heaviest[:SHOWN] if share > 0),
            tuple(sorted(span for span in pointed if sentences[span] > 0)),
        )


def _once(document: Document, span: Span) -> str:
    """The lines in a piece of the document, each said once: what is repeated tells no more than it did before."""
    start, end = span
    lines = document.lines
    first = bisect_left(lines, start, key=itemgetter(0))
    held = takewhile(lambda line: line[1] <= end, (lines[at] for at in range(first, len(lines))))
    return "\n".join(dict.fromkeys(map(document.slice, held)))


def _is_phrase(gram: Gram) -> bool:
    """Whether a reader can see something in a run: two words at least, one of them listed, no name and no mark."""
    return not isinstance(gram, str) and MARKS.isdisjoint(gram) and "N" not in gram and not SHAPES.issuperset(gram)


def _worth(evidence: Mapping[str, float], code: str) -> float:
    """What a code is worth: as the longest beginning of it that is named says."""
    return next((evidence[code[:end]] for end in range(len(code), 0, -1) if code[:end] in evidence), 0.0)


def _weights(loaded: LoadedRule) -> Weights:
    assert loaded.table is not None
    return loaded.table.made(Weights)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """No regex; the table is read, so that a mistake in it is found at once."""
    _weights(loaded).read("")
    yield from ()


KIND = Kind(WeightsRule, WeightsMatcher, patterns, values=("phrases", "signs"), last=True)
