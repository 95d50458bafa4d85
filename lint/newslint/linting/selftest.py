"""The self-test: every rule's examples, run as documents of their own.

`bad` must be found at exactly the marked spans, `good` must stay silent, `known` are false alarms that
are asserted so that a mend of one is noticed. A rule is tested alone. What is too short to be told from English is
taken for the language of its rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from newslint.kinds.kind import Hit
from newslint.kinds.pattern import PatternRule
from newslint.linting.linter import Linter
from newslint.rule.declaration import ENGLISH, Example, LoadedRule, for_any, many
from newslint.text.document import Document

SHOWN = 80
"""Characters of a regex that are shown."""


class MarkedText(NamedTuple):
    """An example's text without its marks, the spans that were marked, and the suggestion expected."""

    text: str
    spans: list[tuple[int, int]]
    suggest: str | None


class Failure(NamedTuple):
    """An example that does not hold: which one (`bad-2`), where its rule is written, and what happened."""

    rule: LoadedRule
    example: str
    reason: str

    def __str__(self) -> str:
        place, rule = self.rule.place, self.rule.rule
        return f"{place.path}:{place.line}: {rule.code} {rule.name}, example {self.example}: {self.reason}"


def read_example(example: str | Example) -> MarkedText:
    """Take the `[[` and `]]` out of an example. Raises ValueError where they do not pair."""
    marked, suggest = (example, None) if isinstance(example, str) else (example.text, example.suggest)
    text, spans, start = "", [], None
    for piece in _pieces(marked):
        if piece == "[[" and start is None:
            start = len(text)
        elif piece == "]]" and start is not None:
            spans.append((start, len(text)))
            start = None
        else:
            text += piece
    if start is not None:
        raise ValueError("a `[[` without its `]]`")
    return MarkedText(text, spans, suggest)


def _pieces(marked: str) -> Iterator[str]:
    """Marks, and the texts between them. Within `]]]` the last two are the mark."""
    at = 0
    while at < len(marked):
        begin, close = marked.find("[[", at), marked.find("]]", at)
        nearest = min(found for found in (begin, close, len(marked)) if found >= 0)
        if nearest > at:
            yield marked[at:nearest]
        if nearest == len(marked):
            return
        if nearest == close and marked.startswith("]]]", close):
            yield "]"
            at = close + 1
            continue
        yield marked[nearest : nearest + 2]
        at = nearest + 2


def examples(loaded: LoadedRule) -> Iterator[tuple[str, str | Example]]:
    """A rule's examples, each under its name: bad-1, bad-2, good-1, ..."""
    for name in ("bad", "good", "known"):
        for number, example in enumerate(getattr(loaded.rule.examples, name), 1):
            yield f"{name}-{number}", example


def failures(rules: Iterable[LoadedRule], languagetool: bool | str = False) -> Iterator[Failure]:
    """Every example that does not hold. Rules of LanguageTool need `languagetool`, as Linter takes it."""
    rules = list(rules)
    if languagetool:
        Linter(rules, languagetool)  # starts one server, with the grammars of all
    for loaded in rules:
        linter = Linter([loaded if loaded.rule.holds_for(ENGLISH) else for_any(loaded)], languagetool)
        for name, example in examples(loaded):
            reason = _judge(linter, name, example)
            if reason:
                yield Failure(loaded, name, reason)


class Untried(NamedTuple):
    """A regex of a rule that no bad example needs: by its place among them, from 1."""

    rule: LoadedRule
    number: int
    regex: str

    def __str__(self) -> str:
        place, rule = self.rule.place, self.rule.rule
        shown = self.regex if len(self.regex) <= SHOWN else f"{self.regex[:SHOWN]}…"
        return f"{place.path}:{place.line}: {rule.code} {rule.name}, regex {self.number}: no bad example needs {shown}"


def untried(rules: Iterable[LoadedRule]) -> Iterator[Untried]:
    """The regexes without which all that is marked would be found, too: nobody would notice what breaks them."""
    for loaded in rules:
        if isinstance(loaded.rule, PatternRule):
            regexes = many(loaded.rule.pattern)
            needed = set[int]()
            for text in _marked(loaded.rule.examples.bad):
                needed.update(_needed(loaded, len(regexes), text))
            for at, regex in enumerate(regexes):
                if at not in needed:
                    yield Untried(loaded, at + 1, regex)


def _marked(bad: Iterable[str | Example]) -> Iterator[MarkedText]:
    """The examples that can be read: of the others it is said already what is wrong with them."""
    for example in bad:
        with suppress(ValueError):
            yield read_example(example)


def _needed(loaded: LoadedRule, regexes: int, text: MarkedText) -> Iterator[int]:
    """The regexes that alone find a marked place of an example."""
    document = Document(text.text)
    units = document.units(loaded.rule.scope)
    finders: dict[tuple[int, int], list[int]] = {span: [] for span in text.spans}
    for at in range(regexes):
        with suppress(TimeoutError):  # which is said where the example is run
            found = {(match.start, match.end) for match in loaded.matcher.find(document, [Hit(at, *u) for u in units])}
            for span in found & finders.keys():
                finders[span].append(at)
    return (alone[0] for alone in finders.values() if len(alone) == 1)


def _judge(linter: Linter, name: str, example: str | Example) -> str | None:
    try:
        text, spans, suggest = read_example(example)
    except ValueError as error:
        return str(error)
    if name.startswith("good") == bool(spans):
        return "a good example marks nothing" if spans else "mark what must be found: [[so]]"
    _, findings, errors = linter.lint(Document(text))
    if errors:
        return errors[0].reason
    found = [(finding.start, finding.end) for finding in findings]
    if found != spans:
        return f"expected {_shown(text, spans)}, found {_shown(text, found)}"
    if suggest is not None and findings[0].suggestion != suggest:
        return f"expected the suggestion {suggest!r}, got {findings[0].suggestion!r}"
    return None


def _shown(text: str, spans: list[tuple[int, int]]) -> str:
    return ", ".join(f"“{text[start:end]}” at {start}" for start, end in spans) or "nothing"
