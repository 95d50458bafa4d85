"""Scans by the regex package alone, one expression after another, where there is no Hyperscan for a machine.

What is found only says where a rule's own regex is tried. So a whole line may be told where a part of it would do, and
an expression that takes too long over a text is told everywhere in it: no text hangs the scan, and no finding is lost.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from operator import itemgetter

import msgspec
import regex

from newslint.cache import CHECKSUM, checksum
from newslint.scan.engine import Refused
from newslint.scan.pickled import put_together, taken_apart

NAME = f"regex {vars(regex)['__version__']}"
NOTE = "Hyperscan is not installed: checking finds the same and takes several times as long"
_FLAGS = regex.DOTALL | regex.MULTILINE
_GRAM = 4
"""Bytes by which literals are looked up."""
_LINE_END = ord("\n")
_Dumped = tuple[list[bytes], list[bytes | None] | None, bool]
"""Literals or regexes, these as the package takes them apart, and whether each is told once a text."""
_LEAST, _A_BYTE = 0.01, 2e-6
"""Seconds that an expression may take over a text, and more for each byte of it: fifty times what most take."""


class Literals:
    """Literals, looked up by their first bytes at each place of a text; what is joined by NUL is told as one."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        self._literals = list(literals)
        self._starts: dict[int, dict[bytes, list[tuple[int, bytes]]]] = {}
        for place, several in enumerate(literals):
            for literal in several.split(b"\0"):
                if not literal:
                    raise Refused("the empty text stands everywhere")
                gram = literal[:_GRAM]
                self._starts.setdefault(len(gram), {}).setdefault(gram, []).append((place, literal))

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """The place of each literal that stands in a text, and where it ends, in the order of the ends."""
        found = []
        for size, starts in self._starts.items():
            for at in range(len(data) - size + 1):
                for place, literal in starts.get(data[at : at + size], ()):
                    if data.startswith(literal, at):
                        found.append((place, at + len(literal)))
        return sorted(found, key=itemgetter(1))

    def dump(self) -> bytes:
        """The literals: the rest is made anew."""
        return _dumped((self._literals, None, False))


class Expressions:
    """Regexes over bytes. With `once` a text is one unit to its rules, otherwise each line is."""

    def __init__(self, patterns: Sequence[regex.Pattern[bytes]], once: bool) -> None:
        self._patterns, self._once = patterns, once

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """The place of each expression that stands in a text, and the offsets at which it may end."""
        limit = _LEAST + len(data) * _A_BYTE
        found: list[tuple[int, int]] = []
        for place, pattern in enumerate(self._patterns):
            try:
                if self._once:
                    ends: Sequence[int] = [match.end()] if (match := pattern.search(data, timeout=limit)) else []
                else:
                    ends = list(_ends(pattern, data, limit))
            except TimeoutError:
                ends = range(len(data) + 1)
            found.extend((place, end) for end in ends)
        return found

    def dump(self) -> bytes:
        """The regexes as the package takes them apart."""
        patterns = [pattern.pattern for pattern in self._patterns]
        return _dumped((patterns, list(map(taken_apart, self._patterns)), self._once))


def compiled(expressions: Sequence[bytes], literal: bool, once: bool) -> Literals | Expressions:
    """Literals or expressions to look for. Raises Refused where the empty text matches one."""
    if literal:
        return Literals(expressions)
    try:
        patterns = [regex.compile(expression, _FLAGS) for expression in expressions]
    except regex.error as error:
        raise Refused(str(error)) from error
    if any(pattern.search(b"") for pattern in patterns):
        raise Refused("the empty text matches")
    return Expressions(patterns, once)


def taken(data: bytes) -> Literals | Expressions:
    """What was dumped. Raises Refused where it is damaged."""
    body = data[CHECKSUM:]
    if checksum(body) != data[:CHECKSUM]:
        raise Refused("the database was damaged")
    sought, kept, once = msgspec.msgpack.decode(body, type=_Dumped)
    if kept is None:
        return Literals(sought)
    patterns = [
        (parts and put_together(parts, pattern)) or regex.compile(pattern, _FLAGS)
        for pattern, parts in zip(sought, kept, strict=True)
    ]
    return Expressions(patterns, once)


def _dumped(database: _Dumped) -> bytes:
    """A database as it is kept: with a checksum, as those of Hyperscan have one."""
    body = msgspec.msgpack.encode(database)
    return checksum(body) + body


def _ends(pattern: regex.Pattern[bytes], data: bytes, limit: float) -> Iterator[int]:
    """For each line that holds a match, with the line ends around it, each offset at which one may end."""
    first = pattern.search(data, timeout=limit)
    if first is None:
        return
    until = time.monotonic() + limit
    at, end = first.start(), -1
    while end < len(data):
        end = data.find(b"\n", at + 1)
        end = len(data) if end < 0 else end
        if match := pattern.search(data, at, end + 1, timeout=limit):
            start = match.start()
            at_edge = start == match.end() or data[start] == _LINE_END  # it may end where the line before does
            yield from range(start if at_edge else start + 1, end + 1)
        at = end
        if time.monotonic() > until:
            raise TimeoutError
