"""Scans by Hyperscan: all expressions in one pass, in time that grows with the text alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from threading import local

import hyperscan

from newslint.scan.engine import Refused

NAME = f"Hyperscan {vars(hyperscan)['__version__']}"  # its stubs lack it
_EXPRESSIONS = hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_MULTILINE
_ONCE = hyperscan.HS_FLAG_SINGLEMATCH


class HyperscanDatabase:
    """A database, and the working memory with which it scans, one for each thread."""

    def __init__(self, database: hyperscan.Database) -> None:
        self._database = database
        self._thread = local()

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """The place of each expression that stands in a text, and each offset at which it may end."""
        found: list[tuple[int, int]] = []
        self._database.scan(data, match_event_handler=_note, context=found, scratch=self._scratch())
        return found

    def dump(self) -> bytes:
        """The database as it is kept."""
        return hyperscan.dumpb(self._database)

    def _scratch(self) -> hyperscan.Scratch:
        scratch: hyperscan.Scratch | None = getattr(self._thread, "scratch", None)
        if scratch is None:
            self._thread.scratch = scratch = hyperscan.Scratch(self._database)
        return scratch


def compiled(expressions: Sequence[bytes], literal: bool, once: bool) -> HyperscanDatabase:
    """A database, which takes some 5 ms an expression to compile, and next to nothing a literal."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = (0 if literal else _EXPRESSIONS) | (_ONCE if once else 0)
    parts = [expression.split(b"\0") if literal else [expression] for expression in expressions]
    places = [place for place, several in enumerate(parts) for _ in several]
    try:
        database.compile(expressions=[*chain.from_iterable(parts)], ids=places, flags=flags, literal=literal)
    except hyperscan.error as error:
        raise Refused(str(error)) from error
    return HyperscanDatabase(database)


def taken(data: bytes) -> HyperscanDatabase:
    """A database as it was kept, unless on another kind of processor, or by another version."""
    try:
        return HyperscanDatabase(hyperscan.loadb(data, hyperscan.HS_MODE_BLOCK))
    except hyperscan.error as error:
        raise Refused(str(error)) from error


def _note(expression: int, start: int, end: int, flags: int, found: object) -> None:
    found.append((expression, end))  # type: ignore[attr-defined]
