"""What must stand in a text for a regex to match it: found out once, asked of every text.

The engine looks for the literals of all regexes at once and runs a regex only where one of its own
stands. They are derived from the regex's parse tree, as in RE2's FilteredRE2 and Rust's regex-syntax:
exact strings are multiplied out along a sequence, united across alternatives, and the rarest set on
the way is kept.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from newslint.fold import fold, fold_phrase
from newslint.frequency import expected

if sys.version_info >= (3, 11):
    from re import _constants as op  # type: ignore[attr-defined]
    from re import _parser as sre  # type: ignore[attr-defined]
else:  # pragma: no cover
    import sre_constants as op
    import sre_parse as sre

MAX_EXACT = 300
"""How many exact strings are multiplied out before the product is broken off."""
MAX_LITERALS = 600
"""How many literals one regex may ask for."""
MAX_CLASS = 40
"""How many characters of a class are written out."""
MAX_RATE = 0.003
"""Hits per character of English: literals more common than this cost more than they save."""
MAX_REPEATS = 3
"""Repetitions without limit that a regex may have, none within another, to be trusted with a short unit."""
MAX_TURNS = 4
"""Turns that a repetition may take of something that can match in many ways."""

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, getattr(op, "POSSESSIVE_REPEAT", None))


class Needs(msgspec.Struct, frozen=True):
    """What a regex needs to match, and what it costs.

    `literals`: folded, one of them stands in any match (empty: nothing is known). `ends`: the unit ends
    with one of these. `beyond_ascii`: a match holds one of these characters, a class of characters beyond
    ASCII (empty: none is needed). `steady`: cannot run away, so that no time limit has to be watched.
    """

    literals: list[str] = []
    ends: list[str] = []
    beyond_ascii: str = ""
    steady: bool = False


class _Found(NamedTuple):
    """`exact`: the strings a node matches, if they are few; `best`: literals one of which must stand in it."""

    exact: frozenset[str] | None
    best: frozenset[str] | None


_EMPTY = _Found(frozenset({""}), None)
_UNKNOWN = _Found(None, None)


def needs(pattern: str) -> Needs:
    """What a match of `pattern` needs. A pattern that the standard library cannot parse needs nothing known."""
    try:
        tree = sre.parse(pattern)
    except (sre.error, OverflowError, RecursionError):  # syntax that only `regex` has
        return Needs()
    found = _Folded().sequence(tree)
    best = _rarer(found.best, found.exact)
    if best is None or len(best) > MAX_LITERALS or _rate(best) > MAX_RATE:
        best = frozenset()
    literals = sorted(literal for literal in best if not any(other in literal for other in best if other != literal))
    return Needs(literals, [] if literals else _ends(tree), _beyond_ascii(tree), _repeats(tree) <= MAX_REPEATS)


def _rate(literals: Iterable[str]) -> float:
    return sum(map(expected, literals))


def _rarer(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    """The set with fewer expected hits; a set that holds the empty string asks for nothing."""
    usable = [found for found in (a, b) if found and "" not in found]
    return min(usable, key=_rate, default=None)


class _Folded:
    """Walks a parse tree; strings are joined as in the folded text, where a run of white space is one space."""

    fold: Callable[[str], str] = staticmethod(fold)
    join: Callable[[str], str] = staticmethod(fold_phrase)
    space: str | None = " "

    def sequence(self, nodes: Iterable[Any]) -> _Found:
        exact: frozenset[str] = frozenset({""})
        best: frozenset[str] | None = None
        whole = True
        for kind, value in nodes:
            if kind is op.ASSERT:
                best = _rarer(best, self._assertion(exact, *value))
                continue
            found = self.node(kind, value)
            best = _rarer(best, found.best)
            if found.exact is not None and len(exact) * len(found.exact) <= MAX_EXACT:
                exact = self.product(exact, found.exact)
                continue
            best = _rarer(best, exact)
            whole = False
            exact = found.exact if found.exact is not None else frozenset({""})
        return _Found(exact, best) if whole else _Found(None, _rarer(best, exact))

    def product(self, a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
        return frozenset(self.join(first + second) for first in a for second in b)

    def _assertion(self, exact: frozenset[str], direction: int, body: Any) -> frozenset[str] | None:
        """Literals that a look-around asks for; what is looked at ahead follows what came before."""
        found = self.sequence(body)
        best = _rarer(found.best, found.exact)
        if direction < 0:
            return best
        for kind, value in body:
            ahead = self.node(kind, value).exact
            if ahead is None or len(exact) * len(ahead) > MAX_EXACT:
                break
            exact = self.product(exact, ahead)
        return _rarer(best, exact)

    def node(self, kind: Any, value: Any) -> _Found:
        if kind is op.LITERAL:
            return _Found(frozenset({self.fold(chr(value))}), None)
        if kind is op.IN:
            return self._class(value)
        if kind is op.BRANCH:
            return self._branch([self.sequence(branch) for branch in value[1]])
        if kind is op.SUBPATTERN:
            return self.sequence(value[3])
        if kind is getattr(op, "ATOMIC_GROUP", None):
            return self.sequence(value)
        if kind in _REPEATS:
            return self._repeat(*value)
        return _EMPTY if kind in (op.AT, op.ASSERT_NOT) else _UNKNOWN

    def _branch(self, branches: list[_Found]) -> _Found:
        if all(branch.exact is not None for branch in branches):
            exact = frozenset[str]().union(*(branch.exact or () for branch in branches))
            if len(exact) <= MAX_EXACT:
                return _Found(exact, None)
        chosen = [_rarer(branch.best, branch.exact) for branch in branches]
        if any(literals is None for literals in chosen):
            return _UNKNOWN
        return _Found(None, frozenset[str]().union(*(literals or () for literals in chosen)))

    def _repeat(self, least: int, most: int, body: Any) -> _Found:
        found = self.sequence(body)
        if self.space and found.exact is not None and found.exact == {self.space}:
            return found if least else _Found(frozenset({"", self.space}), None)
        if least == 0:
            return _Found(found.exact | {""}, None) if most == 1 and found.exact is not None else _UNKNOWN
        return found if least == most == 1 else _Found(None, _rarer(found.best, found.exact))

    def _class(self, items: list[tuple[Any, Any]]) -> _Found:
        """A character class: its characters where they are few."""
        chars: set[str] = set()
        for kind, value in items:
            if kind is op.LITERAL:
                chars.add(self.fold(chr(value)))
            elif kind is op.RANGE and value[1] - value[0] < MAX_CLASS:
                chars.update(self.fold(chr(code)) for code in range(value[0], value[1] + 1))
            elif kind is op.CATEGORY and value is op.CATEGORY_SPACE and self.space:
                chars.add(self.space)
            else:
                return _UNKNOWN
        return _Found(frozenset(chars), None) if len(chars) <= MAX_CLASS else _UNKNOWN


class _AsWritten(_Folded):
    """The same without folding, for what is compared with the text itself."""

    fold = staticmethod(str)
    join = staticmethod(str)
    space = None


def _ends(tree: Any) -> list[str]:
    """The endings of a regex that closes with `$`, as written; none where case is ignored."""
    nodes = list(tree)
    if tree.state.flags & op.SRE_FLAG_IGNORECASE or not nodes or nodes[-1] != (op.AT, op.AT_END):
        return []
    walk = _AsWritten()
    exact = _tail(walk, nodes[:-1])
    return [] if "" in exact else sorted(exact)


def _tail(walk: _AsWritten, nodes: Any) -> frozenset[str]:
    """The exact strings with which a sequence ends."""
    exact: frozenset[str] = frozenset({""})
    for kind, value in reversed(list(nodes)):
        found = walk.node(kind, value)
        if found.exact is None or len(found.exact) * len(exact) > MAX_EXACT:
            return walk.product(_tail(walk, value[3]), exact) if kind is op.SUBPATTERN else exact
        exact = walk.product(found.exact, exact)
    return exact


def _beyond_ascii(nodes: Iterable[Any]) -> str:
    """A class of characters beyond ASCII one of which any match holds; empty where there is none."""
    for kind, value in nodes:
        found = ""
        if kind is op.LITERAL and value > 127:
            found = re.escape(chr(value))
        elif kind is op.IN and all((k is op.LITERAL and v > 127) or (k is op.RANGE and v[0] > 127) for k, v in value):
            ranges = ((v, v) if k is op.LITERAL else v for k, v in value)
            found = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)
        elif kind is op.SUBPATTERN:
            found = _beyond_ascii(value[3])
        elif kind is op.BRANCH:
            branches = [_beyond_ascii(branch) for branch in value[1]]
            found = "".join(branches) if all(branches) else ""
        elif kind in _REPEATS and value[0] > 0:
            found = _beyond_ascii(value[2])
        if found:
            return found
    return ""


def _repeats(nodes: Iterable[Any]) -> int:
    """How many repetitions without limit a tree has; more than are trusted where one could match in many ways."""
    count = 0
    for kind, value in nodes:
        count += sum(_repeats(child) for child in _children(kind, value))
        if kind in _REPEATS and value[1] > MAX_TURNS:
            count += 1 if value[1] > MAX_CLASS else 0
            count += MAX_REPEATS + 1 if _varies(value[2]) else 0
    return count


def _varies(nodes: Iterable[Any]) -> bool:
    """Whether a sequence holds alternatives or a repetition of changing length."""
    return any(
        kind is op.BRANCH
        or (kind in _REPEATS and value[0] != value[1])
        or any(_varies(child) for child in _children(kind, value))
        for kind, value in nodes
    )


def _children(kind: Any, value: Any) -> list[Any]:
    """The sequences within a node."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind in _REPEATS:
        return [value[2]]
    if kind is getattr(op, "ATOMIC_GROUP", None):
        return [value]
    return [child for child in value[1:] if child] if kind is op.GROUPREF_EXISTS else []
