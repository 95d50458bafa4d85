"""A report cut short: of each rule the first findings of a run, in any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.reporter import Reporter, Summary
from newslint.rule.declaration import LoadedRule
from newslint.text.document import Document


class Limited(Reporter):
    """Hands on at most `most` findings of each rule. All are counted: `said` tells what was left out."""

    def __init__(self, reporter: Reporter, most: int) -> None:
        super().__init__(reporter.stream, reporter.color)
        self.shows_unchanged = reporter.shows_unchanged
        self.shows_suppressed = reporter.shows_suppressed
        self._reporter = reporter
        self._most = most
        self._found: Counter[str] = Counter()

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Hand on."""
        self._reporter.start(rules)

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """Hand on what is within the limit."""
        kept: list[Finding] = []
        for finding in findings:
            self._found[finding.code] += not finding.suppressed
            if finding.suppressed or self._found[finding.code] <= self._most:
                kept.append(finding)
        self._reporter.document(document, kept)

    def failed(self, error: InputError | RuleError) -> None:
        """Hand on."""
        self._reporter.failed(error)

    def finish(self, summary: Summary) -> None:
        """Hand on."""
        self._reporter.finish(summary)

    def said(self) -> str | None:
        """How much was left out, and of which rules."""
        more = {code: count - self._most for code, count in self._found.items() if count > self._most}
        if not more:
            return None
        named = sorted(more, key=lambda code: (-more[code], code))
        shown = ", ".join(f"{code} {more[code]}" for code in named[:5])
        others = f" and {len(named) - 5} other rules" if len(named) > 5 else ""
        return f"--max-per-rule left out {sum(more.values())} more: {shown}{others}"
