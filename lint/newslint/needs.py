"""What a regex needs to match: found out when its pack is read, asked of every text before the regex runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from newslint.cover import cover
from newslint.fold import variants
from newslint.literals import MAX_CLASS, Strings, Walk
from newslint.tree import ATOMIC, REPEATS, Node, children, op, parse

MAX_RATE = 0.005
"""Hits per character of English: literals more common than this cost more than they save."""
MAX_RATE_OF_SHAPED = 0.0003
"""The same for a regex whose units can be told by how they begin or end."""
MAX_REPEATS = 3
"""Repetitions without limit that a regex may have, none within another, to be trusted with a short unit."""
MAX_TURNS = 4
"""Turns that a repetition may take of something that can match in many ways."""


class Needs(msgspec.Struct, frozen=True):
    """What a regex needs, and what it costs.

    `literals`: one of them stands in any match (empty: nothing is known), folded if `any_case`, else as
    written but for typography and white space. `first`, `last`: the unit begins, ends with one of these.
    `beyond_ascii`: a match holds one of these characters, a class beyond ASCII. `steady`: cannot run away, so
    that no time limit has to be watched. `joinable`: what matches in a unit matches in the units joined by
    line ends too.
    """

    literals: list[str] = []
    any_case: bool = False
    first: str = ""
    last: str = ""
    beyond_ascii: str = ""
    steady: bool = False
    joinable: bool = False

    @property
    def folded(self) -> list[str]:
        """The literals to look for in the folded text."""
        return self.literals if self.any_case else []

    @property
    def written(self) -> list[str]:
        """The literals to look for in the text as written."""
        return [] if self.any_case else self.literals


def needs(pattern: str) -> Needs:
    """What a match of `pattern` needs. A pattern that the standard library cannot parse needs nothing known."""
    tree = parse(pattern)
    if tree is None:
        return Needs()
    nodes = list(tree)
    any_case = bool(tree.state.flags & op.SRE_FLAG_IGNORECASE) or _any_case(nodes)
    walk = Walk(any_case=any_case)
    best = walk.needed(walk.sequence(nodes)) or frozenset()
    first = "" if any_case else _first(walk, nodes)
    last = "" if any_case else _last(walk, nodes)
    best = cover(best, walk.price)
    if walk.rate(best) > (MAX_RATE_OF_SHAPED if first or last else MAX_RATE):
        best = frozenset()
    return Needs(
        literals=sorted(best),
        any_case=any_case,
        first=first,
        last=last,
        beyond_ascii=_beyond_ascii(nodes),
        steady=_repeats(nodes) <= MAX_REPEATS,
        joinable=_joinable(nodes),
    )


def _any_case(nodes: Iterable[Node]) -> bool:
    """Whether case is ignored anywhere within, but for what must not stand there."""
    return any(
        (node[0] is op.SUBPATTERN and bool(node[1][1] & op.SRE_FLAG_IGNORECASE))
        or any(_any_case(child) for child in children(node))
        for node in nodes
        if node[0] is not op.ASSERT_NOT
    )


def _first(walk: Walk, nodes: list[Node]) -> str:
    """The characters with which a regex that opens with `^` begins."""
    return _characters(walk.sequence(nodes[1:]).head, 0) if nodes and nodes[0] == (op.AT, op.AT_BEGINNING) else ""


def _last(walk: Walk, nodes: list[Node]) -> str:
    """The characters with which a regex that closes with `$` ends."""
    return _characters(walk.sequence(nodes[:-1]).tail, -1) if nodes and nodes[-1] == (op.AT, op.AT_END) else ""


def _characters(strings: Strings, at: int) -> str:
    if "" in strings:
        return ""
    return "".join(sorted({variant for text in strings for variant in variants(text[at])}))


def _beyond_ascii(nodes: Iterable[Node]) -> str:
    """A class of characters beyond ASCII one of which any match holds; empty where there is none."""
    for node in nodes:
        kind, value = node
        found = ""
        if kind is op.LITERAL and value > 127:
            found = re.escape(chr(value))
        elif kind is op.IN and all((k is op.LITERAL and v > 127) or (k is op.RANGE and v[0] > 127) for k, v in value):
            ranges = ((v, v) if k is op.LITERAL else v for k, v in value)
            found = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)
        elif kind is op.BRANCH:
            branches = [_beyond_ascii(branch) for branch in value[1]]
            found = "".join(branches) if all(branches) else ""
        elif kind is op.SUBPATTERN or (kind in REPEATS and value[0] > 0):
            found = _beyond_ascii(children(node)[0])
        if found:
            return found
    return ""


def _repeats(nodes: Iterable[Node]) -> int:
    """How many repetitions without limit a tree has; more than are trusted where one could match in many ways."""
    count = 0
    for node in nodes:
        kind, value = node
        count += sum(_repeats(child) for child in children(node))
        if kind in REPEATS and value[1] > MAX_TURNS:
            count += 1 if value[1] > MAX_CLASS else 0
            count += MAX_REPEATS + 1 if _varies(value[2]) else 0
    return count


def _varies(nodes: Iterable[Node]) -> bool:
    """Whether a sequence holds alternatives or a repetition of changing length."""
    return any(
        node[0] is op.BRANCH
        or (node[0] in REPEATS and node[1][0] != node[1][1])
        or any(_varies(child) for child in children(node))
        for node in nodes
    )


def _joinable(nodes: Iterable[Node]) -> bool:
    """Whether a line end next to a unit cannot hide a match: no atomic group, no negative look-around that sees it."""
    return all(
        not (node[0] is op.ASSERT_NOT and any(map(_sees_line_end, node[1][1])))
        and node[0] not in (*ATOMIC, op.GROUPREF_EXISTS)
        and all(_joinable(child) for child in children(node))
        for node in nodes
    )


def _sees_line_end(node: Any) -> bool:
    """Whether a node may match a line end."""
    kind, value = node
    if kind is op.IN:
        items = [item for item in value if item[0] is not op.NEGATE]
        sees = any(_sees_line_end(item) for item in items)
        return not sees if len(items) < len(value) else sees
    if kind is op.RANGE:
        return bool(value[0] <= 10 <= value[1])
    if kind is op.CATEGORY:
        return value in (op.CATEGORY_SPACE, op.CATEGORY_NOT_WORD, op.CATEGORY_NOT_DIGIT)
    if kind is op.LITERAL:
        return bool(value == 10)
    if kind is op.NOT_LITERAL:
        return bool(value != 10)
    return any(_sees_line_end(inner) for child in children(node) for inner in child)
