"""The literals of a regex: texts of which one stands wherever the regex matches, so that it need not be looked for.

Hyperscan compiles and finds thousands of literals at next to no cost, where an expression costs it milliseconds. So a
regex of which every match holds one of a few rare texts is looked for by these, as ripgrep and RE2 do; the regex
itself decides about what is found. A regex is taken apart from its leaves: what a node matches exactly, with what its
matches begin and end, and the rarest of what each of them holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newslint.scan.buffers import Viewed
from newslint.scan.context import Context
from newslint.scan.rarity import rarity
from newslint.scan.regex_tree import ATOMIC, BOUNDARY, ENDS, REPEATS, STARTS, Node, op, parse

MOST = 150
"""Texts that are kept side by side where one part of a regex is joined to another: more would be common together."""
LISTED = 1_000
"""Texts that are kept of alternatives, which are written out one by one: a literal costs next to nothing."""
WIDE = 4
"""Bytes of a class that is written out."""
TURNS = 12
"""Turns of a repetition that are written out."""
RARE = 28.0
"""Bits of rarity that are enough: of what is rarer, fewer texts are better."""
ENOUGH = 24.0
"""Bits at which literals are looked for in place of a regex: at 18 rules were asked twice as often as without them,"""
ENOUGH_SHORT = 16.0
"""or where only short lines are looked at: they are a small part of most texts."""

Text = tuple[bytes, bool]
"""Bytes of the alphabet, and whether their case is of no account: they are in lower case then."""
Texts = frozenset[Text]

NOTHING: Texts = frozenset({(b"", False)})
"""The empty text: where nothing is known of what stands there."""
_LINE_END: Texts = frozenset({(b"\n", False)})


class Literals(NamedTuple):
    """Texts of which one stands in every match, bytes of the alphabet; in lower case where case does not count.

    A line end at an edge of a text is that around a unit.
    """

    texts: list[bytes]
    any_case: bool


def literals(pattern: str, where: Viewed, *, whole: bool = False, least: float | None = None) -> Literals | None:
    """The literals of a regex, None where it has none that are rare, or its syntax is not known.

    `where` is what is looked at: units between line ends, or a whole document. With `whole` a regex matches whole
    units. `least`: bits of rarity that are enough.
    """
    tree = parse(pattern)
    if tree is None:
        return None
    flags = tree.state.flags
    context = Context(True, True, bool(flags & re.I), bool(flags & re.S), where == "sentence")
    nodes = [STARTS[0], *tree, ENDS[0]] if whole else list(tree)
    parts = _Reader(where != "document").sequence(nodes, context)
    found = _rarer(parts.best, parts.exact or NOTHING)
    if least is None:
        least = ENOUGH_SHORT if where == "short line" else ENOUGH
    if rarity(text for text, _ in found) < least or any(b"\0" in text for text, _ in found):
        return None
    return _told(found)


class _Parts(NamedTuple):
    """What is known of the matches of a node: all if they are few, with what each begins and ends, what it holds."""

    exact: Texts | None
    starts: Texts = NOTHING
    ends: Texts = NOTHING
    best: Texts = NOTHING


_UNKNOWN = _Parts(None)


def _exactly(texts: Texts) -> _Parts:
    return _Parts(texts, texts, texts, NOTHING)


def _plain(text: bytes, context: Context) -> _Parts:
    return _exactly(frozenset({(text.lower() if context.any_case else text, context.any_case)}))


class _Reader:
    """Reads a parse tree node by node. With `lines` the ends of a unit are line ends."""

    def __init__(self, lines: bool) -> None:
        self._lines = lines
        self._groups: dict[int, Texts] = {}

    def sequence(self, nodes: Sequence[Node], context: Context) -> _Parts:
        """A sequence: texts grow from node to node, until one of them is not known to its end."""
        run, best = NOTHING, NOTHING
        starts: Texts | None = None  # not known before the first run has ended
        for part in self._parts(nodes, context):
            joined = _crossed(run, part.starts)
            if part.exact is not None and joined is not None:
                run = joined
                continue
            grown = _rarer(run, part.starts) if joined is None else joined
            best = _rarer(_rarer(best, grown), part.best)
            if starts is None:
                starts = run if joined is None else joined
            run = part.ends
        if starts is None:
            return _exactly(run)
        return _Parts(None, starts, run, _rarer(best, run))

    def _parts(self, nodes: Sequence[Node], context: Context) -> Iterator[_Parts]:
        """The parts of a sequence: plain characters in a row are one."""
        within, last = context.within(), len(nodes) - 1
        plain = b""
        for at, node in enumerate(nodes):
            if node[0] is op.LITERAL and node[1] < 128:
                plain += bytes([node[1]])
                continue
            if plain:
                yield _plain(plain, context)
                plain = b""
            yield self._node(node, within if 0 < at < last else context.at(at, len(nodes)))
        if plain:
            yield _plain(plain, context)

    def _node(self, node: Node, context: Context) -> _Parts:
        kind, value = node
        single = context.bytes_of(node)
        if single is not None:
            return self._char(single, context)
        if kind is op.SUBPATTERN:
            number, added, removed, inner = value
            part = self.sequence(list(inner), context.under(added, removed))
            if number is not None and part.exact is not None:
                self._groups[number] = part.exact
            return part
        if kind is op.BRANCH:
            return self._branch([self.sequence(list(branch), context) for branch in value[1]])
        if kind in REPEATS:
            return self._repeat(value, context)
        if kind is ATOMIC:
            return self.sequence(list(value), context)
        if kind is op.GROUPREF and value in self._groups:
            return _exactly(self._groups[value])
        if (node in STARTS and context.leads) or (node in ENDS and context.trails):
            return _exactly(_LINE_END if self._lines and not context.sentences else NOTHING)
        if kind in (op.AT, op.ASSERT, op.ASSERT_NOT) or node == BOUNDARY:
            return _exactly(NOTHING)
        return _UNKNOWN

    def _char(self, single: frozenset[int], context: Context) -> _Parts:
        if context.any_case:
            lower = frozenset((bytes([byte]).lower(), True) for byte in single)
            return _exactly(lower) if len(lower) <= WIDE else _UNKNOWN
        return _exactly(frozenset((bytes([byte]), False) for byte in single)) if len(single) <= WIDE else _UNKNOWN

    def _branch(self, branches: Sequence[_Parts]) -> _Parts:
        exact = _united(branch.exact for branch in branches)
        if exact is not None:
            return _exactly(exact)
        starts, ends = (_united(branch[at] for branch in branches) or NOTHING for at in (1, 2))
        best = _united(_rarer(branch.best, branch.exact or NOTHING) for branch in branches)
        return _Parts(None, starts, ends, best or NOTHING)

    def _repeat(self, value: tuple[int, int, Sequence[Node]], context: Context) -> _Parts:
        least, most, inner = value
        part = self.sequence(list(inner), context.within())
        if part.exact is not None and most <= TURNS:
            turns: list[Texts | None] = [NOTHING]
            for _ in range(most):
                turns.append(_crossed(turns[-1], part.exact) if turns[-1] else None)
            exact = _united(turns[least:])
            if exact is not None:
                return _exactly(exact)
        if least == 0:
            return _UNKNOWN
        return _Parts(None, part.starts, part.ends, _rarer(part.best, part.exact or NOTHING))


def _crossed(first: Texts, second: Texts) -> Texts | None:
    """Each text of one set followed by each of another; None if they are too many."""
    if len(first) * len(second) > MOST:
        return None
    return frozenset((a + b, any_case or other) for a, any_case in first for b, other in second)


def _united(sets: Iterable[Texts | None]) -> Texts | None:
    """The texts of all sets; None if they are too many, or not known of one."""
    found: set[Text] = set()
    for texts in sets:
        if texts is None:
            return None
        found |= texts
        if len(found) > LISTED:
            return None
    return frozenset(found)


def _rarer(first: Texts, second: Texts) -> Texts:
    if first is NOTHING or second is NOTHING:
        return second if first is NOTHING else first
    return second if _worth(second) > _worth(first) else first


def _worth(texts: Texts) -> float:
    bits = rarity(text for text, _ in texts)
    return bits if bits < RARE else RARE + 1 / len(texts)


def _told(texts: Texts) -> Literals:
    """The texts, less those that begin or end with another one of them."""
    any_case = any(lower for _, lower in texts)
    found = sorted({text.lower() if any_case else text for text, _ in texts})
    turned = sorted(text[::-1] for text in _unlike(found))
    return Literals(sorted(text[::-1] for text in _unlike(turned)), any_case)


def _unlike(ordered: Iterable[bytes]) -> Iterator[bytes]:
    """The texts of a sorted row that do not begin with one before them."""
    last = None
    for text in ordered:
        if last is None or not text.startswith(last):
            yield text
            last = text
