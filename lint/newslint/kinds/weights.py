"""kind: weights. A document's own statistics: its small words and shapes, weighed by a table, with what rules say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple

from newslint.kinds.kind import Hit, Kind, Match, Sought, Trait
from newslint.rule.declaration import LoadedRule, Rule
from newslint.rule.table import Table
from newslint.text.document import Document, Span
from newslint.text.grams import MARKS, REMEMBERED, SHAPES, Gram, Tokens, grams, read

LONG = "long"
"""The trait that a document has which is long enough to be weighed."""
BIAS = "(bias)"
"""The row of a table that holds what is added to every score."""
SHOWN = 4
"""Phrases that a message shows."""
POINTED = 3
"""Sentences that a match points at."""

_LOGS = [math.log1p(count) for count in range(256)]


class WeightsRule(Rule, tag="weights", frozen=True, kw_only=True):
    """Documents whose score is `above` a number.

    The score is the sum of what the table's columns `gram` and `weight` give: each run of tokens counts with the
    logarithm of one more than how often it stands there, and all of these are scaled to a vector of length 1. To it
    `evidence` adds, for each different code that rules of this run found in the document, what the longest beginning of
    the code that is named says. `yields`: silent where a rule of these codes found something. Judged are documents with
    `words` words at least, of which the table knows the share `known` at least: running English.
    """

    scope: Literal["document"] = "document"
    table: str
    above: float
    evidence: dict[str, float] = {}
    yields: list[str] = []
    words: int = 120
    known: float = 0.0


class Reading(NamedTuple):
    """What a table says of a text: how many words it has, the share that the table lists, and the score."""

    words: int
    known: float
    score: float


class Glance(dict[str, float]):
    """What each word, as white space parts words, adds to a first and cheap look at a text; found out once for each."""

    def __init__(self, tokens: Tokens, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._tokens = tokens
        self._weights = weights

    def __missing__(self, written: str) -> float:
        worth = sum(self._weights.get(token, 0.0) for token in self._tokens.each(written))
        if len(self) < REMEMBERED:
            self[written] = worth
        return worth

    def __reduce__(self) -> tuple[type[Glance], tuple[Tokens, Mapping[str, float]]]:
        return Glance, (self._tokens, self._weights)


class Weights:
    """A table of weights. Raises ValueError for a table that is none."""

    def __init__(self, table: Table) -> None:
        if missing := {"gram", "weight"} - set(table.columns):
            raise ValueError(f"the table of weights lacks the column `{min(missing)}`")
        self._table = table
        gram, weight = table.columns.index("gram"), table.columns.index("weight")
        words = [row for row in table.rows if " " not in row[gram]]
        self._bias = next((float(row[weight]) for row in words if row[gram] == BIAS), 0.0)
        self._tokens = Tokens({row[gram] for row in words if row[gram] != BIAS} - SHAPES - MARKS)
        first = {}
        if "first" in table.columns:
            at = table.columns.index("first")
            first = {row[gram]: float(row[at]) for row in words if row[at]}
        self._line = -first.pop(BIAS, 0.0) if first else -math.inf
        self._glance = Glance(self._tokens, first)

    @cached_property
    def _weights(self) -> dict[int, dict[Gram, float]]:
        """What each run of tokens weighs, by its length: read where a glance is not enough."""
        gram, weight = self._table.columns.index("gram"), self._table.columns.index("weight")
        weights: dict[int, dict[Gram, float]] = {}
        for row in self._table.rows:
            if row[gram] != BIAS:
                weights.setdefault(row[gram].count(" ") + 1, {})[read(row[gram])] = float(row[weight])
        return weights

    def may(self, words: Sequence[str]) -> bool:
        """Whether a text is worth weighing, by a first look at its single words: of most it is quickly seen."""
        return sum(map(self._glance.__getitem__, words)) > self._line * len(words)

    def read(self, text: str) -> Reading:
        """Weigh a text."""
        tokens = self._tokens.of(text)
        counts = Counter(tokens)
        words = len(tokens) - sum(counts[mark] for mark in MARKS)
        unknown = sum(counts[shape] for shape in SHAPES)
        total, square = self._add(counts, 1)
        for length in self._weights.keys() - {1}:
            more, longer = self._add(Counter(grams(tokens, length)), length)
            total += more
            square += longer
        score = self._bias + total / math.sqrt(square or 1.0)
        return Reading(words, 1 - unknown / max(words, 1), score)

    def _add(self, counts: Counter[Any], length: int) -> tuple[float, float]:
        """What runs of one length give, before all is scaled, and the square of their part of the vector's length."""
        weights = self._weights.get(length, {})
        total = square = 0.0
        for gram, count in counts.items():  # in the order of the text, so that sums are the same in every run
            weight = weights.get(gram)
            if weight is not None:
                log = _LOGS[count] if count < len(_LOGS) else math.log1p(count)
                total += weight * log
                square += log * log
        return total, square

    def shares(self, text: str) -> list[tuple[float, Gram, int, int]]:
        """What each run in a text gives to its score, before all is scaled, with where the run stands."""
        placed = self._tokens.placed(text)
        tokens = [token for token, _, _ in placed]
        found: list[tuple[float, Gram, int, int]] = []
        for length, weights in self._weights.items():
            runs = list(grams(tokens, length))
            counts = Counter(runs)
            for at, gram in enumerate(runs):
                if gram in weights:
                    share = weights[gram] * math.log1p(counts[gram]) / counts[gram]
                    found.append((share, gram, placed[at][1], placed[at + length - 1][2]))
        return found


