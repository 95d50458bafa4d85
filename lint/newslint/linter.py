"""The linter: rules compiled once, documents linted one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from newslint import kinds
from newslint.document import Document
from newslint.engine import Engine
from newslint.errors import RuleError
from newslint.evidence import Conditions
from newslint.finding import Finding, attach
from newslint.kinds.kind import Hit, Match
from newslint.rule import LoadedRule


class Linted(NamedTuple):
    """What became of one document: its findings in order, and the rules that failed on it."""

    findings: list[Finding]
    errors: list[RuleError]


class Linter:
    """Lints documents with a fixed set of rules. Compiling is the costly part: reuse it."""

    def __init__(self, rules: Iterable[LoadedRule]) -> None:
        self.rules = list(rules)
        self._engine = Engine([kinds.of(loaded.rule).compile(loaded) for loaded in self.rules])
        self._conditions = [Conditions(loaded) for loaded in self.rules]

    def lint(self, document: Document) -> Linted:
        """Lint one document. A rule that fails is reported and costs only its own findings."""
        findings: list[Finding] = []
        errors: list[RuleError] = []
        for at, hits in self._engine.candidates(document):
            rule = self.rules[at].rule
            try:
                matches = self._matches(at, document, hits)
                findings.extend(attach(rule, document, match) for match in matches)
            except TimeoutError:
                errors.append(RuleError(rule.code, document.path, "a regex ran over its time limit; simplify it"))
            except (regex.error, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
                errors.append(RuleError(rule.code, document.path, f"{type(error).__name__}: {error}"))
        findings.sort(key=lambda finding: finding.order)
        return Linted(findings, errors)

    def _matches(self, at: int, document: Document, hits: Sequence[Hit]) -> list[Match]:
        """One matcher's matches for which its rule's conditions hold; of overlapping ones the first and longest."""
        found = sorted(self._engine.matchers[at].find(document, hits), key=lambda match: (match.start, -match.end))
        kept: list[Match] = []
        for match in found:
            if kept and match.start < kept[-1].end:
                continue
            if self._conditions[at].hold(document, match):
                kept.append(match)
        return kept
