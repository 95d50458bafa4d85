"""A regex approximated for a scan: an expression over bytes that is found wherever the regex matches, and seldom else.

Hyperscan finds thousands of expressions in one pass, but knows no look-around, no backreference and no Unicode
within a byte. So look-around stays where it is one character at the edge, a backreference repeats its group, and long
repetitions have no end; the regex itself decides about what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from newslint.classes import Bytes, bytes_of, written
from newslint.tree import ATOMIC, REPEATS, Node, op, parse

LONGEST = 16_000
"""Bytes: longer expressions are refused by Hyperscan."""
_COUNTED = 10
"""Repetitions are counted up to here; more turns would make the scan slow to compile."""
_COMMON = ord("e")
_RARE = 5
"""Characters given in a row: so many are seldom found where nothing else is asked. A line end is as rare."""
_LINE_END = ord("\n")
_BOUNDARY = (op.AT, op.AT_BOUNDARY)
_STARTS = ((op.AT, op.AT_BEGINNING), (op.AT, op.AT_BEGINNING_STRING))
_ENDS = ((op.AT, op.AT_END), (op.AT, op.AT_END_STRING))
_START_OF_SENTENCE = rb"(?:^|[\s.!?\x22'()\[\]\x85\x91-\x94\xa0\xab\xbb])"


class Place(NamedTuple):
    """Where in a regex a node stands: at its edges, and under which flags."""

    leads: bool
    trails: bool
    any_case: bool
    dot_all: bool

    def at(self, index: int, length: int) -> Place:
        """The place of one node of a sequence."""
        return self._replace(leads=self.leads and index == 0, trails=self.trails and index == length - 1)

    def within(self) -> Place:
        """The place of what stands between other nodes."""
        return self._replace(leads=False, trails=False)

    def bytes_of(self, node: Node, *, negated: bool = False) -> Bytes | None:
        """The bytes that a node for one character may match here; None for other nodes."""
        return bytes_of(node, any_case=self.any_case, dot_all=self.dot_all, negated=negated)

    def under(self, added: int, removed: int) -> Place:
        """The place with flags switched on and off."""
        return self._replace(
            any_case=(self.any_case or bool(added & re.I)) and not removed & re.I,
            dot_all=(self.dot_all or bool(added & re.S)) and not removed & re.S,
        )


def approximate(pattern: str, *, sentences: bool = False, whole: bool = False) -> bytes | None:
    """The expression for a regex, None where there is none.

    With `sentences` the regex matches within sentences, and what is scanned are paragraphs. With `whole` it
    matches whole units.
    """
    tree = parse(pattern)
    if tree is None:
        return None
    flags = tree.state.flags
    place = Place(not whole, not whole, bool(flags & re.I), bool(flags & re.S))
    expression = _Writer(sentences).sequence(list(tree), place)
    if whole:
        expression = b"^" + _alternatives([expression]) + b"$"
    return expression if len(expression) <= LONGEST else None


def longest(pattern: str) -> float:
    """The most characters that a line can have which a regex matches from end to end; infinite where it need not."""
    tree = parse(pattern)
    if tree is None or not (_holds(tree, _STARTS, 0) and _holds(tree, _ENDS, -1)):
        return inf
    most: int = tree.getwidth()[1]
    return most


def _holds(nodes: Sequence[Node], anchors: Sequence[Node], at: int) -> bool:
    """Whether whatever a sequence matches begins (0) or ends (-1) with an anchor."""
    if not nodes:
        return False
    kind, value = nodes[at]
    if kind is op.SUBPATTERN:
        return _holds(value[3], anchors, at)
    if kind is op.BRANCH:
        return all(_holds(branch, anchors, at) for branch in value[1])
    return nodes[at] in anchors


class _Writer:
    """Writes an expression node by node."""

    def __init__(self, sentences: bool) -> None:
        self._sentences = sentences
        self._groups: dict[int, bytes] = {}

    def sequence(self, nodes: Sequence[Node], place: Place) -> bytes:
        nodes = _trimmed(nodes, place)
        return b"".join(self._node(node, place.at(at, len(nodes))) for at, node in enumerate(nodes))

    def _node(self, node: Node, place: Place) -> bytes:
        kind, value = node
        single = place.bytes_of(node)
        if single is not None:
            return written(single)
        if kind is op.SUBPATTERN:
            return self._group(value, place)
        if kind is op.BRANCH:
            choices = [self.sequence(list(branch), place) for branch in value[1]]
            return b"" if b"" in choices and (place.leads or place.trails) else _alternatives(choices)
        if kind in REPEATS:
            return self._repeat(value, place)
        if kind is ATOMIC:
            return _alternatives([self.sequence(list(value), place)])
        if kind is op.GROUPREF:
            return self._groups.get(value, b".*")
        if kind is op.GROUPREF_EXISTS:
            return _alternatives(self.sequence(list(choice or ()), place.within()) for choice in value[1:])
        return self._edge(node, place)

    def _group(self, value: tuple[int | None, int, int, Sequence[Node]], place: Place) -> bytes:
        number, added, removed, inner = value
        place = place.under(added, removed)
        if number is not None:
            self._groups[number] = _alternatives([self.sequence(list(inner), place.within())])
        inside = self.sequence(list(inner), place)
        return inside if len(inner) == 1 else _alternatives([inside])

    def _repeat(self, value: tuple[int, int, Sequence[Node]], place: Place) -> bytes:
        least, most, inner = value
        inside = self.sequence(list(inner), place.within())
        if not inside:
            return b""
        if len(inner) != 1 or place.bytes_of(inner[0]) is None:
            inside = _alternatives([inside])
        if place.leads or place.trails:
            most = least
        if least > _COUNTED:
            return inside + b"{%d,}" % _COUNTED
        if most > _COUNTED:
            return inside + b"{%d,}" % least
        return b"" if most == 0 else inside if least == most == 1 else inside + b"{%d,%d}" % (least, most)

    def _edge(self, node: Node, place: Place) -> bytes:
        """What matches between characters, and look-around."""
        kind, value = node
        if node == _BOUNDARY:
            return rb"\b"
        if node in _STARTS:
            return b"" if not place.leads else _START_OF_SENTENCE if self._sentences else b"^"
        if node in _ENDS:
            return b"$" if place.trails and not self._sentences else b""
        if kind not in (op.ASSERT, op.ASSERT_NOT):
            return b""
        behind, inner = value[0] < 0, list(value[1])
        if not (place.leads if behind else place.trails):
            return b""
        if kind is op.ASSERT:
            return self.sequence(inner, place._replace(leads=behind, trails=not behind))
        if self._sentences or len(inner) != 1:
            return b""  # a sentence ends where the text goes on
        others = place.bytes_of(inner[0], negated=True)
        if others is None:
            return b""
        return _alternatives([b"^", written(others)] if behind else [written(others), b"$"])


def _trimmed(nodes: Sequence[Node], place: Place) -> list[Node]:
    """A sequence without what may as well be missing at the edges of a regex.

    `^[^"]*x` matches where `x` does: what may come any number of times goes, and the anchor before it. So does
    what is asked of the character next to a repetition, as in `\\b[a-z]+ x`, since any turn of it may be the first.
    What comes before a long repetition goes where enough is given behind it: it would be waited for all along.
    """
    kept = list(nodes)
    if place.leads:
        if len(kept) > 1 and kept[0] in _STARTS and _is_wide(kept[1], place):
            kept = kept[1:]
        while len(kept) > 1 and (_may_miss(kept[0]) or (_is_edge(kept[0]) and _repeats(kept[1], 0))):
            kept = kept[1:]
        wide = [at for at, node in enumerate(kept) if node[0] in REPEATS and node[1][1] > _COUNTED]
        kept = kept[max((at for at in wide if _letters(kept[at + 1 :]) >= _RARE), default=0) :]
    if place.trails:
        if len(kept) > 1 and kept[-1] in _ENDS and _is_wide(kept[-2], place):
            kept = kept[:-1]
        while len(kept) > 1 and (_may_miss(kept[-1]) or (_is_edge(kept[-1]) and _repeats(kept[-2], -1))):
            kept = kept[:-1]
    return kept


def _letters(nodes: Sequence[Node]) -> int:
    """How many characters in a row are given in any match of a sequence, at least."""
    most = run = 0
    for kind, value in nodes:
        if kind is op.LITERAL:
            run += _RARE if value == _LINE_END else 1
        else:
            run = 0
            if kind is op.SUBPATTERN:
                most = max(most, _letters(value[3]))
            elif kind is op.BRANCH:
                most = max(most, min(map(_letters, value[1])))
        most = max(most, run)
    return most


def _is_edge(node: Node) -> bool:
    """Whether a node asks something of what stands beside it: a boundary of words, look-around."""
    return node == _BOUNDARY or node[0] in (op.ASSERT, op.ASSERT_NOT)


def _repeats(node: Node, at: int) -> bool:
    """Whether a node begins (0) or ends (-1) with a repetition of changing length."""
    kind, value = node
    if kind is op.SUBPATTERN:
        return bool(value[3]) and _repeats(value[3][at], at)
    return kind in REPEATS and value[0] < value[1]


def _may_miss(node: Node) -> bool:
    """Whether a node may match nothing, whatever stands there."""
    return node[0] in REPEATS and node[1][0] == 0


def _is_wide(node: Node, place: Place) -> bool:
    """Whether a node matches nearly any text of nearly any length."""
    if not _may_miss(node) or node[1][1] <= _COUNTED:
        return False
    single = place.bytes_of(node[1][2][0]) if len(node[1][2]) == 1 else None
    return single is None or _COMMON in single


def _alternatives(expressions: Iterable[bytes]) -> bytes:
    return b"(?:" + b"|".join(dict.fromkeys(expressions)) + b")"
