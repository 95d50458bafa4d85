"""Selection: which rules run, by code prefix or name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Protocol

import msgspec

from newslint.errors import SettingsError
from newslint.kinds.languagetool import LanguageToolRule
from newslint.rule.declaration import LoadedRule, Override, Rule

ALL = "ALL"


class Named(Protocol):
    """What a selector may take in: a rule or a finding."""

    @property
    def code(self) -> str:
        """The stable code."""

    @property
    def name(self) -> str:
        """The name in words."""


def selects(selector: str, rule: Named) -> bool:
    """Whether a selector (ALL, a code or the beginning of one, or a rule's name) takes in a rule or its finding."""
    return selector == ALL or rule.name == selector or (selector[:1].isupper() and rule.code.startswith(selector))


def check_selectors(selectors: Iterable[str], rules: Sequence[LoadedRule], where: str) -> None:
    """Raise SettingsError for a selector that no rule answers to."""
    for selector in selectors:
        if not any(selects(selector, loaded.rule) for loaded in rules):
            known = [name for loaded in rules for name in (loaded.rule.code, loaded.rule.family, loaded.rule.name)]
            near = [selector.upper()] if selector.upper() in known else get_close_matches(selector, known, 1)
            hint = f"; did you mean {near[0]}?" if near else "; `newslint rules` lists them"
            raise SettingsError(f"no rule answers to `{selector}` in {where}{hint}")


def graded(rules: Iterable[LoadedRule], override: Mapping[str, Override]) -> list[LoadedRule]:
    """The rules that packs and settings have not switched off, with the severities that those give them."""
    kept = []
    for loaded in rules:
        rule = loaded.rule
        named = [selector for selector in override if selects(selector, rule)]
        value = override[max(named, key=len)] if named else True
        if value is False or value == "off":
            continue
        if isinstance(value, str):
            loaded = msgspec.structs.replace(loaded, rule=msgspec.structs.replace(rule, severity=value))
        kept.append(loaded)
    return kept


def chosen(
    rules: Sequence[LoadedRule], select: Sequence[str], ignore: Sequence[str], *, preview: bool, languagetool: bool
) -> list[LoadedRule]:
    """The rules that are selected and not ignored: the longer selector wins, and `ignore` where both are alike.

    Rules in preview are left out unless `preview`, those of LanguageTool unless `languagetool`. Raises SettingsError
    for a selector of LanguageTool's rules while these are off, and where no rule is left: a run without rules
    would pass without looking.
    """
    if not languagetool:
        ours = [loaded for loaded in rules if not isinstance(loaded.rule, LanguageToolRule)]
        for selector in select:
            named = [loaded for loaded in rules if selects(selector, loaded.rule)]
            if named and all(isinstance(loaded.rule, LanguageToolRule) for loaded in named):
                raise SettingsError(f"`{selector}` names rules of LanguageTool, which is off: add --languagetool")
        rules = ours

    def weight(selectors: Sequence[str], rule: Rule) -> int:
        return max(
            (0 if s == ALL else len(rule.code) if s == rule.name else len(s) for s in selectors if selects(s, rule)),
            default=-1,
        )

    wanted = [loaded for loaded in rules if weight(select, loaded.rule) > weight(ignore, loaded.rule)]
    kept = [loaded for loaded in wanted if preview or not loaded.rule.preview]
    if kept:
        return kept
    if wanted:
        raise SettingsError("no rule is selected: what is left is in preview; add --preview to run it")
    if any(weight(select, loaded.rule) >= 0 for loaded in rules):
        raise SettingsError("no rule is selected: `ignore` takes out all that `select` names")
    raise SettingsError("no rule is selected: what `select` names is nothing, or switched off")
