"""A scan: everything sought in one kind of text, found by Hyperscan in one pass."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from threading import local
from typing import cast

import hyperscan

from newslint import cache
from newslint.scan.buffers import Viewed

_EXPRESSIONS = hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_MULTILINE
_LITERALS = 0
_ONCE = hyperscan.HS_FLAG_SINGLEMATCH
_VERSION = vars(hyperscan)["__version__"]  # its stubs lack it
_FEW = 400
"""Bytes of expressions that are compiled sooner than a database of them is looked up in the cache."""

Compiled = tuple[hyperscan.Database | None, frozenset[bytes]]
"""A database, None where nothing is to be looked for, and the expressions that it refuses."""

Owner = tuple[int, int, Viewed]
"""A matcher, the place of something in what it seeks, and the units that are looked at."""


class Scan:
    """Expressions, or literal bytes, each with the matchers that seek it; with `once` each is found once a text.

    What no owner seeks is in the database, and told to nobody: so one database serves any selection of rules.

    `everywhere` are the owners of those that no scan can find: Hyperscan refuses what the empty text matches, and
    some regexes have no expression (None). Compiling takes some 5 ms an expression, and next to nothing a literal.
    """

    def __init__(
        self, sought: Iterable[tuple[bytes | None, Owner | None]], *, literal: bool = False, once: bool = False
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
        self._flags = _LITERALS if literal else _EXPRESSIONS | (_ONCE if once else 0)
        self.compiled = _at_hand(list(self._owners), self._flags)
        self._thread = local()

    def compile(self) -> Compiled:
        """The database, compiled where it was not at hand."""
        if self.compiled is None:
            self.compiled = _compiled(list(self._owners), self._flags)
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

    @cached_property
    def in_sentences(self) -> list[bool]:
        """Whether any owner of an expression looks at sentences: in a line it may stand in several."""
        return [any(where == "sentence" for _, _, where in owners) for owners in self.owners]

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """What stands in a text: the place of each expression in `expressions`, and each offset at which it may end."""
        found: list[tuple[int, int]] = []
        database = self.compile()[0]
        if database is not None:
            database.scan(data, match_event_handler=_note, context=found, scratch=self._scratch(database))
        return found

    def _scratch(self, database: hyperscan.Database) -> hyperscan.Scratch:
        """Hyperscan's working memory, one for each thread."""
        scratch: hyperscan.Scratch | None = getattr(self._thread, "scratch", None)
        if scratch is None:
            self._thread.scratch = scratch = hyperscan.Scratch(database)
        return scratch


def compile_all(scans: Iterable[Scan]) -> None:
    """Compile what is not at hand, side by side: Hyperscan lets go of the interpreter meanwhile."""
    waiting = [scan for scan in scans if scan.compiled is None]
    if waiting:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (needed where the cache holds nothing)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(Scan.compile, waiting))


def _note(expression: int, start: int, end: int, flags: int, found: object) -> None:
    found.append((expression, end))  # type: ignore[attr-defined]


def _at_hand(expressions: Sequence[bytes], flags: int) -> Compiled | None:
    """A database that is kept or quickly made, and the expressions refused; None where it has yet to be compiled."""
    if not expressions:
        return None, frozenset()
    return _made(expressions, flags) if sum(map(len, expressions)) < _FEW else _kept(_key(expressions, flags))


def _compiled(expressions: Sequence[bytes], flags: int) -> Compiled:
    """A database, compiled and kept, unless another run has done so meanwhile."""
    key = _key(expressions, flags)
    with cache.making(key):
        if found := _kept(key):
            return found
        database, refused = _made(expressions, flags)
        if database is not None:
            cache.keep(key, (hyperscan.dumpb(database), list(refused)))
        return database, refused


def _key(expressions: Sequence[bytes], flags: int) -> str:
    return hashlib.sha256(f"{flags} {_VERSION} ".encode() + b"\0".join(expressions)).hexdigest()


def _kept(key: str) -> Compiled | None:
    found = cache.kept(key, tuple[bytes, list[bytes]])
    if found:
        with suppress(hyperscan.error):  # compiled on another kind of processor, or by another version
            return hyperscan.loadb(found[0], hyperscan.HS_MODE_BLOCK), frozenset(found[1])
    return None


def _made(expressions: Sequence[bytes], flags: int) -> Compiled:
    try:
        return _compile(expressions, flags), frozenset()
    except hyperscan.error:
        refused = frozenset(filter(_refused, expressions))
        return _compile([expression for expression in expressions if expression not in refused], flags), refused


def _compile(expressions: Sequence[bytes], flags: int = _EXPRESSIONS) -> hyperscan.Database | None:
    if not expressions:
        return None
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    places = range(len(expressions))
    database.compile(expressions=expressions, ids=places, flags=flags, literal=flags == _LITERALS)
    return database


def _refused(expression: bytes) -> bool:
    try:
        _compile([expression])
    except hyperscan.error:
        return True
    return False
