"""Echoes: where the words of a document come again a few words on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from newslint.late import late
from newslint.text.document import Document
from newslint.text.fold import fold

_MARKS = ".,;:!?"
_ALIKE = late(rb"\0*")
_LEADING = late(r"[\w'-]+")
REMEMBERED = 200_000
"""Words whose keys are kept at hand."""


class _Keys(dict[str, int]):
    """A byte for each word as it is written: of a hash of what it begins with, folded, so that marks behind it do not
    count; found out once for each word."""

    def __missing__(self, written: str) -> int:
        word = fold(written)
        leading = _LEADING.match(word)
        key = hash(leading[0] if leading else word) & 255
        if len(self) < REMEMBERED:
            self[written] = key
        return key


_keys = _Keys()


class Echo:
    """The words of a document, and which of them come again.

    A byte stands for each word, so that the words of a document are compared with those some places on in a few
    operations on large numbers; what is alike by its byte is then compared itself, folded.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._written = document.tokens
        self._bytes = int.from_bytes(bytes(map(_keys.__getitem__, self._written)), "little")
        self._alike: dict[int, bytes] = {}
        self._pairs: dict[int, list[int]] = {}

    @cached_property
    def words(self) -> list[str]:
        """The words, folded."""
        return self._document.folded.text.split()

    @cached_property
    def doubled(self) -> set[str]:
        """The words that are the same as the next, which may have a mark behind it."""
        found = set[str]()
        for at in self.pairs(1):
            one, other = fold(self._written[at]), fold(self._written[at + 1])
            if one.isalpha() and (one == other or one == other.rstrip(_MARKS)):
                found.add(one)
        return found

    def pairs(self, lag: int) -> list[int]:
        """The places of the words that may be the same as the one `lag` places on, whatever marks stand behind it."""
        if lag not in self._pairs:
            alike, found = self._at(lag), list[int]()
            at = alike.find(0)
            while 0 <= at < len(self._written) - lag:
                found.append(at)
                at = alike.find(0, at + 1)
            self._pairs[lag] = found
        return self._pairs[lag]

    def joined(self, joint: str) -> bool:
        """Whether a joint, a word or a mark behind one, stands between two words of which one begins as the other."""
        word = joint.isalpha()
        lag = 2 if word else 1
        for at in self.pairs(lag):
            between = fold(self._written[at + lag - 1])
            if between == joint if word else between.endswith(joint):
                before = fold(self._written[at]) if word else between[: -len(joint)]
                if fold(self._written[at + lag]).startswith(before):
                    return True
        return False

    def loops(self, sizes: Iterable[int], times: int) -> Iterator[tuple[int, int, int]]:
        """Where phrases come `times` in a row: the size, the place of the first word, and that behind the last.

        The very last word may have a mark behind it, with which the sentence goes on or ends.
        """
        for size in sizes:
            alike, run = self._at(size), bytes(size * (times - 1) - 1)
            first = alike.find(run)
            while 0 <= first < len(self._written) - size:
                if fold(self._written[first]) != fold(self._written[first + size]):
                    first = alike.find(run, first + 1)
                    continue
                words = self.words
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
            self._alike[lag] = alike.to_bytes(len(self._written), "little")
        return self._alike[lag]


def _lettered(word: str) -> bool:
    return any(map(str.isalpha, word))
