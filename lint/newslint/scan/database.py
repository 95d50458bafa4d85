"""A scan: everything sought in one kind of text, found in one pass where there is Hyperscan."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple, cast

import msgspec

from newslint import cache
from newslint.scan.buffers import Viewed
from newslint.scan.engine import ENGINE, Database, Refused
from newslint.scan.sign import EXPRESSION, LINE_END, By

_FEW = 400
"""Bytes of literals that are compiled sooner than a database of them is looked up in the cache."""

Compiled = tuple[Database | None, frozenset[bytes]]
"""A database, None where nothing is to be looked for, and the expressions that it refuses."""


class How(NamedTuple):
    """How expressions are looked for: as regexes, or as texts, several of them joined by NUL; each told once a text."""

    literal: bool
    once: bool


Owner = tuple[int, int, Viewed]
"""The place of a matcher among others, the place of something in what it seeks, and the units that are looked at."""


class Wanted(msgspec.Struct, array_like=True, frozen=True):
    """What is looked for in one scan, each with its owners."""

    expressions: list[bytes]
    owners: list[list[Owner]]


class Scan:
    """What is looked for in one way; with `once` each is told once a text.

    `unfound` are the owners of what has no expression. `digest` goes for what is wanted: where the cache holds its
    database, what is wanted need not be known before something is found. A scan pickles as what it is made from.
    """

    def __init__(
        self,
        wanted: Callable[[], Wanted],
        by: By = EXPRESSION,
        unfound: Sequence[Owner] = (),
        *,
        once: bool = False,
        digest: str | None = None,
    ) -> None:
        self._make = wanted
        self.by = by
        self.unfound = list(unfound)
        self.once = once
        self._any_case = by == "text in any case"
        self._how = How(by != EXPRESSION, once)
        self.digest = _digest(self.wanted.expressions, self._how) if digest is None else digest
        self._compiled: Compiled | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickled, (self.wanted, self.by, self.unfound, self.once, self.digest)

    @classmethod
    def of(cls, sought: Iterable[tuple[bytes | None, Owner]], by: By = EXPRESSION, *, once: bool = False) -> Scan:
        """A scan for what several owners look for."""
        owners: dict[bytes | None, list[Owner]] = {}
        for expression, owner in sought:
            owners.setdefault(expression, []).append(owner)
        unfound = owners.pop(None, [])
        found = cast("dict[bytes, list[Owner]]", owners)
        wanted = Wanted(list(found), list(found.values()))
        return cls(lambda: wanted, by, unfound, once=once)

    @cached_property
    def wanted(self) -> Wanted:
        """What is looked for, and by whom."""
        return self._make()

    def at_hand(self) -> bool:
        """Whether there is a database without one being compiled that takes some time."""
        if self._compiled is None:
            self._compiled = _kept(_key(self.digest)) if self.digest else _made(self.wanted.expressions, self._how)
        return self._compiled is not None

    def compile(self) -> Compiled:
        """The database, compiled where it was not at hand, and the expressions that it refuses."""
        if not self.at_hand():
            self._compiled = _compiled(_key(self.digest), self.wanted.expressions, self._how)
        return cast(Compiled, self._compiled)

    @cached_property
    def everywhere(self) -> list[Owner]:
        """The owners of what no scan can find: what the empty text matches is refused."""
        refused = self.compile()[1]
        if not refused:
            return self.unfound
        asked = zip(self.wanted.expressions, self.wanted.owners, strict=True)
        owned = [owner for expression, owners in asked if expression in refused for owner in owners]
        return self.unfound + owned

    @cached_property
    def _found(self) -> list[tuple[bytes, list[Owner]]]:
        refused = self.compile()[1]
        asked = zip(self.wanted.expressions, self.wanted.owners, strict=True)
        return [(expression, owners) for expression, owners in asked if expression not in refused]

    @cached_property
    def expressions(self) -> list[bytes]:
        """What is found, in the order of the database."""
        return [expression for expression, _ in self._found]

    @cached_property
    def owners(self) -> list[list[Owner]]:
        """The owners of each expression."""
        return [owners for _, owners in self._found]

    @cached_property
    def in_sentences(self) -> list[bool]:
        """Whether any owner of an expression looks at sentences: in a line it may stand in several."""
        return [any(where == "sentence" for _, _, where in owners) for owners in self.owners]

    @cached_property
    def past_the_end(self) -> list[bool]:
        """Whether an expression, or each of some texts, is found with the line end behind the unit that it is in."""
        return [all(one.endswith(LINE_END) for one in joined.split(b"\0")) for joined in self.expressions]

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """What stands in a text: the place of each expression in `expressions`, and each offset at which it may end."""
        database = self.compile()[0]
        return [] if database is None else database.find(data.lower() if self._any_case else data)


def _unpickled(wanted: Wanted, by: By, unfound: list[Owner], once: bool, digest: str) -> Scan:
    return Scan(lambda: wanted, by, unfound, once=once, digest=digest)


def compile_all(scans: Iterable[Scan]) -> None:
    """Compile what is not at hand, side by side: Hyperscan lets go of the interpreter meanwhile."""
    waiting = [scan for scan in scans if not scan.at_hand()]
    if waiting:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (needed where the cache holds nothing)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(Scan.compile, waiting))


def _compiled(key: str, expressions: Sequence[bytes], how: How) -> Compiled:
    """A database, compiled and kept, unless another run has done so meanwhile."""
    with cache.making(key):
        if found := _kept(key):
            return found
        database, refused = _made(expressions, how)
        if database is not None:
            cache.keep(key, list(refused), database.dump())
        return database, refused


def _digest(expressions: Sequence[bytes], how: How) -> str:
    """What goes for the expressions of a database; nothing where it is as soon compiled as looked up."""
    if sum(map(len, expressions)) < (_FEW if how.literal else 1):
        return ""
    return hashlib.sha256(f"{how} ".encode() + b"\0".join(expressions)).hexdigest()


def _key(digest: str) -> str:
    """What a database goes by in the cache."""
    return f"scan-{hashlib.sha256(f'{ENGINE.name} {digest}'.encode()).hexdigest()}"


def _kept(key: str) -> Compiled | None:
    found = cache.kept_with_data(key, list[bytes])
    if found:
        refused, data = found
        with suppress(Refused):
            return ENGINE.taken(data), frozenset(refused)
    return None


def _made(expressions: Sequence[bytes], how: How) -> Compiled:
    try:
        return _compile(expressions, how), frozenset()
    except Refused:
        refused = frozenset(expression for expression in expressions if _refused(expression, how))
        return _compile([expression for expression in expressions if expression not in refused], how), refused


def _compile(expressions: Sequence[bytes], how: How) -> Database | None:
    return ENGINE.compiled(expressions, how.literal, how.once) if expressions else None


def _refused(expression: bytes, how: How) -> bool:
    try:
        _compile([expression], how)
    except Refused:
        return True
    return False
