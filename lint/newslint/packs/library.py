"""The library of rules: the shipped packs and the user's, settled and selected."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from newslint import cache, digests
from newslint.errors import Mistake, PackError, SettingsError
from newslint.kinds.language import LanguageRule
from newslint.kinds.languagetool import LanguageToolRule
from newslint.packs.kept import keep_pack, kept_pack
from newslint.packs.pack import Pack, files_of, find_rules, settle
from newslint.packs.selectors import NEAR, RECURRING, SAME, Own, check_selectors, chosen, graded, selects
from newslint.rule.declaration import ANY, Grade, LoadedRule, Override, for_any
from newslint.scan.memory import Known, Memory, at_hand
from newslint.settings.keys import PARTS_OF_COPY, Settings


def shipped_packs() -> list[Path]:
    """The folders of the packs that come with newslint."""
    return sorted(file.parent for file in find_rules().glob("*/pack.yaml"))


def load_pack(path: Path) -> Pack:
    """Read a pack, or take it from the cache if nothing in it has changed. Raises PackError."""
    key = _key(path) if cache.keeps() else None
    if key is None:
        return _read(path)
    found = kept_pack(key, path)
    if found is not None:
        return found
    with cache.making(f"pack-{key}"):
        found = kept_pack(key, path)
        if found is None:
            found = _read_anew(path)
            keep_pack(key, found)
    return found


def _read_anew(path: Path) -> Pack:
    """Read a pack, with what is remembered of its regexes."""
    code = digests.code("scan", "rule")
    of_regexes = f"memory-{digests.digest((), f'{code} {os.path.realpath(path)}')}"
    memory = Memory(cache.kept(of_regexes, Known))
    if not memory.known.groups and path.parent == find_rules():
        cache.tell_once("reading and compiling the rules, once for this version (some seconds)")
    with at_hand(memory):
        pack = _read(path)
    if memory.grown:
        cache.keep(of_regexes, memory.used)
    return pack


def _read(path: Path) -> Pack:
    from newslint.packs.reader import read_pack  # noqa: PLC0415  (imports YAML, which a cached pack does without)

    return read_pack(path)


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
    rules, _ = settle([*others, *named])
    for pack in named:
        check_selectors(pack.override, rules, f"`override` of {pack.path}")
    return [loaded for pack in named for loaded in pack.rules]


class Library:
    """The rules of the shipped packs and of others, settled."""

    def __init__(self, extra: Iterable[str | Path] = ()) -> None:
        """Load the packs. Raises PackError with the mistakes of all of them."""
        packs = load_packs(extra)
        self.known, self._override = settle(packs)
        self.packs = packs

    def everywhere(self) -> set[str]:
        """The codes of rules that must look at every document, since nothing tells where they would find something.

        Those of LanguageTool do not count: its server looks, once for all of them.
        """
        asked = (pack.rules[at].rule for pack in self.packs for at in pack.plan.everywhere())
        return {rule.code for rule in asked if not isinstance(rule, LanguageToolRule)}

    @classmethod
    def of(cls, settings: Settings) -> Library:
        """The packs that settings name."""
        return cls(settings.rules)

    def graded(self, settings: Settings) -> list[LoadedRule]:
        """The rules that are not switched off, in order of code, as graded by packs and settings."""
        for pack in self.packs:
            check_selectors(pack.override, self.known, f"`override` of {pack.path}")
        check_selectors(settings.severity, self.known, settings.place("severity"))
        of_profile: dict[str, Grade] = dict.fromkeys(PARTS_OF_COPY, "off") if settings.profile == "newsroom" else {}
        grades: dict[str, Override | Grade] = {**self._override, **of_profile, **settings.severity}
        return sorted(graded(self.known, grades), key=lambda loaded: loaded.rule.code)

    def select(self, settings: Settings) -> list[LoadedRule]:
        """The rules that run under settings.

        Raises SettingsError for a selector that no rule answers to, and where no rule is left to run.
        """
        rules = self.graded(settings)
        if settings.language == ANY:
            rules = [for_any(loaded) for loaded in rules if not isinstance(loaded.rule, LanguageRule)]
        for setting in ("select", "extend_select", "ignore", "extend_ignore"):
            check_selectors(getattr(settings, setting), self.known, settings.place(setting))
        of_files = [selector for selectors in settings.per_file_ignores.values() for selector in selectors]
        check_selectors(of_files, self.known, settings.place("per_file_ignores"))
        if settings.languagetool == "":
            raise SettingsError("LanguageTool is switched on, but where it is was left empty: name a URL or a folder")
        select: Sequence[str] = [*settings.select, *settings.extend_select]
        ignore: Sequence[str] = [*settings.ignore, *settings.extend_ignore]
        compared = [*((SAME, NEAR) if settings.duplicates else ()), *((RECURRING,) if settings.across else ())]
        if compared and all(_only(selector, compared, rules) for selector in select):
            return []
        return chosen(rules, select, ignore, preview=settings.preview, languagetool=bool(settings.languagetool))


def _only(selector: str, compared: Sequence[Own], rules: Sequence[LoadedRule]) -> bool:
    """Whether a selector takes in what is found by comparing texts, and no rule."""
    return any(selects(selector, own) for own in compared) and not any(selects(selector, one.rule) for one in rules)


def pack_keys(extra: Iterable[str | Path]) -> list[str] | None:
    """A digest of each pack that is loaded, with all its files; None where one cannot be read."""
    keys = [_key(path) for path in (*shipped_packs(), *map(Path, extra))]
    return None if None in keys else [key for key in keys if key is not None]


def _key(path: Path) -> str | None:
    """A digest of the program and of every file in a pack; None if it cannot be read."""
    try:
        return digests.digest(files_of(path), digests.code(), path.parent) if path.exists() else None
    except OSError:
        return None