class _Weighing:
    """A question what a table says of a document: the same for all rules that share the table."""

    def __init__(self, table: tuple[str, str], matcher: WeightsMatcher) -> None:
        self.table, self.matcher = table, matcher

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, _Weighing) and self.table == other.table

    def __hash__(self) -> int:
        return hash((type(self), self.table))


class _Glancing(_Weighing):
    """Whether a document is worth weighing. Asked while its words are at hand."""

    def __call__(self, document: Document) -> bool:
        return self.matcher.weights.may(document.tokens)


class _Reading(_Weighing):
    """What the table says."""

    def __call__(self, document: Document) -> Reading:
        return self.matcher.weights.read(document.text)


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
        """The table, read where a document is long enough to be weighed."""
        return _weights(self._loaded)

    def _long(self, document: Document) -> Collection[str]:
        """Whether a document has words enough, at two for what is written together; what a glance says is kept."""
        if 2 * len(document.tokens) < self._rule.words:
            return ()
        document.fact(self._glancing)
        return (LONG,)

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """At most one match, at the first sentence; its values are `phrases`, and with what rules found as `signs`.

        With nothing found by other rules, a glance is enough to say nothing.
        """
        rule = self._rule
        weighed = {code: worth for code in sorted(document.found) if (worth := _worth(rule.evidence, code))}
        if not weighed and not document.fact(self._glancing):
            return
        reading = document.fact(self._reading)
        if reading.words < rule.words or reading.known < rule.known:
            return
        if reading.score + sum(weighed.values()) <= rule.above or not document.found.isdisjoint(rule.yields):
            return
        phrases, related = self._heaviest(document) if reading.score > 0 else ("", ())
        words = f"its small words, such as {phrases}" if phrases else ""
        codes = f"what {', '.join(weighed)} found" if weighed else ""
        signs = [words, codes] if reading.score > rule.above else [codes, words]
        start, end = document.unit("sentence", document.lines[0][0])
        yield Match(start, end, {"phrases": phrases, "signs": "; and by ".join(filter(None, signs))}, related)

    def _heaviest(self, document: Document) -> tuple[str, tuple[Span, ...]]:
        """The phrases that weigh most, as a message shows them, and the sentences."""
        phrases: dict[Gram, tuple[float, str]] = {}
        sentences: dict[Span, float] = {}
        for share, gram, start, end in self.weights.shares(document.text):
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


def _is_phrase(gram: Gram) -> bool:
    """Whether a reader can see something in a run: two words at least, one of them listed, no name and no mark."""
    return not isinstance(gram, str) and MARKS.isdisjoint(gram) and "N" not in gram and not SHAPES.issuperset(gram)


def _worth(evidence: Mapping[str, float], code: str) -> float:
    """What a code is worth: as the longest beginning of it that is named says."""
    return next((evidence[code[:end]] for end in range(len(code), 0, -1) if code[:end] in evidence), 0.0)


def _weights(loaded: LoadedRule) -> Weights:
    assert loaded.table is not None
    return Weights(loaded.table)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """No regex; the table is read, so that a mistake in it is found at once."""
    _weights(loaded).read("")
    yield from ()


KIND = Kind(WeightsRule, WeightsMatcher, patterns, values=("phrases", "signs"), last=True)
