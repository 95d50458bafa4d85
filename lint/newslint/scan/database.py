"""A scan: everything sought in one kind of text, found by Hyperscan in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from threading import local

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
        for expression, owner in sought:
            owners.setdefault(expression, []).extend([owner] if owner else ())
        self.everywhere = owners.pop(None, [])
        self.expressions = [expression for expression in owners if expression is not None]
        self._database, refused = _database(
            self.expressions, _LITERALS if literal else _EXPRESSIONS | (_ONCE if once else 0)
        )
        if refused:
            self.everywhere += [owner for expression in refused for owner in owners[expression]]
            self.expressions = [expression for expression in self.expressions if expression not in refused]
        self.owners = [owners[expression] for expression in self.expressions]
        self._thread = local()

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """What stands in a text: the place of each expression in `expressions`, and each offset at which it may end."""
        found: list[tuple[int, int]] = []
        if self._database is not None:
            self._database.scan(data, match_event_handler=_note, context=found, scratch=self._scratch())
        return found

    def _scratch(self) -> hyperscan.Scratch:
        """Hyperscan's working memory, one for each thread."""
        scratch: hyperscan.Scratch | None = getattr(self._thread, "scratch", None)
        if scratch is None:
            self._thread.scratch = scratch = hyperscan.Scratch(self._database)
        return scratch


def _note(expression: int, start: int, end: int, flags: int, found: object) -> None:
    found.append((expression, end))  # type: ignore[attr-defined]


def _database(expressions: Sequence[bytes], flags: int) -> Compiled:
    """A database, from the cache if it is there, and the expressions refused. None where none is left."""
    if not expressions:
        return None, frozenset()
    if sum(map(len, expressions)) < _FEW:
        return _made(expressions, flags)
    key = hashlib.sha256(f"{flags} {_VERSION} ".encode() + b"\0".join(expressions)).hexdigest()
    if found := _kept(key):
        return found
    with cache.making(key):
        if found := _kept(key):
            return found
        database, refused = _made(expressions, flags)
        if database is not None:
            cache.keep(key, (hyperscan.dumpb(database), list(refused)))
        return database, refused


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
