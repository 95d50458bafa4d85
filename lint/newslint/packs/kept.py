"""Packs in the cache: what was read of one, as plain data, and what else it was read from.

Files go by their names in the pack's folder, so that a pack that is kept serves wherever it stands.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from newslint import cache, digests, kinds
from newslint.kinds.kind import Hit, Match, Matcher, Phrase, Regex, Sought, Trait
from newslint.kinds.languagetool import LanguageToolMatcher
from newslint.packs.pack import Pack, compiled
from newslint.packs.plan import KeptPlan
from newslint.rule.declaration import LoadedRule, Location, Override, Rule
from newslint.rule.table import Table
from newslint.scan import memory
from newslint.scan.buffers import Viewed
from newslint.scan.sign import Sign
from newslint.text.document import Document

_Sought = list[str | tuple[Sign | None, Viewed]]
"""Phrases, and regexes with where they are looked for."""
_DECODER = msgspec.msgpack.Decoder(_Sought)


class _KeptRule(msgspec.Struct, array_like=True):
    """A rule; its lists and its table by their places. `sought` is empty for a matcher that is made at once."""

    kind: str
    rule: msgspec.Raw
    file: str
    line: int
    column: int
    lists: int
    table: int | None
    sought: bytes


class _KeptPack(msgspec.Struct):
    """A pack without its matchers. What several rules share stands there once; `besides`: a digest of other files.

    `known` is what was found out about the regexes of matchers that are made at once.
    """

    name: str
    title: str
    description: str
    families: dict[str, str]
    credits: list[str]
    override: dict[str, Override]
    lists: list[dict[str, list[str]]]
    tables: list[Table]
    rules: list[_KeptRule]
    besides: str
    known: memory.Known
    plan: KeptPlan


def kept_pack(key: str, path: Path) -> Pack | None:
    """The pack that was kept under a key, compiled anew; None where there is none, or its tables have changed."""
    found = cache.kept(f"pack-{key}", _KeptPack)
    if found is None:
        return None
    folder = _folder(path)
    within = "" if folder == os.curdir else folder  # as the path of a file that is read is written
    try:
        rules = [
            LoadedRule(
                _rule(kept),
                Location(os.path.join(within, kept.file), kept.line, kept.column),
                found.name,
                found.lists[kept.lists],
                None if kept.table is None else found.tables[kept.table],
            )
            for kept in found.rules
        ]
    except (msgspec.ValidationError, LookupError):  # of a kind that another package no longer adds
        return None
    if _besides(rules, folder) != found.besides:
        return None
    with memory.at_hand(memory.Memory(found.known)):
        ready = [_ready(loaded, kept.sought) for loaded, kept in zip(rules, found.rules, strict=True)]
    return Pack(
        found.name, str(path), found.title, found.description, found.families, found.credits, ready, found.override,
        found.plan.plan(),
    )  # fmt: skip


def keep_pack(key: str, pack: Pack) -> None:
    """Keep a pack as read and checked."""
    folder = _folder(Path(pack.path))
    lists: dict[int, tuple[int, dict[str, list[str]]]] = {}
    tables: dict[int, tuple[int, Table]] = {}
    for loaded in pack.rules:
        lists.setdefault(id(loaded.lists), (len(lists), loaded.lists))
        if loaded.table is not None:
            tables.setdefault(id(loaded.table), (len(tables), loaded.table))
    rules = [
        _KeptRule(
            str(loaded.rule.__struct_config__.tag),
            msgspec.Raw(msgspec.msgpack.encode(loaded.rule)),
            os.path.relpath(loaded.place.path, folder),
            loaded.place.line,
            loaded.place.column,
            lists[id(loaded.lists)][0],
            None if loaded.table is None else tables[id(loaded.table)][0],
            _sought(loaded.matcher),
        )
        for loaded in pack.rules
    ]
    kept = _KeptPack(
        pack.name, pack.title, pack.description, pack.families, pack.credits, pack.override,
        [shared for _, shared in lists.values()], [table for _, table in tables.values()], rules,
        _besides(pack.rules, folder), _known(pack.rules), KeptPlan.of(pack.plan),
    )  # fmt: skip
    cache.keep(f"pack-{key}", kept)


def _ready(loaded: LoadedRule, sought: bytes) -> LoadedRule:
    return msgspec.structs.replace(loaded, matcher=LateMatcher(loaded, sought)) if sought else compiled(loaded)


def _is_late(matcher: Matcher) -> bool:
    """Whether a matcher can be made when it is first asked: what it seeks is plain data."""
    return not isinstance(matcher, LanguageToolMatcher) and not any(isinstance(part, Trait) for part in matcher.sought)


def _sought(matcher: Matcher) -> bytes:
    """What a matcher seeks, as plain data; nothing where only the matcher itself can say."""
    if not _is_late(matcher):
        return b""
    parts = [part.text if isinstance(part, Phrase) else (part.sign, part.where) for part in matcher.sought]  # type: ignore[union-attr]
    return msgspec.msgpack.encode(parts)


def _known(rules: list[LoadedRule]) -> memory.Known:
    """What is asked about regexes where the matchers are made that are made at once."""
    asked = memory.Memory((memory.current()).known)
    with memory.at_hand(asked):
        for loaded in rules:
            if not _is_late(loaded.matcher):
                compiled(loaded)
    return asked.used


class LateMatcher:
    """A matcher that is made when it is first asked: of hundreds some few are, in a run over a document."""

    def __init__(self, loaded: LoadedRule, sought: bytes) -> None:
        self._sought = sought
        self._loaded = loaded

    @cached_property
    def sought(self) -> Sequence[Sought]:
        """What it seeks: in its pack's plan, too."""
        return [Phrase(part) if isinstance(part, str) else Regex(*part) for part in _DECODER.decode(self._sought)]

    @cached_property
    def _matcher(self) -> Matcher:
        with memory.at_hand(memory.Unasked()):
            matcher: Matcher = kinds.of(self._loaded.rule).compile(self._loaded)
        return matcher

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterable[Match]:
        """What the matcher itself finds."""
        return self._matcher.find(document, hits)


def _rule(kept: _KeptRule) -> Rule:
    kind = kinds.find(kept.kind)
    if kind is None:
        raise LookupError(kept.kind)
    return msgspec.msgpack.decode(kept.rule, type=kind.rule)


def _folder(path: Path) -> str:
    """The folder of a pack, which may be a file in it."""
    return str(path if path.is_dir() else path.parent)


def _besides(rules: list[LoadedRule], folder: str) -> str:
    """A digest of the tables and grammars that rules name, and of the code of kinds that other packages add."""
    named = {
        Path(loaded.place.path).parent / file
        for loaded in rules
        for key in ("table", "grammar")
        if (file := getattr(loaded.rule, key, None))
    }
    others = {type(loaded.rule).__module__ for loaded in rules} - {
        kind.rule.__module__ for kind in kinds.BUILT_IN.values()
    }
    code = {Path(file) for module in sorted(others) if (file := getattr(sys.modules[module], "__file__", None))}
    return digests.digest(sorted(named | code), below=folder)
