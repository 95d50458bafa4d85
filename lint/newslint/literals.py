"""Literals that must stand in a text for a regex to match it, as in RE2's FilteredRE2 and Rust's regex-syntax.

For each node of the parse tree four things are known: the exact strings it matches, if they are few; the
strings it begins with; those it ends with; and literals one of which must stand within. Where two nodes meet,
the end of one and the beginning of the other make longer literals, and the rarest set on the way is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from newslint.fold import fold, level
from newslint.frequency import expected
from newslint.tree import ATOMIC, REPEATS, op

MAX_STRINGS = 1_000
"""How many strings are multiplied out or asked for."""
LITERAL = 0.0000001
"""What one more literal costs, in hits per character: it makes the automaton larger."""
MAX_CLASS = 40
"""How many characters of a class are written out."""

Strings = frozenset[str]
NOTHING: Strings = frozenset({""})


class Known(NamedTuple):
    """What is known of a node. `best` is None where no literal is needed; `exact` where there are too many."""

    exact: Strings | None
    head: Strings
    tail: Strings
    best: Strings | None


EMPTY = Known(NOTHING, NOTHING, NOTHING, None)
ANYTHING = Known(None, NOTHING, NOTHING, None)


def of(strings: Iterable[str]) -> Known:
    """What is known of a node that matches these strings and no others."""
    exact = frozenset(strings)
    return Known(exact, exact, exact, None)


class Walk:
    """Walks a parse tree. Strings are joined as in the folded text: typographic marks are plain, a run of white
    space is one space; with `any_case` letters are small."""

    def __init__(self, *, any_case: bool) -> None:
        self._fold: Callable[[str], str] = fold if any_case else level
        self._written = not any_case

    def rate(self, literals: Iterable[str]) -> float:
        """What looking for a set of literals costs: expected hits per character of English, and its size."""
        return sum(map(self.price, literals))

    def price(self, literal: str) -> float:
        """What looking for one more literal costs, in the same measure."""
        return LITERAL + expected(literal, written=self._written)

    def needed(self, known: Known) -> Strings | None:
        """Literals one of which any match of a node holds."""
        return self._rarest(known.best, known.exact) or self._rarest(known.head, known.tail)

    def _rarest(self, *sets: Strings | None) -> Strings | None:
        """The set with the fewest expected hits; one that holds the empty string asks for nothing."""
        return min((found for found in sets if found and "" not in found), key=self.rate, default=None)

    def sequence(self, nodes: Iterable[Any]) -> Known:
        """What is known of nodes one after another."""
        known = EMPTY
        for kind, value in nodes:
            if kind is op.ASSERT:
                known = self._look(known, value[0], self.sequence(value[1]))
            else:
                known = self._join(known, self._node(kind, value))
        return known

    def _join(self, a: Known, b: Known) -> Known:
        if a.exact is not None and b.exact is not None and len(a.exact) * len(b.exact) <= MAX_STRINGS:
            return of(self._product(a.exact, b.exact))._replace(best=self._rarest(a.best, b.best))
        met = self._meeting(a.tail, b.head)
        head = self._meeting(a.exact, b.head, keep_left=True) if a.exact is not None else a.head
        tail = self._meeting(a.tail, b.exact, keep_right=True) if b.exact is not None else b.tail
        return Known(None, head, tail, self._rarest(self.needed(a), self.needed(b), met))

    def _look(self, a: Known, direction: int, look: Known) -> Known:
        """A look-around: what is ahead follows `a`; what is behind is a longer or rarer end of what came before."""
        best = self._rarest(a.best, self.needed(look))
        if direction > 0:
            return a._replace(best=self._rarest(best, self._meeting(a.tail, look.head)))
        tail = look.tail if a.tail == NOTHING else self._rarest(a.tail, look.tail) or NOTHING
        return Known(None, a.head, tail, best)

    def _meeting(self, a: Strings, b: Strings, *, keep_left: bool = False, keep_right: bool = False) -> Strings:
        """Every end with every beginning, shortened where they are too many."""
        for size in (None, 3, 2, 1, 0):
            left = a if keep_left else frozenset(text[-size:] if size else "" for text in a) if size is not None else a
            if len(left) * len(b) <= MAX_STRINGS:
                return self._product(left, b)
            right = b if keep_right else frozenset(text[:size] for text in b) if size is not None else b
            if len(left) * len(right) <= MAX_STRINGS:
                return self._product(left, right)
        return b if keep_right else a

    def _product(self, a: Strings, b: Strings) -> Strings:
        """Every string of `a` before every one of `b`; spaces that meet are one."""
        if any(first.endswith(" ") for first in a):
            return frozenset(
                first + (second[1:] if first.endswith(" ") and second.startswith(" ") else second)
                for first in a
                for second in b
            )
        return frozenset(first + second for first in a for second in b)

    def _node(self, kind: Any, value: Any) -> Known:
        if kind is op.LITERAL:
            return of({self._fold(chr(value))})
        if kind is op.IN:
            return self._class(value)
        if kind is op.BRANCH:
            return self._branch([self.sequence(branch) for branch in value[1]])
        if kind is op.SUBPATTERN:
            return self.sequence(value[3])
        if kind is ATOMIC[0]:
            return self.sequence(value)
        if kind in REPEATS:
            return self._repeat(value[0], value[1], self.sequence(value[2]))
        return EMPTY if kind in (op.AT, op.ASSERT_NOT) else ANYTHING

    def _branch(self, branches: list[Known]) -> Known:
        if all(branch.exact is not None for branch in branches):
            exact = frozenset[str]().union(*(branch.exact or NOTHING for branch in branches))
            if len(exact) <= MAX_STRINGS:
                return of(exact)
        best = [self.needed(branch) for branch in branches]
        return Known(
            None,
            _few(frozenset[str]().union(*(branch.head for branch in branches))),
            _few(frozenset[str]().union(*(branch.tail for branch in branches))),
            frozenset[str]().union(*(found for found in best if found)) if all(best) else None,
        )

    def _repeat(self, least: int, most: int, body: Known) -> Known:
        if body.exact == frozenset({" "}):  # a run of white space is one space
            return body if least else of({"", " "})
        if least == most == 1:
            return body
        if least == 0:
            return of(body.exact | NOTHING) if most == 1 and body.exact is not None else ANYTHING
        if body.exact is not None and least == most and len(body.exact) ** least <= MAX_STRINGS:
            exact = body.exact
            for _ in range(least - 1):
                exact = self._product(exact, body.exact)
            return of(exact)
        return Known(None, body.head, body.tail, self.needed(body))

    def _class(self, items: list[tuple[Any, Any]]) -> Known:
        """A character class: its characters where they are few."""
        chars: set[str] = set()
        for kind, value in items:
            if kind is op.LITERAL:
                chars.add(self._fold(chr(value)))
            elif kind is op.RANGE and value[1] - value[0] < MAX_CLASS:
                chars.update(self._fold(chr(code)) for code in range(value[0], value[1] + 1))
            elif kind is op.CATEGORY and value is op.CATEGORY_SPACE:
                chars.add(" ")
            else:
                return ANYTHING
        return of(chars) if len(chars) <= 2 * MAX_CLASS else ANYTHING


def _few(strings: Strings) -> Strings:
    """The strings, or their first characters where they are too many to keep."""
    return strings if len(strings) <= MAX_STRINGS else NOTHING
