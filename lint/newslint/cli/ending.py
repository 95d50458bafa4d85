"""How a run ended: what was looked at, what went wrong, the exit code, and one line that says so."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from newslint.errors import InputError, LostError, RuleError, UncheckedError, WriteError
from newslint.linting.finding import Finding
from newslint.report.reporter import Summary
from newslint.rule.declaration import SEVERITIES
from newslint.settings.keys import FailOn
from newslint.sources.found import Hidden
from newslint.sources.walk import counts
from newslint.text.document import Document

if TYPE_CHECKING:
    from newslint.sources.changed import Changed


class Exit(IntEnum):
    """What the command's exit code says."""

    CLEAN = 0
    FINDINGS = 1
    TROUBLE = 2
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Tally:
    """Counts what a run looks at, leaves out and fails on. `source` is the settings file, if there is one."""

    def __init__(self, source: str | None = None, changed: Changed | None = None) -> None:
        self.summary = Summary()
        self.excluded = 0
        self.untouched = 0
        self.suppressed = 0
        self.hidden: list[Hidden] = []
        self._source = source
        self._changed = changed
        self._failures: Counter[str] = Counter()
        self._checked: Counter[int] = Counter()
        self._fields: Counter[str] = Counter()

    def add(self, document: Document, findings: Sequence[Finding], rules: int) -> None:
        """A document that was checked with a number of rules, and what counts of its findings."""
        self.summary.documents += 1
        if document.origin is not None:
            self._fields[document.origin.field] += 1
        self._checked[rules] += 1
        self.summary.holding += bool(findings)
        self.summary.findings.update(finding.severity for finding in findings)

    def fail(self, error: InputError | RuleError) -> None:
        """A path, a document or a rule that failed."""
        self.summary.errors += 1
        self._failures[_kind(error)] += 1

    def code(self, fail_on: FailOn, *, exit_zero: bool) -> Exit:
        """The exit code of the run."""
        if self.summary.errors:
            return Exit.TROUBLE
        if self.summary.documents == 0:
            return Exit.CLEAN if self.excluded or self.untouched else Exit.TROUBLE
        graver = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on != "never" else ()
        failing = sum(self.summary.findings[severity] for severity in graver)
        return Exit.FINDINGS if failing and not exit_zero else Exit.CLEAN

    def said(self) -> str:
        """What was found and what was looked at, in one line for a person."""
        found = self.summary.findings
        if not self.summary.documents:
            return f"Nothing checked: {'; '.join([*self._troubles(), *self._left_out()]) or 'no document was named'}."
        numbers = [
            f"{found[severity]} info" if severity == "info" else counted(found[severity], severity)
            for severity in reversed(SEVERITIES)
            if found[severity]
        ]
        result = f"Found {', '.join(numbers)}" if numbers else "Nothing found"
        if numbers and self.summary.documents > 1:
            result += f" in {counted(self.summary.holding, self._noun)}"
        return f"{result} ({'; '.join([*self._looked(), *self._troubles()])})."

    @property
    def _noun(self) -> str:
        return "text" if self._fields else "file"

    def _troubles(self) -> Iterator[str]:
        for kind, (noun, said) in _TROUBLES.items():
            if number := self._failures[kind]:
                yield f"{counted(number, noun)}{said}"

    def _left_out(self) -> Iterator[str]:
        """Why no document was checked."""
        if self._changed and self.untouched:
            yield f"no file named has changed since {self._changed.revision}"
        if self.excluded:
            yield f"settings exclude {'the file' if self.excluded == 1 else f'all {self.excluded} files'} named"

    def _looked(self) -> Iterator[str]:
        """What was looked at, with which rules, as which settings say."""
        with_rules = self._checked.most_common()
        first = f"{counted(with_rules[0][1], self._noun)} checked with {counted(with_rules[0][0], 'rule')}"
        yield ", ".join([first, *(f"{count} with {counted(rules, 'rule')}" for rules, count in with_rules[1:])])
        if self._changed:
            yield f"only lines changed since {self._changed.revision}"
        if self._fields:
            yield f"fields of records read: {', '.join(sorted(self._fields))}"
        if self.summary.unchanged:
            yield f"{self.summary.unchanged} more in the baseline"
        if self.suppressed:
            yield f"{self.suppressed} suppressed"
        if self._source:
            yield f"settings of {os.path.relpath(self._source)}"
        if self.hidden:
            yield f".gitignore hides {counts(self.hidden)}"


_TROUBLES = {
    "unread": ("path", " could not be read"),
    "unwritten": ("file", " could not be written"),
    "unchecked": ("document", " not checked by LanguageTool"),
    "lost": ("document", " not checked"),
    "rule": ("rule failure", ""),
}
"""For each kind of failure what is counted, and what is said of it."""


def _kind(error: InputError | RuleError) -> str:
    if isinstance(error, InputError):
        return "unwritten" if isinstance(error, WriteError) else "unread"
    return "unchecked" if isinstance(error, UncheckedError) else "lost" if isinstance(error, LostError) else "rule"


def counted(count: int, noun: str) -> str:
    """A number of things, in words."""
    return f"{count} {noun}{'s' if count != 1 else ''}"
