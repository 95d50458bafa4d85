"""Packs in the cache: what was read of one, as plain data, and what else it was read from."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from newslint import cache, kinds
from newslint.packs.pack import Pack, compiled
from newslint.rule.declaration import LoadedRule, Location, Override, Rule
from newslint.rule.table import Table


class _KeptRule(msgspec.Struct):
    kind: str
    rule: msgspec.Raw
    place: Location
    lists: int
    table: Table | None


class _KeptPack(msgspec.Struct):
    """A pack without its matchers. `lists`, which the rules of a file share, once; `besides` by digest of its files."""

    name: str
    path: str
    title: str
    description: str
    families: dict[str, str]
    credits: list[str]
    override: dict[str, Override]
    lists: list[dict[str, list[str]]]
    rules: list[_KeptRule]
    besides: str


def kept_pack(key: str) -> Pack | None:
    """The pack that was kept under a key, compiled anew; None where there is none, or its tables have changed."""
    found = cache.kept(key, _KeptPack)
    if found is None:
        return None
    try:
        rules = [
            LoadedRule(_rule(kept), kept.place, found.name, found.lists[kept.lists], kept.table) for kept in found.rules
        ]
    except (msgspec.ValidationError, LookupError):  # of a kind that another package no longer adds
        return None
    if _besides(rules) != found.besides:
        return None
    compiled_rules = [compiled(loaded) for loaded in rules]
    return Pack(
        found.name, found.path, found.title, found.description, found.families, found.credits, compiled_rules,
        found.override,
    )  # fmt: skip


def keep_pack(key: str, pack: Pack) -> None:
    """Keep a pack as read and checked."""
    lists: dict[int, tuple[int, dict[str, list[str]]]] = {}
    for loaded in pack.rules:
        lists.setdefault(id(loaded.lists), (len(lists), loaded.lists))
    rules = [
        _KeptRule(
            str(loaded.rule.__struct_config__.tag),
            msgspec.Raw(msgspec.msgpack.encode(loaded.rule)),
            loaded.place,
            lists[id(loaded.lists)][0],
            loaded.table,
        )
        for loaded in pack.rules
    ]
    kept = _KeptPack(
        pack.name, pack.path, pack.title, pack.description, pack.families, pack.credits, pack.override,
        [shared for _, shared in lists.values()], rules, _besides(pack.rules),
    )  # fmt: skip
    cache.keep(key, kept)


def _rule(kept: _KeptRule) -> Rule:
    kind = kinds.find(kept.kind)
    if kind is None:
        raise LookupError(kept.kind)
    return msgspec.msgpack.decode(kept.rule, type=kind.rule)


def _besides(rules: list[LoadedRule]) -> str:
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
    return cache.digest(sorted(named | code))
