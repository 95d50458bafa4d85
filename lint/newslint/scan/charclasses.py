"""Classes of characters as sets of bytes of the alphabet in which texts are scanned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import regex

from newslint.scan.alphabet import OTHERS, encode
from newslint.scan.regex_tree import PROPERTIES, Node, op

Bytes = frozenset[int]

_WIDE = 400
"""Characters beyond ASCII of a range that are looked at one by one."""
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _,;'\"!%&=~`<>/")
_CATEGORIES = {
    op.CATEGORY_SPACE: regex.compile(r"\s"),
    op.CATEGORY_NOT_SPACE: regex.compile(r"\S"),
    op.CATEGORY_WORD: regex.compile(r"\w"),
    op.CATEGORY_NOT_WORD: regex.compile(r"\W"),
    op.CATEGORY_DIGIT: regex.compile(r"\d"),
    op.CATEGORY_NOT_DIGIT: regex.compile(r"\D"),
}


def _samples() -> dict[int, list[str]]:
    samples = defaultdict(list)
    for char in bytes(range(256)).decode("cp1252", "ignore") + OTHERS:
        samples[encode(char)[0]].append(char)
    return dict(samples)


SAMPLES = _samples()
"""For each byte characters that it stands for: all of Windows-1252, and one of each other kind."""

ANYTHING = frozenset(SAMPLES)
_BYTES = {char: byte for byte, chars in SAMPLES.items() for char in chars}


def bytes_of(node: Node, *, any_case: bool = False, dot_all: bool = False, negated: bool = False) -> Bytes | None:
    """The bytes that a node for one character may match, or any other node if `negated`; None for other nodes."""
    kind, value = node
    if kind is op.LITERAL and not negated:
        return _of_literal(value, any_case)
    if kind is op.ANY:
        return None if negated else ANYTHING if dot_all else ANYTHING - {ord("\n")}
    if kind not in (op.LITERAL, op.NOT_LITERAL, op.IN):
        return None
    items = tuple(value) if kind is op.IN else ((op.LITERAL, value),)
    turned = kind is op.NOT_LITERAL or items[0][0] is op.NEGATE
    return _image(items[1:] if items[0][0] is op.NEGATE else items, turned is not negated, any_case)


@cache
def _of_literal(value: int, any_case: bool) -> Bytes:
    return _image(((op.LITERAL, value),), False, any_case)


@cache
def _image(items: tuple[Node, ...], negated: bool, any_case: bool) -> Bytes:
    """The bytes any character of which is in a class."""
    held = frozenset[str]().union(*(_held(item, any_case) for item in items))
    found = {_BYTES[char] for char in (_BYTES.keys() - held if negated else held)}
    return frozenset(found if negated else found.union(*(encode(char) for item in items for char in _named(item))))


@cache
def _held(item: Node, any_case: bool) -> frozenset[str]:
    """The characters of the samples that one item of a class matches."""
    cases = {char: {char, char.lower(), char.upper()} if any_case else {char} for char in _BYTES}
    return frozenset(char for char in _BYTES if any(len(case) == 1 and _holds(item, case) for case in cases[char]))


def _holds(item: Node, char: str) -> bool:
    kind, value = item
    if kind is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    meant = _CATEGORIES[value] if kind is op.CATEGORY else PROPERTIES.get(chr(value))
    return meant.match(char) is not None if meant else bool(ord(char) == value)


def _named(item: Node) -> Iterable[str]:
    """The characters beyond ASCII that one item of a class names, as far as they are few."""
    kind, value = item
    if kind is op.CATEGORY or (kind is op.LITERAL and chr(value) in PROPERTIES):
        return []
    first, last = value if kind is op.RANGE else (value, value)
    return map(chr, range(max(first, 128), min(last, first + _WIDE) + 1))


@cache
def written(found: Bytes) -> bytes:
    """A set of bytes as an expression."""
    if found == ANYTHING:
        return b"."
    if len(found) == 1:
        return _char(*found)
    ordered, ranges = sorted(found), b""
    first = ordered[0]
    for byte, following in zip(ordered, [*ordered[1:], 0], strict=True):
        if following != byte + 1:
            ranges += _char(first) if first == byte else _char(first) + b"-" + _char(byte)
            first = following
    return b"[" + ranges + b"]"


def _char(byte: int) -> bytes:
    return bytes([byte]) if byte in _PLAIN else b"\\x%02x" % byte
