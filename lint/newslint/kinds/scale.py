"""A table of weights: what a text scores by its small words and shapes, one by one and in runs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from newslint.rule.table import Table
from newslint.text.grams import MARKS, REMEMBERED, SHAPES, Gram, Tokens, grams, read

BIAS = "(bias)"
"""The row of a table that holds what is added to every score."""

_LOGS = [math.log1p(count) for count in range(256)]


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
        self._alike: dict[float, float] = {}  # equal numbers are one, which the processor has at hand

    def __missing__(self, written: str) -> float:
        if written[-1:] in MARKS and written[:-1].isalpha():
            worth = self[written[:-1]] + self._weights.get(written[-1], 0.0)
        else:
            worth = sum(self._weights.get(token, 0.0) for token in self._tokens.each(written))
        if len(self) < REMEMBERED:
            self[written] = worth = self._alike.setdefault(worth, worth)
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
        self._line = -first.pop(BIAS, 0.0) if first else -1.0  # without a first look, all pass it
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

    def glance(self, words: Sequence[str]) -> float:
        """By how much words pass a first look, one by one: what falls short is not worth weighing. Pieces add up."""
        return sum(map(self._glance.__getitem__, words)) - self._line * len(words)

    def room(self, words: int) -> float:
        """By how much so many words must pass it to leave little doubt."""
        return abs(self._line) / 3 * words

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
        # in the order of the text, so that sums are the same in every run
        for weight, count in zip(map(weights.get, counts), counts.values(), strict=True):
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
