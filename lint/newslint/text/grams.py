"""What a text is made of, whatever it speaks of: its small words, the shapes of all others, and their runs (n-grams).

A listed word stands for itself in lower case, any other for its shape: `N` for one with a capital and all such that
follow, `W-ing`, `W-ed` and so on by its ending, else `W`. Five marks are tokens; figures, quotation marks and layout do
not count at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from newslint.late import late

MARKS = frozenset(".,;!?")
ENDINGS = ("ing", "ed", "ly", "tion", "ment", "ness", "ous", "al", "s")
"""Endings that a shape tells, the first that fits."""
SHAPES = frozenset({"N", "W", *(f"W-{ending}" for ending in ENDINGS)})
REMEMBERED = 200_000
"""Words whose tokens are kept at hand."""

_ENDING = late(f"(?:{'|'.join(ENDINGS)})$")
_TOKEN = late(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)*|[.,;!?]")

Gram = str | tuple[str, ...]
"""A token, or a run of two and more."""


class Tokens(dict[str, str]):
    """The token of each word and mark, as written; found out once for each."""

    def __init__(self, words: Collection[str]) -> None:
        super().__init__()
        self.words = frozenset(words)

    def __missing__(self, written: str) -> str:
        token = written if written in MARKS else self._token(written)
        if len(self) < REMEMBERED:
            self[written] = token
        return token

    def __reduce__(self) -> tuple[type[Tokens], tuple[frozenset[str]]]:
        return Tokens, (self.words,)

    def each(self, text: str) -> list[str]:
        """The tokens of a text, one for each word and mark."""
        if text.isalpha():
            return [self[text]]
        return list(map(self.__getitem__, _TOKEN.findall(text)))

    def of(self, text: str) -> list[str]:
        """The tokens of a text."""
        tokens = self.each(text)
        return [token for token, before in zip(tokens, ["", *tokens], strict=False) if token != "N" or before != "N"]

    def placed(self, text: str) -> list[tuple[str, int, int]]:
        """The tokens of a text, each with where it stands."""
        placed: list[tuple[str, int, int]] = []
        for match in _TOKEN.finditer(text):
            token, start = self[match[0]], match.start()
            if token == "N" and placed and placed[-1][0] == "N":
                start = placed.pop()[1]
            placed.append((token, start, match.end()))
        return placed

    def _token(self, written: str) -> str:
        word = written.lower().replace("’", "'")
        if word in self.words:
            return word
        if written[0] != word[0]:
            return "N"
        ending = _ENDING.search(word, 2)
        return f"W-{ending[0]}" if ending else "W"


def grams(tokens: Sequence[str], length: int) -> Iterable[Gram]:
    """The runs of so many tokens, in order."""
    return tokens if length == 1 else zip(*(islice(tokens, at, None) for at in range(length)), strict=False)


def written(gram: Gram) -> str:
    """A run as a table holds it: tokens with a space between them."""
    return gram if isinstance(gram, str) else " ".join(gram)


def read(text: str) -> Gram:
    """A run as `written` writes it."""
    tokens = tuple(text.split(" "))
    return tokens[0] if len(tokens) == 1 else tokens
