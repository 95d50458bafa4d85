"""The pages of the site that no person writes: one for each shipped rule, made from the packs when the site is built.

A hook of MkDocs. Examples and messages are shown as text: nothing in them is markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from newslint.packs.library import Library
from newslint.packs.measured import false_per_million, measured, words
from newslint.rule.declaration import Example, FixPlan, LoadedRule

_ABOVE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]*\)")
"""A link to a file of the checkout that is no page: its words stay."""
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?!https?:)(?![\w-]+\.md)[^)]*\)")
"""A link of the README to a file that is no page."""
_FENCE = re.compile(r"^(```\w+) \w+$", re.M)
"""A fence with a word for the tests, which MkDocs does not take for a fence."""
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.S)


def on_files(files: Files, config: Any) -> Files:
    """Add a page for each rule, and in the place of the table of all rules one that leads to them."""
    rules = [loaded for pack in Library().packs for loaded in pack.rules]
    for loaded in rules:
        files.append(File.generated(config, f"rules/{loaded.rule.code}.md", content=rule_page(loaded)))
    if (table := files.get_file_from_path("rules.md")) is not None:
        files.remove(table)
    files.append(File.generated(config, "rules/index.md", content=index(rules)))
    readme = Path(config.config_file_path).with_name("README.md").read_text(encoding="utf-8")
    files.append(File.generated(config, "index.md", content=_OUTSIDE.sub(r"\1", readme.replace("](docs/", "]("))))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Make links lead into the site: those out of it become words. Fences are as MkDocs has them."""
    markdown = _FENCE.sub(r"\1", _ABOVE.sub(r"\1", markdown))
    return markdown.replace("](rules.md", "](rules/index.md")


def index(rules: Iterable[LoadedRule]) -> str:
    """A table of all rules, by pack."""
    lines = ["# Rules"]
    pack = ""
    for loaded in rules:
        rule = loaded.rule
        if loaded.pack != pack:
            pack = loaded.pack
            lines += ["", f"## {pack}", "", "| Rule | Name | Severity |", "|---|---|---|"]
        lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} |")
    return "\n".join(lines) + "\n"


def rule_page(loaded: LoadedRule) -> str:
    """What a rule finds, why, examples, what was measured, and its fix."""
    rule = loaded.rule
    why = html.escape(" ".join(rule.why.split()))
    parts = [
        f"# {rule.code} {rule.name}",
        f"**{rule.severity}**, pack `{loaded.pack}`, kind `{rule.__struct_config__.tag}`"
        f"{', in preview' if rule.preview else ''}.",
        f"<p>{_literal(why)}</p>",
        f"Message: {_code(rule.message)}",
        _examples("Found", rule.examples.bad),
        _examples("Left alone", rule.examples.good),
        _examples("Known errors: found today, and should not be", rule.examples.known),
        "## In clean news",
        _judged(rule.code),
        *(["## Fix", _fix(rule.fix)] if rule.fix else []),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _examples(title: str, examples: Iterable[str | Example]) -> str:
    texts = [example if isinstance(example, str) else example.text for example in examples]
    shown = [f"<pre class=example>{_MARKED.sub(_mark, _literal(html.escape(text)))}</pre>" for text in texts]
    return "\n\n".join([f"## {title}", *shown]) if shown else ""


def _mark(found: re.Match[str]) -> str:
    return f"<mark>{found[1]}</mark>"


def _literal(escaped: str) -> str:
    """Escaped text in a block of HTML, on one line of source, so that no blank line ends the block."""
    return escaped.replace("\r", "&#13;").replace("\n", "&#10;")


def _code(text: str) -> str:
    return f"<code>{_literal(html.escape(text))}</code>"


def _judged(code: str) -> str:
    found = measured().get(code)
    if found is None or not words():
        return "Not measured yet."
    return (
        f"In {words():,} words of clean news: {found.true} true slips, {found.false} false alarms, {found.debatable} "
        f"debatable, {found.unjudged} not judged. What nobody judged counts as false: "
        f"{false_per_million(code):.2f} false alarms per million words."
    )


def _fix(plan: FixPlan) -> str:
    what = (
        f"The match is replaced by {_code(plan.replace)}" if plan.replace is not None else f"Deletes the {plan.delete}"
    )
    return f"{what}; {'unsafe: meaning may change' if plan.unsafe else 'safe'}."
