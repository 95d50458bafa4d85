"""A regex approximated for a scan: an expression over bytes that is found wherever the regex matches, and seldom else.

Hyperscan finds thousands of expressions in one pass, but knows no look-around, no backreference and no Unicode
within a byte. So look-around stays only at the edges, where it asks for something or denies one character, a
backreference repeats its group, and long repetitions have no end; the regex itself decides about what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from newslint.scan.charclasses import written
from newslint.scan.context import Context
from newslint.scan.regex_tree import ATOMIC, BOUNDARY, ENDS, REPEATS, STARTS, Node, op, parse
from newslint.scan.trim import COUNTED, trimmed

LONGEST = 16_000
"""Bytes: longer expressions are refused by Hyperscan."""
WRITTEN = 500
"""Bytes of a repetition with all its turns written out, as Hyperscan does: a longer one has no end. One of six turns of
a hundred names took six seconds to compile, and nine megabytes."""
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
    context = Context(not whole, not whole, bool(flags & re.I), bool(flags & re.S), sentences)
    expression = _Writer().sequence(list(tree), context)
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

    def sequence(self, nodes: Sequence[Node], context: Context) -> bytes:
        nodes = trimmed(list(self._spliced(nodes, context)), context)
        within, last = context.within(), len(nodes) - 1
        return b"".join(
            self._node(node, within if 0 < at < last else context.at(at, len(nodes))) for at, node in enumerate(nodes)
        )

    def _spliced(self, nodes: Iterable[Node], context: Context) -> Iterator[Node]:
        """The nodes with those of groups in the context of these, as long as a group changes no flags."""
        for kind, value in nodes:
            if kind is op.SUBPATTERN and not value[1] and not value[2]:
                self._note(value[0], value[3], context)
                yield from self._spliced(value[3], context)
            else:
                yield kind, value

    def _note(self, number: int | None, inner: Sequence[Node], context: Context) -> None:
        """Keep what a backreference to a group stands for."""
        if number is not None:
            self._groups[number] = _alternatives([self.sequence(list(inner), context.within())])

    def _node(self, node: Node, context: Context) -> bytes:
        kind, value = node
        single = context.bytes_of(node)
        if single is not None:
            return written(single)
        if kind is op.SUBPATTERN:
            return self._group(value, context)
        if kind is op.BRANCH:
            choices = [self.sequence(list(branch), context) for branch in value[1]]
            return b"" if b"" in choices and (context.leads or context.trails) else _alternatives(choices)
        if kind in REPEATS:
            return self._repeat(value, context)
        if kind is ATOMIC:
            return _alternatives([self.sequence(list(value), context)])
        if kind is op.GROUPREF:
            return self._groups.get(value, b".*")
        if kind is op.GROUPREF_EXISTS:
            return _alternatives(self.sequence(list(choice or ()), context.within()) for choice in value[1:])
        return self._edge(node, context)

    def _group(self, value: tuple[int | None, int, int, Sequence[Node]], context: Context) -> bytes:
        number, added, removed, inner = value
        context = context.under(added, removed)
        self._note(number, inner, context)
        inside = self.sequence(list(inner), context)
        return inside if len(inner) == 1 else _alternatives([inside])

    def _repeat(self, value: tuple[int, int, Sequence[Node]], context: Context) -> bytes:
        least, most, inner = value
        inside = self.sequence(list(inner), context.within())
        if not inside:
            return b""
        if len(inner) != 1 or context.bytes_of(inner[0]) is None:
            inside = _alternatives([inside])
        if context.leads or context.trails:
            least = most = min(least, COUNTED)  # so many stand at the edge of any match, and end it once
        if least > COUNTED:
            return inside + b"{%d,}" % COUNTED
        if most > COUNTED or (least < most > 1 and len(inside) * most > WRITTEN):
            return inside + b"{%d,}" % least
        return b"" if most == 0 else inside if least == most == 1 else inside + b"{%d,%d}" % (least, most)

    def _edge(self, node: Node, context: Context) -> bytes:
        """What matches between characters, and look-around."""
        kind, value = node
        if node == BOUNDARY:
            return rb"\b"
        if node in STARTS:
            return b"" if not context.leads else _START_OF_SENTENCE if context.sentences else b"^"
        if node in ENDS:
            return b"$" if context.trails and not context.sentences else b""
        if kind not in (op.ASSERT, op.ASSERT_NOT):
            return b""
        behind, inner = value[0] < 0, list(value[1])
        if not (context.leads if behind else context.trails):
            return b""
        if kind is op.ASSERT:
            return self.sequence(inner, context._replace(leads=behind, trails=not behind))
        if context.sentences or len(inner) != 1:
            return b""  # a sentence ends where the text goes on
        others = context.bytes_of(inner[0], negated=True)
        if others is None:
            return b""
        return _alternatives([b"^", written(others)] if behind else [written(others), b"$"])


def _alternatives(expressions: Iterable[bytes]) -> bytes:
    return b"(?:" + b"|".join(dict.fromkeys(expressions)) + b")"
