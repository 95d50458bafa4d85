"""What recurs: lines, and beginnings and ends of documents, counted over a run by a digest of 8 bytes each.

The table is bounded. Where it is full, what is rare is let go (Misra and Gries): what stands in so many documents as is
asked for is never among it, unless documents have some 2,500 lines on average. Then those that are left are counted a
second time, so that what is told is exact.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from math import ceil
from typing import NamedTuple

from newslint.late import late
from newslint.text.document import Document
from newslint.text.spans import Span

FEWEST, SHARE = 5, 0.01
"""In how many documents, and in what share of all, something must stand to recur."""
MOST = 500_000
"""Digests in the table: some 50 MB."""
FEWEST_WORDS, PHRASE = 8, 12
"""Words that beginnings and ends have, and ends that may be in the midst of a sentence. Fewer are ordinary phrases."""
RUNGS = frozenset([*range(FEWEST_WORDS, 24), *range(24, 65, 4)])
"""The numbers of words that are counted where no sentence begins."""

_WORD = late(r"\S+")
_ENDS = (*".!?…:|", ".”", '."', ".)")
_SIGNS = tuple("©®•*|–—-#@►▶")
"""What a sentence ends in, and what else begins with."""
_LONGEST = max(RUNGS)
_REACH = 2_000
"""Code points at the beginning or end of a document among which its words are looked for."""


class Part(NamedTuple):
    """A line, or a fixed number of words, of a document: its digest and where it stands in the text."""

    digest: bytes
    span: Span


class Counts:
    """In how many documents each digest stands; with `only`, no others are counted."""

    def __init__(self, only: Collection[bytes] | None = None, most: int = MOST) -> None:
        self._only = only
        self._most = most
        self._counts: dict[bytes, int] = {}
        self.missed = 0
        self.documents = 0

    def add(self, texts: Iterable[Document]) -> None:
        """Count one document, of one or more texts."""
        self.documents += 1
        found = {part.digest for text in texts for part in (*lines(text), *heads(text), *tails(text))}
        for digest in found if self._only is None else found.intersection(self._only):
            self._counts[digest] = self._counts.get(digest, 0) + 1
        if len(self._counts) > self._most:
            self._shrink()

    @property
    def threshold(self) -> int:
        """In how many documents something must stand."""
        return max(FEWEST, ceil(SHARE * self.documents))

    def recurring(self) -> dict[bytes, int]:
        """What may recur, and how often it was counted: `missed` more at most."""
        enough = self.threshold - self.missed
        return {digest: count for digest, count in self._counts.items() if count >= enough}

    def _shrink(self) -> None:
        """Take as much from each count as leaves half of the table."""
        taken = sorted(self._counts.values())[len(self._counts) - self._most // 2]
        self._counts = {digest: count - taken for digest, count in self._counts.items() if count > taken}
        self.missed += taken


def lines(document: Document) -> Iterator[Part]:
    """Each line that is not blank, whatever its case and spaces."""
    for span in document.lines:
        yield Part(_digest("line", document.slice(span).casefold().split()), span)


def heads(document: Document) -> Iterator[Part]:
    """The first words of the document's first line, from the fewest to the most."""
    if document.lines:
        start, end = document.lines[0]
        words = list(_WORD.finditer(document.text, start, min(end, start + _REACH)))
        for count, digest in _growing("head", words):
            if count in RUNGS:
                yield Part(digest.digest(), (start, words[count - 1].end()))


def tails(document: Document) -> Iterator[Part]:
    """The last words of the document's last line, from the fewest to the most: sentences, or more than a phrase.

    They begin with no small letter: news ends in the same words now and then, but in the midst of a sentence.
    """
    if document.lines:
        start, end = document.lines[-1]
        words = [*_WORD.finditer(document.text, max(start, end - _REACH), end)][::-1]
        for count, digest in _growing("tail", words):
            first = words[count - 1]
            begins = first[0].startswith(_SIGNS) or (count < len(words) and words[count][0].endswith(_ENDS))
            if not first[0][0].islower() and (begins or (count >= PHRASE and count in RUNGS)):
                yield Part(digest.digest(), (first.start(), end))


def _growing(side: str, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, blake2b]]:
    """Numbers of words from the outer end on, and the digest of so many."""
    digest = blake2b(digest_size=8, person=side.encode())
    for count, word in enumerate(words[:_LONGEST], 1):
        digest.update(f"{word[0].casefold()} ".encode("utf-8", "surrogatepass"))
        if count >= FEWEST_WORDS:
            yield count, digest


def _digest(side: str, words: Iterable[str]) -> bytes:
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8, person=side.encode()).digest()
