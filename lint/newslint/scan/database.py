"""A scan: everything sought in one kind of text, found in one pass where there is Hyperscan."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain
from typing import NamedTuple, cast

from newslint import cache
from newslint.scan.buffers import Viewed
from newslint.scan.engine import ENGINE, Database, Refused
from newslint.scan.sign import EXPRESSION, By

_FEW = 400
"""Bytes of expressions that are compiled sooner than a database of them is looked up in the cache."""

Compiled = tuple[Database | None, frozenset[bytes]]
"""A database, None where nothing is to be looked for, and the expressions that it refuses."""


class How(NamedTuple):
    """How expressions are looked for: as regexes, or as texts, several of them joined by NUL; each told once a text."""

    literal: bool
    once: bool


Heard = frozenset[int] | None
"""The matchers that look at text in some language; None where all do."""

Owner = tuple[int, int, Viewed]
"""A matcher, the place of something in what it seeks, and the units that are looked at."""


class Scan:
    """What is looked for in one way, each with the matchers that seek it; with `once` each is told once a text.

    What no owner seeks is in the database, and told to nobody: so one database serves any selection of rules.

    `everywhere` are the owners of those that no scan can find: what the empty text matches is refused, and some
    regexes have no expression (None).
    """

    def __init__(
        self, sought: Iterable[tuple[bytes | None, Owner | None]], by: By = EXPRESSION, *, once: bool = False
    ) -> None:
        owners: dict[bytes | None, list[Owner]] = {}
        for expression, owner in sought:  # some ten thousand
            owned = owners.get(expression)
            if owned is None:
                owners[expression] = owned = []
            if owner:
                owned.append(owner)
        self._unfound = owners.pop(None, [])
        self._owners = cast("dict[bytes, list[Owner]]", owners)
        self._told: dict[Heard, list[list[Owner]]] = {}
        self._listened: dict[Heard, bool] = {}
        self._any_case = by == "text in any case"
        self._how = How(by != EXPRESSION, once)
        self.compiled = _at_hand(list(self._owners), self._how)

    def compile(self) -> Compiled:
        """The database, compiled where it was not at hand."""
        if self.compiled is None:
            self.compiled = _compiled(list(self._owners), self._how)
        return self.compiled

    @cached_property
    def everywhere(self) -> list[Owner]:
        """The owners of what no scan can find."""
        refused = self.compile()[1]
        return self._unfound + [owner for expression in refused for owner in self._owners[expression]]

    @cached_property
    def expressions(self) -> list[bytes]:
        """What is looked for."""
        refused = self.compile()[1]
        return [expression for expression in self._owners if expression not in refused]

    @cached_property
    def owners(self) -> list[list[Owner]]:
        """The owners of each expression."""
        return [self._owners[expression] for expression in self.expressions]

    def told(self, heard: Heard) -> list[list[Owner]]:
        """The owners of each expression among the matchers that listen, all of them where `heard` is None."""
        if heard is None:
            return self.owners
        if heard not in self._told:
            self._told[heard] = [[owner for owner in owners if owner[0] in heard] for owners in self.owners]
        return self._told[heard]

    def is_told(self, heard: Heard) -> bool:
        """Whether any matcher that listens seeks something here."""
        if heard not in self._listened:
            owners = chain(self.everywhere, *self.told(heard))
            self._listened[heard] = any(heard is None or owner[0] in heard for owner in owners)
        return self._listened[heard]

    @cached_property
    def in_sentences(self) -> list[bool]:
        """Whether any owner of an expression looks at sentences: in a line it may stand in several."""
        return [any(where == "sentence" for _, _, where in owners) for owners in self.owners]

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """What stands in a text: the place of each expression in `expressions`, and each offset at which it may end."""
        database = self.compile()[0]
        return [] if database is None else database.find(data.lower() if self._any_case else data)


def compile_all(scans: Iterable[Scan]) -> None:
    """Compile what is not at hand, side by side: Hyperscan lets go of the interpreter meanwhile."""
    waiting = [scan for scan in scans if scan.compiled is None]
    if waiting:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (needed where the cache holds nothing)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(Scan.compile, waiting))


def _at_hand(expressions: Sequence[bytes], how: How) -> Compiled | None:
    """A database that is kept or quickly made, and the expressions refused; None where it has yet to be compiled."""
    if not expressions:
        return None, frozenset()
    return _made(expressions, how) if sum(map(len, expressions)) < _FEW else _kept(_key(expressions, how))


def _compiled(expressions: Sequence[bytes], how: How) -> Compiled:
    """A database, compiled and kept, unless another run has done so meanwhile."""
    key = _key(expressions, how)
    with cache.making(key):
        if found := _kept(key):
            return found
        database, refused = _made(expressions, how)
        if database is not None:
            cache.keep(key, (database.dump(), list(refused)))
        return database, refused


def _key(expressions: Sequence[bytes], how: How) -> str:
    digest = hashlib.sha256(f"{how} {ENGINE.name} ".encode() + b"\0".join(expressions))
    return f"scan-{digest.hexdigest()}"


def _kept(key: str) -> Compiled | None:
    found = cache.kept(key, tuple[bytes, list[bytes]])
    if found:
        with suppress(Refused):
            return ENGINE.taken(found[0]), frozenset(found[1])
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
