"""What `newslint rule` and `newslint rules` show: a rule's documentation, from the rule itself."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newslint.errors import SettingsError
from newslint.packs.library import Library
from newslint.packs.measured import false_per_million, told
from newslint.packs.selectors import OWN, Named, check_selectors, selects
from newslint.rule.declaration import Example, LoadedRule
from newslint.settings.keys import Settings


def explain(selectors: Sequence[str], settings: Settings) -> str:
    """The documentation of the rules that selectors name. Raises SettingsError where one names none."""
    library = Library.of(settings)
    check_selectors(selectors, library.known, "`newslint rule`")
    rules = library.graded(settings)
    known: list[Named] = [*OWN, *(loaded.rule for loaded in rules)]
    for selector in selectors:
        if not any(selects(selector, rule) for rule in known):
            raise SettingsError(f"rule `{selector}` is switched off")
    found = [loaded for loaded in rules if any(selects(selector, loaded.rule) for selector in selectors)]
    own = [
        f"{one.code} {one.name} ({one.severity})\n\n{one.why}"
        for one in OWN
        if any(selects(selector, one) for selector in selectors)
    ]
    return "\n\n\n".join([*own, *map(_page, found)])


def _page(loaded: LoadedRule) -> str:
    rule = loaded.rule
    lines = [
        f"{rule.code} {rule.name} ({rule.severity}{', preview' if rule.preview else ''})",
        "",
        " ".join(rule.why.split()),
        "",
        f"Message: {rule.message}",
        f"Kind: {rule.__struct_config__.tag}, scope: {rule.scope}{f', zone: {rule.zone}' if rule.zone else ''}",
        f"Pack: {loaded.pack} ({loaded.place.path}:{loaded.place.line})",
    ]
    if figures := told(rule.code):
        lines.append(figures)
    for title, examples in (
        ("Found", rule.examples.bad),
        ("Left alone", rule.examples.good),
        ("Known false alarms", rule.examples.known),
    ):
        if examples:
            lines += ["", f"{title}:", *(_indented(example) for example in examples)]
    return "\n".join(lines)


def _indented(example: str | Example) -> str:
    text = example if isinstance(example, str) else example.text
    return "  - " + text.strip().replace("\n", "\n    ")


def listed(settings: Settings, *, profile: bool = False) -> list[LoadedRule]:
    """The rules that are selected; with `profile`, only those that look at every document."""
    library = Library.of(settings)
    rules = library.select(settings)
    return [loaded for loaded in rules if loaded.rule.code in library.everywhere()] if profile else rules


def listing(rules: Sequence[LoadedRule]) -> str:
    """One line a rule: code, severity, name, pack."""
    width = max((len(loaded.rule.name) for loaded in rules), default=0)
    return "\n".join(
        f"{loaded.rule.code}  {loaded.rule.severity:7}  {loaded.rule.name:{width}}  {loaded.pack}" for loaded in rules
    )


def as_json(rules: Sequence[LoadedRule]) -> str:
    """The rules as a JSON array of objects. What was measured is null where it was not."""
    return msgspec.json.format(msgspec.json.encode([_record(loaded) for loaded in rules])).decode()


def _record(loaded: LoadedRule) -> dict[str, object]:
    rule = loaded.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "kind": rule.__struct_config__.tag,
        "scope": rule.scope,
        "preview": rule.preview,
        "pack": loaded.pack,
        "message": rule.message,
        "why": " ".join(rule.why.split()),
        "false_per_million": false_per_million(rule.code),
    }
