"""Names in braces: what a rule's evidence and its templates may name, checked when its pack is read.

In `unless` and `when` a name is a list of the file or a value of the match; in `message`, `suggest` and
`fix` it is a value of the match, {match} or {suggestion}. Any other would never be filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newslint import kinds
from newslint.kinds.repeat import RepeatRule
from newslint.late import late
from newslint.rule.declaration import LoadedRule, Regexes, Rule
from newslint.rule.templates import CELL
from newslint.validation import KeyPath, meant

_IN_REGEX = late(r"(?<!\\[pPN])(?<!\\)\{([A-Za-z][\w-]*\^?)\}")
_IN_TEMPLATE = late(r"\{([A-Za-z][\w-]*\^?)\}")


def conditions(rule: Rule) -> Iterator[tuple[KeyPath, str]]:
    """The regexes of `unless` and `when`, each with the keys under which it stands."""
    yield from _each(("unless",), rule.unless)
    for place, part in rule.when.given() if rule.when else ():
        yield from _each(("when", place, "has"), part.has)
        yield from _each(("when", place, "lacks"), part.lacks)


def unfilled(loaded: LoadedRule, groups: Iterable[str]) -> Iterator[tuple[KeyPath, str]]:
    """The names that nothing fills: the keys under which each stands, and what is wrong. `groups`: of the regexes.

    Where a kind does not say what its matches tell, its rules are taken as they are.
    """
    rule = loaded.rule
    kind = kinds.of(rule)
    if kind.values is None:
        return
    values = [*(loaded.table.columns if loaded.table else ()), *kind.values, *(groups if kind.grouped else ())]
    if isinstance(rule, RepeatRule) and rule.of != "word":
        values.remove("word")
    for keys, pattern in conditions(rule):
        yield from _unknown(keys, _IN_REGEX.findall(pattern), "no list or value is named", [*loaded.lists, *values])
    for keys, text in _counted(rule):
        yield from _unknown(keys, CELL.findall(text), "no value is named", values)
    for keys, template in _templates(rule):
        names = _IN_TEMPLATE.findall(template)
        yield from _unknown(keys, names, "nothing fills", ["match", "suggestion", *values])


def _counted(rule: Rule) -> Iterator[tuple[KeyPath, str]]:
    for place, part in rule.when.given() if rule.when else ():
        for key, counted in (("at-least", part.at_least), ("at-most", part.at_most)):
            for text in counted:
                yield ("when", place, key, text), text


def _unknown(keys: KeyPath, names: Iterable[str], what: str, known: list[str]) -> Iterator[tuple[KeyPath, str]]:
    known = list(dict.fromkeys(known))
    for name in names:
        if name not in known:
            yield keys, f"{what} `{{{name}}}`; {meant(name, known)}"


def _templates(rule: Rule) -> Iterator[tuple[KeyPath, str]]:
    yield ("message",), rule.message
    yield from _each(("suggest",), rule.suggest)
    if rule.fix and rule.fix.replace is not None:
        yield ("fix", "replace"), rule.fix.replace


def _each(keys: KeyPath, value: Regexes) -> Iterator[tuple[KeyPath, str]]:
    """One text, or each of a list with its place in it."""
    if isinstance(value, str):
        yield keys, value
    else:
        for at, text in enumerate(value):
            yield (*keys, at), text
