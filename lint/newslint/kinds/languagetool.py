"""kind: languagetool. Rules of LanguageTool, chosen by id or category, under newslint's severities and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from newslint.kinds.kind import Hit, Kind, Match, Sought
from newslint.languagetool.remarks import Asked, Remark
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document


class LanguageToolRule(Rule, frozen=True, kw_only=True, tag="languagetool"):
    """The remarks of some rules of LanguageTool.

    `ids` are ids of its rules, `categories` of its categories, of which those in `except` are left out. `grammar`
    is an XML file, beside the rule's, with rules of one's own that the server is given.
    """

    ids: list[str] = []
    categories: list[str] = []
    except_: list[str] = msgspec.field(default_factory=list, name="except")
    grammar: str | None = None

    def __post_init__(self) -> None:
        if not self.ids and not self.categories:
            raise ValueError("a rule of this kind names `ids` or `categories` of LanguageTool")
        if self.except_ and not self.categories:
            raise ValueError("`except` leaves rules out of `categories`, and there are none")


class LanguageToolMatcher:
    """Chooses from what LanguageTool said of a document."""

    sought: Sequence[Sought] = ()

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, LanguageToolRule)
        self._ids = frozenset(loaded.rule.ids)
        self._categories = frozenset(loaded.rule.categories)
        self._except = frozenset(loaded.rule.except_)

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Nothing: what there is to find is in the answers, from which `choose` takes it."""
        return iter(())

    def choose(self, answers: Iterable[Remark]) -> Iterator[Match]:
        """A match a remark; its values are `id`, `remark` and `suggestion`. Raises UncheckedError."""
        for remark in answers:
            if remark.id in self._ids or (remark.category in self._categories and remark.id not in self._except):
                values = {"id": remark.id, "remark": remark.message, "suggestion": "|".join(remark.replacements)}
                yield Match(remark.start, remark.end, values)


def chosen(rules: Iterable[LoadedRule]) -> list[tuple[LanguageToolRule, Path | None]]:
    """The rules of this kind among others, each with the path of its grammar file."""
    return [
        (loaded.rule, Path(loaded.place.path).parent / loaded.rule.grammar if loaded.rule.grammar else None)
        for loaded in rules
        if isinstance(loaded.rule, LanguageToolRule)
    ]


def asked(rules: Sequence[LanguageToolRule]) -> Asked:
    """What LanguageTool must be asked for, for the sake of these rules."""
    ids = sorted({name for rule in rules for name in rule.ids})
    return Asked(tuple(ids), tuple(sorted({name for rule in rules for name in rule.categories})))


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """No regexes; but a grammar file is read, and must hold the ids that the rule names. Raises ValueError."""
    rule = loaded.rule
    assert isinstance(rule, LanguageToolRule)
    if rule.grammar:
        from newslint.languagetool import grammar  # noqa: PLC0415  (XML, which few rules need)

        known = grammar.ids(grammar.read_grammar(Path(loaded.place.path).parent / rule.grammar))
        unknown = sorted({*rule.ids, *rule.categories} - known)
        if unknown:
            raise ValueError(f"`{unknown[0]}` is not defined in {rule.grammar}")
    yield from ()


KIND = Kind(LanguageToolRule, LanguageToolMatcher, patterns, values=("suggestion", "id", "remark"))
