"""A regex approximated for a scan: an expression over bytes that is found wherever the regex matches, and seldom else.

Hyperscan finds thousands of expressions in one pass, but knows no look-around, no backreference and no Unicode
within a byte. So look-around stays only at the edges, where it asks for something or denies one character, a
backreference repeats its group, and long repetitions have no end; the regex itself decides about what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from newslint.classes import written
from newslint.place import Place
from newslint.tree import ATOMIC, BOUNDARY, ENDS, REPEATS, STARTS, Node, op, parse
from newslint.trim import COUNTED, trimmed

LONGEST = 16_000
"""Bytes: longer expressions are refused by Hyperscan."""
_START_OF_SENTENCE = rb"(?:^|[\s.!?\x22'()\[\]\x85\x91-\x94\xa0\xab\xbb])"


def approximate(pattern: str, *, sentences: bool = False, whole: bool = False) -> bytes | None:
    """The expression for a regex, None where there is none.

    With `sentences` the regex matches within sentences, and what is scanned are paragraphs. With `whole` it
    matches whole units.
    """
    tree = parse(pattern)
    if tree is None:
        return None
    flags = tree.state.flags
    place = Place(not whole, not whole, bool(flags & re.I), bool(flags & re.S), sentences)
    expression = _Writer().sequence(list(tree), place)
    if whole:
        expression = b"^" + _alternatives([expression]) + b"$"
    return expression if len(expression) <= LONGEST else None


def longest(pattern: str) -> float:
    """The most characters that a line can have which a regex matches from end to end; infinite where it need not."""
    tree = parse(pattern)
    if tree is None or not (_holds(tree, STARTS, 0) and _holds(tree, ENDS, -1)):
        return inf
    most: int = tree.getwidth()[1]
    return most if most < op.MAXREPEAT else inf


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

    def __init__(self) -> None:
        self._groups: dict[int, bytes] = {}

    def sequence(self, nodes: Sequence[Node], place: Place) -> bytes:
        nodes = trimmed(list(self._spliced(nodes, place)), place)
        return b"".join(self._node(node, place.at(at, len(nodes))) for at, node in enumerate(nodes))

    def _spliced(self, nodes: Iterable[Node], place: Place) -> Iterator[Node]:
        """The nodes with those of groups in the place of these, as long as a group changes no flags."""
        for kind, value in nodes:
            if kind is op.SUBPATTERN and not value[1] and not value[2]:
                self._note(value[0], value[3], place)
                yield from self._spliced(value[3], place)
            else:
                yield kind, value

    def _note(self, number: int | None, inner: Sequence[Node], place: Place) -> None:
        """Keep what a backreference to a group stands for."""
        if number is not None:
            self._groups[number] = _alternatives([self.sequence(list(inner), place.within())])

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
        self._note(number, inner, place)
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
        if least > COUNTED:
            return inside + b"{%d,}" % COUNTED
        if most > COUNTED:
            return inside + b"{%d,}" % least
        return b"" if most == 0 else inside if least == most == 1 else inside + b"{%d,%d}" % (least, most)

    def _edge(self, node: Node, place: Place) -> bytes:
        """What matches between characters, and look-around."""
        kind, value = node
        if node == BOUNDARY:
            return rb"\b"
        if node in STARTS:
            return b"" if not place.leads else _START_OF_SENTENCE if place.sentences else b"^"
        if node in ENDS:
            return b"$" if place.trails and not place.sentences else b""
        if kind not in (op.ASSERT, op.ASSERT_NOT):
            return b""
        behind, inner = value[0] < 0, list(value[1])
        if not (place.leads if behind else place.trails):
            return b""
        if kind is op.ASSERT:
            return self.sequence(inner, place._replace(leads=behind, trails=not behind))
        if place.sentences or len(inner) != 1:
            return b""  # a sentence ends where the text goes on
        others = place.bytes_of(inner[0], negated=True)
        if others is None:
            return b""
        return _alternatives([b"^", written(others)] if behind else [written(others), b"$"])


def _alternatives(expressions: Iterable[bytes]) -> bytes:
    return b"(?:" + b"|".join(dict.fromkeys(expressions)) + b")"
