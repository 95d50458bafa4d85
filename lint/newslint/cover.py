"""A cheaper set of literals: pieces of strings, one of which stands in each of them.

Greedy weighted set cover (Chvatal 1979): the piece that costs least for each string it newly covers comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from heapq import heapify, heappop, heappush

LONGEST = 3
"""Words of a piece."""
ANY_PART = 5
"""Characters: of a string that is no longer, every part is a piece."""


def cover(strings: Collection[str], price: Callable[[str], float]) -> frozenset[str]:
    """Pieces that stand in all strings at the least price found, `price` being that of looking for one."""
    covers: dict[str, set[str]] = {}
    for string in strings:
        for piece in _pieces(string):
            covers.setdefault(piece, set()).add(string)
    queue = [(price(piece) / len(covered), piece) for piece, covered in covers.items()]
    heapify(queue)
    left = set(strings)
    chosen: set[str] = set()
    while left:
        share, piece = heappop(queue)
        gained = covers[piece] & left
        if not gained:
            continue
        now = price(piece) / len(gained)
        if queue and now > share and now > queue[0][0]:
            heappush(queue, (now, piece))  # others have covered some of it: its turn comes later
            continue
        chosen.add(piece)
        left -= gained
    return frozenset(piece for piece in chosen if not any(other in piece for other in chosen if other != piece))


def _pieces(string: str) -> Iterator[str]:
    """The words in a row of a string, with the spaces around them, and every part of a short one."""
    words = string.split(" ")
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST, len(words))):
            start, end = max(starts[first] - 1, 0), min(starts[last + 1], len(string))
            if string[start:end].strip(" "):
                yield string[start:end]
    yield string
    if len(string) <= ANY_PART:
        for start in range(len(string)):
            for end in range(start + 1, len(string) + 1):
                yield string[start:end]
