"""The linter: rules compiled once, documents linted one after another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from newslint.document import Document
from newslint.engine import Engine
from newslint.errors import RuleError
from newslint.evidence import Conditions
from newslint.finding import Finding, attach
from newslint.kinds.kind import Match
from newslint.rule import LoadedRule


class Linted(NamedTuple):
    """What became of one document: its findings in order, and the rules that failed on it."""

    findings: list[Finding]
    errors: list[RuleError]


class Linter:
    """Lints documents with a fixed set of rules. Compiling is the costly part: reuse it."""

    def __init__(self, rules: Iterable[LoadedRule]) -> None:
        self.rules = list(rules)
        self._engine = Engine([loaded.matcher for loaded in self.rules])
        self._conditions = [Conditions(loaded) for loaded in self.rules]

    def lint(self, document: Document) -> Linted:
        """Lint one document. A rule that fails is reported and costs only its own findings."""
        findings: list[Finding] = []
        errors: list[RuleError] = []
        for matcher, at, hits in self._engine.candidates(document):
            rule = self.rules[at].rule
            try:
                if found := list(matcher.find(document, hits)):
                    findings.extend(attach(rule, document, match) for match in self._kept(at, document, found))
            except TimeoutError:
                errors.append(RuleError(rule.code, document.path, "a regex ran over its time limit; simplify it"))
            except Exception as error:  # whatever a rule does, the other rules' findings stand
                errors.append(RuleError(rule.code, document.path, f"{type(error).__name__}: {error}"))
        findings.sort(key=lambda finding: finding.order)
        return Linted(findings, errors)

    def _kept(self, at: int, document: Document, found: list[Match]) -> list[Match]:
        """The matches for which the rule's conditions hold; of overlapping ones the first and longest."""
        kept: list[Match] = []
        for match in sorted(found, key=lambda match: (match.start, -match.end)):
            if not (kept and match.start < kept[-1].end) and self._conditions[at].hold(document, match):
                kept.append(match)
        return kept
