"""The library of rules: the shipped packs and the user's, settled and selected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from newslint.cache import load_pack
from newslint.errors import Mistake, PackError
from newslint.pack import Override, Pack, find_rules, settle
from newslint.rule import LoadedRule, Severity
from newslint.select import check_selectors, chosen, graded
from newslint.settings import Settings


def shipped_packs() -> list[Path]:
    """The folders of the packs that come with newslint."""
    return sorted(file.parent for file in find_rules().glob("*/pack.yaml"))


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


@cache
def _settled(extra: tuple[str, ...]) -> tuple[list[LoadedRule], Mapping[str, Override]]:
    return settle(load_packs(extra))


def all_rules(settings: Settings) -> list[LoadedRule]:
    """Every rule of the packs that settings name, in order of code, as graded by packs and settings."""
    rules, override = _settled(settings.rules)
    check_selectors(override, rules, "`override` of a pack")
    check_selectors(settings.severity, rules, f"`severity` of {settings.source}")
    grades: dict[str, Override | Severity] = {**override, **settings.severity}
    return sorted(graded(rules, grades), key=lambda loaded: loaded.rule.code)


def select_rules(settings: Settings) -> list[LoadedRule]:
    """The rules that run under settings. Raises SettingsError for a selector that no rule answers to."""
    rules = all_rules(settings)
    known, _ = _settled(settings.rules)
    select: Sequence[str] = [*settings.select, *settings.extend_select]
    ignore: Sequence[str] = [*settings.ignore, *settings.extend_ignore]
    for selectors, where in (
        (select, "`select`"),
        (ignore, "`ignore`"),
        *((v, "`per-file-ignores`") for v in settings.per_file_ignores.values()),
    ):
        check_selectors(selectors, known, where)
    return chosen(rules, select, ignore, preview=settings.preview)
