"""The linter: rules compiled once, documents linted one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from newslint import kinds
from newslint.errors import RuleError, UncheckedError
from newslint.kinds.kind import Match
from newslint.kinds.languagetool import LanguageToolRule
from newslint.linting.candidates import Engine
from newslint.linting.conditions import Conditions
from newslint.linting.finding import Finding, attach
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document

if TYPE_CHECKING:
    from newslint.linting.languagetool import Asker


AHEAD = 32
"""Documents that are begun before their turn: enough to keep LanguageTool's server at work."""
BATCH = 128
"""Documents that are scanned together: enough to keep the tables of a scan in the processor's cache,"""
MOST = 400_000
"""code points, about, that a batch may hold."""

T = TypeVar("T")


class Linted(NamedTuple):
    """What became of one document: its findings in order, and the rules that failed on it."""

    findings: list[Finding]
    errors: list[RuleError]


class Linter:
    """Lints documents with a fixed set of rules. Compiling is the costly part: reuse it.

    `languagetool` says where LanguageTool is, for rules of that kind: true, a URL, a folder or a class path.
    Raises SettingsError where it is not there.
    """

    def __init__(self, rules: Iterable[LoadedRule], languagetool: bool | str = False) -> None:
        self.rules = list(rules)
        self._asker = _asker(self.rules, languagetool)
        self._engine = Engine([loaded.matcher for loaded in self.rules])
        self._conditions = [Conditions(loaded) for loaded in self.rules]
        self._last = [at for at, loaded in enumerate(self.rules) if kinds.of(loaded.rule).last]

    @property
    def ahead(self) -> int:
        """How many documents it is worth while to `begin` before the one that is linted."""
        return AHEAD if self._asker else 0

    def begin(self, documents: Sequence[Document]) -> None:
        """Look for what rules seek, in several documents at once, and start LanguageTool's check of them.

        `lint` does so for a document that was not begun.
        """
        for document, found in zip(documents, self._engine.find(documents), strict=True):
            document.notes[self] = found
            if self._asker:
                self._asker.begin(document)

    def lint(self, document: Document) -> Linted:
        """Lint one document. A rule that fails is reported and costs only its own findings."""
        if self not in document.notes:
            self.begin([document])
        hits = document.notes.pop(self)
        assert isinstance(hits, dict)
        findings: list[Finding] = []
        errors: list[RuleError] = []
        document.found.clear()
        for at in sorted(hits, key=lambda at: (at in self._last, at)):
            rule = self.rules[at].rule
            try:
                found = list(self.rules[at].matcher.find(document, list(hits[at])))
                if found and (kept := self._kept(at, document, found)):
                    findings.extend(attach(rule, document, match) for match in kept)
                    document.found.add(rule.code)
            except UncheckedError as error:
                if error not in errors:
                    errors.append(error)
            except TimeoutError:
                errors.append(RuleError(rule.code, document.path, "a regex ran over its time limit; simplify it"))
            except Exception as error:  # whatever a rule does, the other rules' findings stand
                errors.append(RuleError(rule.code, document.path, f"{type(error).__name__}: {error}"))
        findings.sort(key=lambda finding: finding.order)
        return Linted(findings, errors)

    def lint_all(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Linted]]:
        """Lint documents one after another, in batches that are begun ahead of their turn."""
        for document in begun(documents, self.begin, lambda document: len(document.text), self.ahead):
            yield document, self.lint(document)

    def _kept(self, at: int, document: Document, found: list[Match]) -> list[Match]:
        """The matches for which the rule's conditions hold; of overlapping ones the first and longest."""
        kept: list[Match] = []
        for match in sorted(found, key=lambda match: (match.start, -match.end)):
            if not (kept and match.start < kept[-1].end) and self._conditions[at].hold(document, match):
                kept.append(match)
        return kept


def begun(
    items: Iterable[T], begin: Callable[[Sequence[T]], None], size: Callable[[T], int], ahead: int
) -> Iterator[T]:
    """The items in order, begun in batches, each so many items at least before it is handed on."""
    waiting: deque[T] = deque()
    for batch in _batches(items, size):
        begin(batch)
        waiting.extend(batch)
        while len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting


def _batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    batch: list[T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if len(batch) >= BATCH or total >= MOST:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _asker(rules: list[LoadedRule], where: bool | str) -> Asker | None:
    if not any(isinstance(loaded.rule, LanguageToolRule) for loaded in rules):
        return None
    from newslint.linting.languagetool import Asker  # noqa: PLC0415  (an extra, and slow to import)

    return Asker(rules, where)
