"""Echoes: where the words of a document come again a few words on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress, count, islice

from newslint.late import late
from newslint.text.document import Document

_MARKS = ".,;:!?"
_ALIKE = late(rb"\0*")


class Echo:
    """The words of a document, folded, and which of them come again.

    A byte of its hash stands for each word, so that the words of a document are compared with those some places on in a
    few operations on large numbers; what is alike by its byte is then compared itself.
    """

    def __init__(self, document: Document) -> None:
        self.words = words = document.folded.text.split()
        self._bytes = int.from_bytes(bytes(map((255).__and__, map(hash, words))), "little")
        self._alike: dict[int, bytes] = {}

    @cached_property
    def doubled(self) -> set[str]:
        """The words that are the same as the next, which may have a mark behind it."""
        words, found = self.words, set[str]()
        for at in compress(count(), map(str.startswith, islice(words, 1, None), words)):
            one, other = words[at], words[at + 1]
            if one.isalpha() and (one == other or one == other.rstrip(_MARKS)):
                found.add(one)
        return found

    def loops(self, sizes: Iterable[int], times: int) -> Iterator[tuple[int, int, int]]:
        """Where phrases come `times` in a row: the size, the place of the first word, and that behind the last.

        The very last word may have a mark behind it, with which the sentence goes on or ends.
        """
        words = self.words
        for size in sizes:
            alike, run = self._at(size), bytes(size * (times - 1) - 1)
            first = alike.find(run)
            while 0 <= first < len(words) - size:
                last = self._same(first, size)
                if last + 1 - first >= size * times:
                    marked = last < len(words) and words[last].rstrip(_MARKS) == words[last - size]
                    turns = (last + marked - first) // size
                    if turns >= times and any(map(_lettered, words[first : first + size])):
                        yield size, first, first + turns * size
                first = alike.find(run, last - size + 1)

    def _same(self, first: int, lag: int) -> int:
        """The place behind the last word that is, from the first on, the same as the one `lag` places before."""
        words = self.words
        behind = _ALIKE.match(self._at(lag), first, len(words) - lag)
        last = (behind.end() if behind else first) + lag
        if words[first : last - lag] == words[first + lag : last]:
            return last
        last = first + lag
        while last < len(words) and words[last] == words[last - lag]:
            last += 1
        return last

    def _at(self, lag: int) -> bytes:
        """One byte for each word: zero where the word `lag` places on may be the same (the last `lag` have none)."""
        if lag not in self._alike:
            alike = self._bytes ^ (self._bytes >> 8 * lag)
            self._alike[lag] = alike.to_bytes(len(self.words), "little")
        return self._alike[lag]


def _lettered(word: str) -> bool:
    return any(map(str.isalpha, word))
