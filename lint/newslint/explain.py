"""What `newslint rule` and `newslint rules` show: a rule's documentation, from the rule itself."""

from __future__ import annotations

from newslint.errors import SettingsError
from newslint.kinds.kind import looks_everywhere
from newslint.library import all_rules, known_rules, select_rules
from newslint.measured import per_million, words
from newslint.rule import Example, LoadedRule
from newslint.select import check_selectors, selects
from newslint.settings import Settings


def explain(selector: str, settings: Settings) -> str:
    """The documentation of the rules that a selector names. Raises SettingsError where there is none."""
    check_selectors([selector], known_rules(settings), "`newslint rule`")
    found = [loaded for loaded in all_rules(settings) if selects(selector, loaded.rule)]
    if not found:
        raise SettingsError(f"rule `{selector}` is switched off")
    return "\n\n\n".join(map(_page, found))


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
    if (rate := per_million(rule.code)) is not None:
        lines.append(f"Alarms on clean news: {rate:.2f} per million words (counted on {words():,} words)")
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


def listing(settings: Settings, *, profile: bool = False) -> str | None:
    """One line a rule: code, severity, name, pack.

    With `profile`, only those that look at every document; None where there is none.
    """
    rules = select_rules(settings)
    if profile:
        rules = [loaded for loaded in rules if looks_everywhere(loaded.matcher)]
        if not rules:
            return None
    width = max((len(loaded.rule.name) for loaded in rules), default=0)
    return "\n".join(
        f"{loaded.rule.code}  {loaded.rule.severity:7}  {loaded.rule.name:{width}}  {loaded.pack}" for loaded in rules
    )
