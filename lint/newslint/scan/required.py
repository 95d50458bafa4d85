"""Unusual characters that a regex asks for: of each of some sets one stands wherever it matches.

In the alphabet of a scan all letters beyond Windows-1252 are one. So an expression that asks for some of them is found
at every word of Russian or Chinese, and the characters themselves are looked for in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newslint.scan.regex_tree import ATOMIC, PROPERTIES, REPEATS, Node, op, parse

Required = tuple[frozenset[str], ...]

USUAL = frozenset("\t\n\r" + "".join(map(chr, range(32, 127))))
"""Characters of plain English text."""
MOST = 2_000
"""Characters of a set; a larger one tells little."""
_FOREIGN = (b"\n_____ ____ ______, _____.\n_ ____ \n", b"_\x7f_\x7f__\x7f\x7f_ _\x7f\n\n__\xa0_ \x93__\x94 \x96 _\n")
"""Words of any other alphabet, with marks of their own and with those of Windows-1252."""


def stands_everywhere(expression: bytes) -> bool:
    """Whether an expression is found in any text of another alphabet."""
    return any(re.search(expression, text, re.DOTALL | re.MULTILINE) for text in _FOREIGN)


def required(pattern: str) -> Required:
    """The sets of a regex, that of the rarest characters first; none where it may match without any of them."""
    tree = parse(pattern)
    if tree is None or tree.state.flags & re.IGNORECASE:
        return ()
    return tuple(sorted(dict.fromkeys(_of_sequence(list(tree))), key=_commonness))


def _of_sequence(nodes: Sequence[Node]) -> Iterator[frozenset[str]]:
    for node in nodes:
        yield from _of_node(node)


def _of_node(node: Node) -> Iterator[frozenset[str]]:
    kind, value = node
    if kind in (op.LITERAL, op.IN):
        held = _characters(value if kind is op.IN else [node])
        if held:
            yield held
    elif kind is op.SUBPATTERN:
        if not value[1] & re.IGNORECASE:
            yield from _of_sequence(value[3])
    elif kind in REPEATS:
        if value[0]:
            yield from _of_sequence(value[2])
    elif kind is ATOMIC:
        yield from _of_sequence(value)
    elif kind is op.ASSERT:
        yield from _of_sequence(value[1])
    elif kind is op.BRANCH:
        choices = [min(_of_sequence(branch), key=_commonness, default=frozenset[str]()) for branch in value[1]]
        if all(choices):
            yield frozenset[str]().union(*choices)


def _characters(items: Sequence[Node]) -> frozenset[str]:
    """The characters of a class that holds no usual ones, and not too many; else none."""
    found: set[str] = set()
    for kind, value in items:
        if kind not in (op.LITERAL, op.RANGE) or (kind is op.LITERAL and chr(value) in PROPERTIES):
            return frozenset()
        first, last = value if kind is op.RANGE else (value, value)
        if len(found) + last - first >= MOST:
            return frozenset()
        found.update(map(chr, range(first, last + 1)))
    return frozenset() if found & USUAL else frozenset(found)


def _commonness(characters: frozenset[str]) -> int:
    """How common the characters of a set are in texts of other alphabets, about: letters are."""
    return sum(10 if char.isalpha() and char > "\u036f" else 1 for char in characters)
