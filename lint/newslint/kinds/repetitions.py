"""Echoes: where the words of a document come again a few words on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from newslint.text.document import Document

_MARKS = ".,;:!?"


class Echo:
    """The tokens of a document, and which of them are alike, whatever their case.

    A byte, its length without a mark behind it, stands for each word, so that the words of a document are compared
    with those some places on in a few operations on large numbers; what is alike in length is then compared itself.
    """

    def __init__(self, document: Document) -> None:
        self.tokens = tokens = document.tokens
        try:
            lengths = bytes([len(word) - (word[-1] in _MARKS) or 1 for word in tokens])
        except ValueError:  # a word of 256 characters or more
            lengths = bytes([min(len(word) - (word[-1] in _MARKS) or 1, 255) for word in tokens])
        self._lengths = int.from_bytes(lengths, "little")
        self._alike: dict[int, bytes] = {}

    @cached_property
    def doubled(self) -> set[str]:
        """The words, in lower case, that are the same as the next, which may have a mark behind it."""
        tokens, alike, found = self.tokens, self._at(1), set[str]()
        at = alike.find(0)
        while at >= 0:
            one, other = tokens[at], tokens[at + 1]
            if one.isalpha() and _same(one, other if other[-1].isalpha() else other.rstrip(_MARKS)):
                found.add(one.lower())
            at = alike.find(0, at + 1)
        return found

    def loops(self, sizes: Iterable[int], times: int) -> Iterator[tuple[int, int, int]]:
        """Where phrases come `times` in a row: the size, the place of the first token, and that behind the last.

        The very last word may have a mark behind it, with which the sentence goes on or ends.
        """
        tokens = self.tokens
        for size in sizes:
            alike, run = self._at(size), bytes(size * (times - 1) - 1)
            first = alike.find(run)
            while 0 <= first < len(tokens) - size:
                one, other = tokens[first], tokens[first + size]
                if one != other and one.lower() != other.lower():  # written out: asked for many words
                    first = alike.find(run, first + 1)
                    continue
                last = self._same(first, size)
                if last + 1 - first >= size * times:
                    marked = last < len(tokens) and _same(tokens[last].rstrip(_MARKS), tokens[last - size])
                    turns = (last + marked - first) // size
                    if turns >= times and any(map(_lettered, tokens[first : first + size])):
                        yield size, first, first + turns * size
                first = alike.find(run, last - size + 1)

    def _same(self, first: int, lag: int) -> int:
        """The place behind the last word that is, from the first on, the same as the one `lag` places before."""
        tokens, last = self.tokens, first + lag
        while last < len(tokens) and _same(tokens[last], tokens[last - lag]):
            last += 1
        return last

    def _at(self, lag: int) -> bytes:
        """One byte for each word: zero where the word `lag` places on may be the same (the last `lag` have none)."""
        if lag not in self._alike:
            alike = self._lengths ^ (self._lengths >> 8 * lag)
            self._alike[lag] = alike.to_bytes(len(self.tokens), "little")
        return self._alike[lag]


def _lettered(word: str) -> bool:
    return any(map(str.isalpha, word))


def _same(one: str, other: str) -> bool:
    return one == other or one.lower() == other.lower()
