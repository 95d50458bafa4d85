"""Policy: what a run decides about findings once a document is linted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import msgspec

from newslint.linting.baseline import Baseline
from newslint.linting.finding import Finding, Suppressed, attach_own
from newslint.linting.ignores import Ignores
from newslint.linting.inline import Suppression, is_sic, suppressions
from newslint.linting.linter import Linted
from newslint.packs.selectors import UNUSED, grade_of, selects
from newslint.rule.declaration import LoadedRule
from newslint.settings.globs import matches
from newslint.settings.keys import Settings
from newslint.text.document import Document
from newslint.text.origin import Origin
from newslint.text.spans import Span

Others = Callable[[Document, Settings], list[Finding]]
"""What is found in a document without a rule, such as that it stood before."""
InQuestion = Callable[[str, int, int], bool]
"""Whether any of the lines of a file, from one to another, is asked about."""


class Policy:
    """Leaves out the findings that settings or suppressions exempt, and tells those that a baseline knows.

    `others` finds what else stands in a document, beside the rules. `in_question`, if given, leaves out what stands on
    other lines. `rules` are those that were run: a suppression of others cannot be said to suppress nothing.
    `suppressed` are the findings that suppressions took out of the last document.
    """

    def __init__(
        self,
        settings: Settings,
        rules: Sequence[LoadedRule],
        baseline: Baseline | None = None,
        ignores: Ignores | None = None,
        in_question: InQuestion | None = None,
        others: Others | None = None,
    ) -> None:
        self._settings = settings
        self._rules = rules
        self._baseline = baseline
        self._ignores = ignores
        self._in_question = in_question
        self._others = others
        self.suppressed: list[Finding] = []

    def decide(self, linted: Linted) -> list[Finding]:
        """The findings of a document that stand, and are not accepted."""
        return [finding for finding in self.judge(linted) if finding.state != "unchanged"]

    def judge(self, linted: Linted) -> list[Finding]:
        """The findings of a document that stand, those that a baseline accepts among them."""
        found = self._asked(linted.document, self._unsuppressed(linted))
        self.suppressed = self._asked(linted.document, self.suppressed)
        return self._baseline.mark(linted.document, found) if self._baseline is not None else found

    def _asked(self, document: Document, found: list[Finding]) -> list[Finding]:
        """Findings without those that settings exempt in a file, or that stand on lines that are not in question."""
        if ignored := self._ignored(document.file):
            found = [finding for finding in found if not any(selects(selector, finding) for selector in ignored)]
        if self._in_question:
            found = [one for one in found if self._in_question(document.file, *_lines(one, document.origin))]
        return found

    def _unsuppressed(self, linted: Linted) -> list[Finding]:
        """The findings that no suppression takes, and those suppressions of the document that took none."""
        document = linted.document
        here = suppressions(document) if self._settings.inline_ignores else []
        found = linted.findings
        if self._others and (others := self._others(document, self._settings)):
            found = sorted([*found, *others], key=lambda finding: finding.order)
        kept, self.suppressed = [], []
        for finding in found:
            if suppressed := self._suppressed(finding, document, here):
                self.suppressed.append(msgspec.structs.replace(finding, suppressed=suppressed))
            else:
                kept.append(finding)
        if self._ignores and not linted.errors:
            self._ignores.looked(document.path, self._rules)
        if here and not linted.errors:
            kept = sorted([*kept, *self._useless(here, document)], key=lambda finding: finding.order)
        return kept

    def _suppressed(self, finding: Finding, document: Document, here: list[Suppression]) -> Suppressed | None:
        """What suppresses a finding, if anything does."""
        if self._settings.inline_ignores and is_sic(document.source, finding):
            return Suppressed(within=True, why="[sic]")
        if taken := _taken(finding, here):
            return Suppressed(within=True, why=taken.why)
        entry = self._ignores.takes(finding, document) if self._ignores else None
        return Suppressed(within=False, why=entry.reason) if entry else None

    def _useless(self, here: list[Suppression], document: Document) -> Iterator[Finding]:
        """What is said of suppressions of rules that were run, where they suppressed nothing."""
        for one in here:
            named = [selector for selector in one.selectors if self._ran(selector)]
            if not one.used and (named or not one.selectors):
                yield from unused(self._settings, document, one.comment, ", ".join(named))

    def _ran(self, selector: str) -> bool:
        return any(selects(selector, loaded.rule) for loaded in self._rules)

    def _ignored(self, path: str) -> list[str]:
        """The selectors that `per-file-ignores` gives for a file."""
        return [
            selector
            for pattern, selectors in self._settings.per_file_ignores.items()
            if matches(path, [pattern], self._settings.root)
            for selector in selectors
        ]


def _lines(finding: Finding, origin: Origin | None) -> tuple[int, int]:
    """The first and the last line of a file on which a finding stands, or the record that it is in."""
    if origin:
        return (origin.line, origin.last) if origin.last else (1, sys.maxsize)
    return finding.line, max(finding.line, finding.end_line - (finding.end_column == 1))


def _taken(finding: Finding, here: list[Suppression]) -> Suppression | None:
    """The suppression of the document that takes a finding, if any does; all that do are noted as used."""
    found = [
        one for one in here if one.takes(finding) and any(selects(selector, finding) for selector in one.selectors)
    ]
    for one in found:
        one.used = True
    return found[0] if found else None


def unused(settings: Settings, document: Document, span: Span, codes: str) -> Iterator[Finding]:
    """The finding NL001 at a place of a document, unless settings switch it off."""
    grade = grade_of(UNUSED, settings)
    if grade == "off":
        return
    said = f"nothing to suppress here for {codes}: take this out" if codes else "names no rule: write ignore[CODE]"
    yield attach_own(UNUSED, grade, document, span, said)


def unused_entries(settings: Settings, ignores: Ignores, path: str) -> tuple[Document, list[Finding]]:
    """The file of ignores as a document of that name, and what is said of its entries that suppressed nothing."""
    document = Document(ignores.text, path)
    found = [
        finding
        for entry in ignores.unused()
        for finding in unused(
            settings,
            document,
            document.line_span(document.line_starts[entry.line - 1]),
            f"{entry.code} in {entry.file}",
        )
    ]
    return document, sorted(found, key=lambda finding: finding.order)
