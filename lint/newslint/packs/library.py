"""The library of rules: the shipped packs and the user's, settled and selected."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache as remember
from pathlib import Path

from newslint import cache
from newslint.errors import Mistake, PackError, SettingsError
from newslint.packs.pack import Pack, files_of, find_rules, settle
from newslint.packs.selectors import check_selectors, chosen, graded
from newslint.rule.declaration import Grade, LoadedRule, Override
from newslint.settings.keys import Settings


def shipped_packs() -> list[Path]:
    """The folders of the packs that come with newslint."""
    return sorted(file.parent for file in find_rules().glob("*/pack.yaml"))


def load_pack(path: Path) -> Pack:
    """Read a pack, or take it from the cache if nothing in it has changed. Raises PackError."""
    key = _key(path) if cache.cache_folder() else None
    found = cache.kept(key) if key else None
    if isinstance(found, tuple) and isinstance(found[0], Pack) and _tables(found[0]) == found[1]:
        return found[0]
    from newslint.packs.reader import read_pack  # noqa: PLC0415  (imports YAML, which a cached pack does without)

    pack = read_pack(path)
    if key:
        cache.keep(key, (pack, _tables(pack)))
    return pack


def load_packs(extra: Iterable[str | Path] = (), *, shipped: bool = True) -> list[Pack]:
    """Load the shipped packs and others, in this order. Raises PackError with the mistakes of all of them."""
    packs: list[Pack] = []
    mistakes: list[Mistake] = []
    for path in [*(shipped_packs() if shipped else ()), *map(Path, extra)]:
        try:
            packs.append(load_pack(path))
        except PackError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise PackError(mistakes)
    return packs


def rules_to_test(paths: Sequence[Path]) -> list[LoadedRule]:
    """The rules of the packs named, or of the shipped ones where none is.

    Raises PackError where one clashes with a rule of the shipped packs, and SettingsError for an override of
    no rule. A shipped pack that is named itself, or a part or a working copy of it, is no clash.
    """
    shipped = load_packs()
    named = load_packs(paths, shipped=False) if paths else shipped
    resolved = [path.resolve() for path in paths]
    names = {pack.name for pack in named}
    others = [
        pack
        for pack in shipped
        if pack.name not in names and not any(path.is_relative_to(Path(pack.path).resolve()) for path in resolved)
    ]
    rules, override = settle([*others, *named])
    check_selectors(override, rules, "`override` of a pack")
    return [loaded for pack in named for loaded in pack.rules]


@remember
def _settled(extra: tuple[str, ...]) -> tuple[list[LoadedRule], Mapping[str, Override]]:
    return settle(load_packs(extra))


def known_rules(settings: Settings) -> list[LoadedRule]:
    """Every rule of the packs that settings name, those that are switched off too."""
    return _settled(settings.rules)[0]


def all_rules(settings: Settings) -> list[LoadedRule]:
    """The rules that are not switched off, in order of code, as graded by packs and settings."""
    rules, override = _settled(settings.rules)
    check_selectors(override, rules, "`override` of a pack")
    check_selectors(settings.severity, rules, settings.place("severity"))
    grades: dict[str, Override | Grade] = {**override, **settings.severity}
    return sorted(graded(rules, grades), key=lambda loaded: loaded.rule.code)


def select_rules(settings: Settings) -> list[LoadedRule]:
    """The rules that run under settings.

    Raises SettingsError for a selector that no rule answers to, and where no rule is left to run.
    """
    rules = all_rules(settings)
    known = known_rules(settings)
    for setting in ("select", "extend_select", "ignore", "extend_ignore"):
        check_selectors(getattr(settings, setting), known, settings.place(setting))
    for selectors in settings.per_file_ignores.values():
        check_selectors(selectors, known, settings.place("per_file_ignores"))
    if settings.languagetool == "":
        raise SettingsError("LanguageTool is switched on, but where it is was left empty: name a URL or a folder")
    select: Sequence[str] = [*settings.select, *settings.extend_select]
    ignore: Sequence[str] = [*settings.ignore, *settings.extend_ignore]
    return chosen(rules, select, ignore, preview=settings.preview, languagetool=bool(settings.languagetool))


def _key(path: Path) -> str | None:
    """A digest of the program, the Python version, the pack's place and every file in it; None if it cannot be read."""
    try:
        return cache.digest(files_of(path), f"{cache.program()}\0{os.path.realpath(path)}")
    except OSError:
        return None


def _tables(pack: Pack) -> str:
    """A digest of the tables and grammars that a pack's rules name: those may stand anywhere."""
    named = [
        Path(loaded.place.path).parent / file
        for loaded in pack.rules
        for key in ("table", "grammar")
        if (file := getattr(loaded.rule, key, None))
    ]
    return cache.digest(sorted(set(named)))
