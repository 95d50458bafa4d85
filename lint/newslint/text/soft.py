"""Soft hyphens: a text that was typeset with them reads as its words do without."""

from __future__ import annotations

from itertools import pairwise

from newslint.late import late
from newslint.text.shifts import Edit

SOFT = "\u00ad"
MANY = 3
"""So many words that hold one are no accident."""
_WITHIN = late(r"(?<=[^\W\d_])\u00ad+(?=[^\W\d_])")


def find_soft(text: str) -> list[Edit]:
    """The edits that take soft hyphens out of words, where many words have one."""
    if text.count(SOFT) < MANY:
        return []
    found = [Edit(*match.span(), "") for match in _WITHIN.finditer(text)]
    words = 1 + sum(text.find(" ", one.end, two.start) >= 0 for one, two in pairwise(found))
    return found if words >= MANY else []
