"""Selection: which rules run, by code prefix or name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

import msgspec

from newslint.errors import SettingsError
from newslint.kinds.languagetool import LanguageToolRule
from newslint.rule.declaration import Grade, LoadedRule, Override, Rule, Severity
from newslint.settings.keys import Settings

ALL = "ALL"


class Named(Protocol):
    """What a selector may take in: a rule or a finding."""

    @property
    def code(self) -> str:
        """The stable code."""

    @property
    def name(self) -> str:
        """The name in words."""


class Own(NamedTuple):
    """What a run finds of itself, with no rule that looks in texts: chosen and graded as rules are."""

    code: str
    name: str
    severity: Severity
    why: str


UNUSED = Own(
    "NL001",
    "unused-ignore",
    "warning",
    "A suppression that suppresses nothing hides what comes next in its place: the text was mended, or the rule is "
    "another one. It is looked at where the rules that it names were run.",
)
RECURRING = Own(
    "BP301",
    "recurring-lines",
    "warning",
    "What stands word for word in many documents of a run (at least 5, and 1% of them) belongs to none of them: it is "
    "the site's, not the article's. So it is told without any list of what sites write, by the option --across: lines "
    "of some length, short ones beside them, and what is the same at the beginning or end of documents. Lines that "
    "another rule for boilerplate finds are left to that.",
)

SAME = Own(
    "DUP101",
    "same-text-again",
    "warning",
    "The article stood before in the run, word for word, whatever its case and punctuation. A corpus that holds a text "
    "twice weighs it double, and counts and tests on it mislead. Looked for with --duplicates, in texts of 30 words or "
    "more.",
)
NEAR = Own(
    "DUP102",
    "near-copy",
    "warning",
    "The article is a light rewrite of one that stood before in the run: a later edition, an agency's text under "
    "another headline, a page fetched twice. Of the runs of three words that either has, both have four of five. "
    "Looked for with --duplicates, in texts of 30 words or more.",
)
OWN = (UNUSED, RECURRING, SAME, NEAR)


def selects(selector: str, rule: Named) -> bool:
    """Whether a selector (ALL, a code or the beginning of one, or a rule's name) takes in a rule or its finding."""
    return selector == ALL or rule.name == selector or (selector[:1].isupper() and rule.code.startswith(selector))


def names_of(rule: Named) -> Sequence[str]:
    """Every selector that takes in a rule or its finding: ALL, its name, its code and the beginnings of that."""
    return _names_of(rule.code, rule.name)


@lru_cache(maxsize=1000)
def _names_of(code: str, name: str) -> Sequence[str]:
    return ALL, name, *(code[:end] for end in range(1, len(code) + 1))


def check_selectors(selectors: Iterable[str], rules: Sequence[LoadedRule], where: str) -> None:
    """Raise SettingsError for a selector that no rule answers to."""
    selectors = list(selectors)
    if not selectors:
        return
    answered = {name for loaded in rules for name in names_of(loaded.rule)} | {
        name for own in OWN for name in names_of(own)
    }
    for selector in selectors:
        if selector not in answered:
            from difflib import get_close_matches  # noqa: PLC0415  (seldom needed)

            known = [name for loaded in rules for name in (loaded.rule.code, loaded.rule.family, loaded.rule.name)]
            near = [selector.upper()] if selector.upper() in known else get_close_matches(selector[:100], known, 1)
            hint = f"; did you mean {near[0]}?" if near else "; `newslint rules` lists them"
            raise SettingsError(f"no rule answers to `{selector}` in {where}{hint}")


def graded(rules: Iterable[LoadedRule], override: Mapping[str, Override]) -> list[LoadedRule]:
    """The rules that packs and settings have not switched off, with the severities that those give them."""
    kept = []
    for loaded in rules:
        rule = loaded.rule
        named = [(_weight(selector, rule), selector) for selector in names_of(rule) if selector in override]
        value = override[max(named)[1]] if named else True
        if value is False or value == "off":
            continue
        if isinstance(value, str):
            loaded = msgspec.structs.replace(loaded, rule=msgspec.structs.replace(rule, severity=value))
        kept.append(loaded)
    return kept


def _weight(selector: str, rule: Named) -> int:
    """How closely a selector names a rule."""
    return 0 if selector == ALL else len(rule.code) if selector == rule.name else len(selector)


def grade_of(own: Own, settings: Settings) -> Grade:
    """The severity that settings give to what a run finds of itself; `off` where it is not selected."""

    def weight(selectors: Iterable[str]) -> int:
        return max((_weight(selector, own) for selector in selectors if selects(selector, own)), default=-1)

    wanted, unwanted = [*settings.select, *settings.extend_select], [*settings.ignore, *settings.extend_ignore]
    if weight(wanted) <= weight(unwanted):
        return "off"
    named = [(_weight(selector, own), selector) for selector in settings.severity if selects(selector, own)]
    return settings.severity[max(named)[1]] if named else own.severity


def chosen(
    rules: Sequence[LoadedRule], select: Collection[str], ignore: Collection[str], *, preview: bool, languagetool: bool
) -> list[LoadedRule]:
    """The rules that are selected and not ignored: the longer selector wins, and `ignore` where both are alike.

    Rules in preview are left out unless `preview`, those of LanguageTool unless `languagetool`. Raises SettingsError
    for a selector of LanguageTool's rules while these are off, and where no rule is left: a run without rules
    would pass without looking.
    """
    select, ignore = dict.fromkeys(select), dict.fromkeys(ignore)
    if not languagetool:
        ours = [loaded for loaded in rules if not isinstance(loaded.rule, LanguageToolRule)]
        for selector in select:
            named = [loaded for loaded in rules if selects(selector, loaded.rule)]
            if named and all(isinstance(loaded.rule, LanguageToolRule) for loaded in named):
                raise SettingsError(f"`{selector}` names rules of LanguageTool, which is off: add --languagetool")
        rules = ours

    def weight(selectors: Collection[str], rule: Rule) -> int:
        return max((_weight(selector, rule) for selector in names_of(rule) if selector in selectors), default=-1)

    wanted = [loaded for loaded in rules if weight(select, loaded.rule) > weight(ignore, loaded.rule)]
    kept = [loaded for loaded in wanted if preview or not loaded.rule.preview]
    if kept:
        return kept
    if wanted:
        raise SettingsError("no rule is selected: what is left is in preview; add --preview to run it")
    if any(weight(select, loaded.rule) >= 0 for loaded in rules):
        raise SettingsError("no rule is selected: `ignore` takes out all that `select` names")
    raise SettingsError("no rule is selected: what `select` names is nothing, or switched off")
