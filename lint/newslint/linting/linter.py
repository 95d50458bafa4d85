"""The linter: rules compiled once, documents linted one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from newslint import kinds
from newslint.errors import LostError, RuleError, UncheckedError
from newslint.kinds.kind import Hit, Match, Matcher
from newslint.kinds.languagetool import LanguageToolMatcher, LanguageToolRule
from newslint.linting.candidates import Candidates, Finder
from newslint.linting.conditions import Conditions
from newslint.linting.finding import Finding, Told, attach
from newslint.linting.overlaps import settle
from newslint.packs.pack import Pack
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document

if TYPE_CHECKING:
    from newslint.languagetool.remarks import Answers
    from newslint.linting.languagetool import Checker


AHEAD = 32
"""Documents that LanguageTool is given before their turn: enough to keep its server at work."""
BATCH = 128
"""Documents that are scanned together: enough to keep the tables of a scan in the processor's cache,"""
MOST = 400_000
"""code points, about, that a batch may hold."""

NAMED = 5
"""Rules that are named where more have run out of time."""


class Linted(NamedTuple):
    """What became of one document: its findings in order, one for each fault, and the rules that failed on it."""

    document: Document
    findings: list[Finding]
    errors: list[RuleError]


class Linter:
    """Lints documents with a fixed set of rules. Compiling, before the first document, is the costly part: reuse it.

    `languagetool` says where LanguageTool is, for rules of that kind: true, a URL, a folder or a class path. Of `packs`
    are the rules: the databases of a pack serve whatever is selected of it. One linter may be used by several threads.
    It pickles as what it is made from. Raises SettingsError where LanguageTool is not there.
    """

    def __init__(
        self,
        rules: Iterable[LoadedRule],
        languagetool: bool | str = False,
        *,
        packs: Sequence[Pack] | None = None,
    ) -> None:
        self.rules = list(rules)
        self._languagetool = languagetool
        self._packs = packs
        self._checker = _checker(self.rules, languagetool)
        self._conditions = _Conditions(self.rules)
        self._last = {at for at, loaded in enumerate(self.rules) if kinds.of(loaded.rule).last}
        declared = [loaded.rule for loaded in self.rules]
        self._explaining = {rule.code: rule for rule in declared if rule.explains}
        self._summing = {rule.code for rule in declared if rule.sums_up}

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickled, (self.rules, self._languagetool, self._packs)

    @cached_property
    def _finder(self) -> Finder:
        groups = [(_matchers(pack.rules), pack.plan) for pack in self._packs] if self._packs else None
        return Finder(_matchers(self.rules), groups, self._holds)

    def compile(self) -> None:
        """Compile what is looked for now, and not where the first document needs it."""
        _ = self._finder

    def _holds(self, at: int, language: str) -> bool:
        return self.rules[at].rule.holds_for(language)

    def lint(self, document: Document) -> Linted:
        """Lint one document. A rule that fails is reported and costs only its own findings."""
        return next(self.lint_all([document]))

    def lint_all(self, documents: Iterable[Document]) -> Iterator[Linted]:
        """Lint documents in order. They are taken in batches, which are scanned at once for what rules seek."""
        waiting: deque[tuple[Document, Candidates, Answers | None]] = deque()
        ahead = AHEAD if self._checker else 0
        for batch in _batches(documents):
            for document, candidates in zip(batch, self._finder.find(batch), strict=True):
                waiting.append((document, candidates, self._checker.begin(document) if self._checker else None))
            while len(waiting) > ahead:
                yield self._ask(*waiting.popleft())
        for document, candidates, answers in waiting:
            yield self._ask(document, candidates, answers)

    def _ask(self, document: Document, candidates: Candidates, answers: Answers | None) -> Linted:
        """Ask each rule that must look at a document."""
        if fault := document.reading.fault:
            why = f"not checked: newslint failed to see how it is set: {fault}"
            return Linted(document, [], [LostError(document.path, why)])
        findings: list[Finding] = []
        errors: list[RuleError] = []
        late: list[str] = []
        told: Told = {}
        document.begin()
        for at in (*sorted(candidates.keys() - self._last), *sorted(candidates.keys() & self._last)):
            rule = self.rules[at].rule
            try:
                hits = sorted(candidates[at])
                if not self._conditions[at].may_hold(document, hits):
                    continue
                found = self._matches(at, document, hits, answers)
                if found and (kept := self._kept(at, document, found)):
                    findings.extend(attach(rule, document, match, told) for match in kept)
                    document.found.add(rule.code)
            except UncheckedError as error:
                if str(error) not in map(str, errors):
                    errors.append(error)
            except TimeoutError:
                late.append(rule.code)
            except Exception as error:  # whatever a rule does, the other rules' findings stand
                errors.append(RuleError(rule.code, document.path, f"{type(error).__name__}: {error}"))
        if late:
            errors.append(RuleError(late[0], document.path, _over_time(late[1:])))
        document.end()
        return Linted(document, settle(findings, self._explaining, self._summing), errors)

    def _matches(self, at: int, document: Document, hits: list[Hit], answers: Answers | None) -> list[Match]:
        matcher = self.rules[at].matcher
        if answers is not None and isinstance(matcher, LanguageToolMatcher):
            return list(matcher.choose(answers))
        return list(matcher.find(document, hits))

    def _kept(self, at: int, document: Document, found: list[Match]) -> list[Match]:
        """The matches for which the rule's conditions hold; of overlapping ones the first and longest."""
        kept: list[Match] = []
        for match in sorted(found, key=lambda match: (match.start, -match.end)):
            if not (kept and match.start < kept[-1].end) and self._conditions[at].hold(document, match):
                kept.append(match)
        return _first(document, kept) if self.rules[at].rule.once else kept


class _Conditions(dict[int, Conditions]):
    """The conditions of rules by their places, made for those that are asked."""

    def __init__(self, rules: Sequence[LoadedRule]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, at: int) -> Conditions:
        made = self[at] = Conditions(self._rules[at])
        return made


def _first(document: Document, kept: list[Match]) -> list[Match]:
    """Of matches of the same text the first, with the places of the others."""
    alike: dict[str, list[Match]] = {}
    for match in kept:
        alike.setdefault(document.text[match.start : match.end], []).append(match)
    return [
        first._replace(related=(*first.related, *((other.start, other.end) for other in others)))
        for first, *others in alike.values()
    ]


def _over_time(others: list[str]) -> str:
    """One message for all rules that had no time to end: after a few slow ones there is none left for the others."""
    named = f"{', '.join(others[:NAMED])} and {len(others) - NAMED} more" if len(others) > NAMED else ", ".join(others)
    more = f" (not run to their end either: {named})" if others else ""
    return f"a regex ran over its time limit; simplify it{more}"


def _unpickled(rules: list[LoadedRule], languagetool: bool | str, packs: Sequence[Pack] | None) -> Linter:
    return Linter(rules, languagetool, packs=packs)


def _matchers(rules: Iterable[LoadedRule]) -> list[Matcher]:
    return [loaded.matcher for loaded in rules]


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    total = 0
    for document in documents:
        batch.append(document)
        total += len(document.text)
        if len(batch) >= BATCH or total >= MOST:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _checker(rules: list[LoadedRule], where: bool | str) -> Checker | None:
    if not any(isinstance(loaded.rule, LanguageToolRule) for loaded in rules):
        return None
    from newslint.linting.languagetool import Checker  # noqa: PLC0415  (an extra, and slow to import)

    return Checker(rules, where)
