"""Stretches of a text: pieces that follow each other and hold so many words together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.text.spans import Span


def stretches(lengths: Sequence[int], words: int) -> Iterator[Span]:
    """The first piece of each stretch and the one behind its last, by the words that each piece holds.

    A stretch ends with the piece that makes it long enough; the next begins a third of that behind it.
    """
    first = last = held = 0
    while True:
        while last < len(lengths) and held < words:
            held += lengths[last]
            last += 1
        if held < words:
            return
        yield first, last
        passed = 0
        while passed < words / 3:
            passed += lengths[first]
            first += 1
        held -= passed
