"""Mending: the fixes of a document applied, round after round, until none is left.

Of fixes that overlap the first is applied, the others have their turn in the next round, in which the document is
linted again. A rule whose fixes do not come to an end is left out: what is mended is found no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from newslint.errors import RuleError
from newslint.late import late
from newslint.linting.finding import Finding
from newslint.linting.linter import Linted, Linter
from newslint.text.document import Document
from newslint.text.shifts import Edit, edit
from newslint.text.spans import Span

ROUNDS = 12
"""More rounds than text needs that was garbled several times over."""

Decide = Callable[[Linted], list[Finding]]
"""The findings of a document that stand."""

_BLANK = late(r"[ \t\r]*(?:\n|\Z)")
"""The rest of a line that is blank, and its end."""


class Mended(NamedTuple):
    """A text with its fixes applied, the findings that were mended, round by round, and those that are left."""

    text: str
    fixed: list[Finding]
    findings: list[Finding]
    errors: list[RuleError]


def can_fix(finding: Finding, *, unsafe: bool) -> bool:
    """Whether a finding has a fix of the kind that is wanted."""
    return finding.fix is not None and (finding.fix.safe or unsafe)


def mend(linter: Linter, linted: Linted, decide: Decide, *, unsafe: bool = False) -> Mended:
    """Apply the fixes of a linted document: the safe ones, or with `unsafe` all."""
    without: frozenset[str] = frozenset()
    while True:
        mended, endless = _rounds(linter, linted, decide, without, unsafe)
        if not endless:
            return mended
        without |= endless


def _rounds(
    linter: Linter, linted: Linted, decide: Decide, without: frozenset[str], unsafe: bool
) -> tuple[Mended, frozenset[str]]:
    """Mend round by round, some rules left out; and the codes whose fixes do not come to an end."""
    fixed: list[Finding] = []
    findings = decide(linted)
    for _ in range(ROUNDS):
        wanted = [found for found in findings if can_fix(found, unsafe=unsafe) and found.code not in without]
        if not wanted:
            return Mended(linted.document.source, fixed, findings, linted.errors), frozenset()
        text, applied = _apply(linted.document.source, wanted)
        fixed += applied
        linted = linter.lint(Document(text, linted.document.path))
        findings = decide(linted)
    endless = frozenset(found.code for found in findings if can_fix(found, unsafe=unsafe)) - without
    return Mended(linted.document.source, fixed, findings, linted.errors), endless


def _apply(source: str, wanted: Sequence[Finding]) -> tuple[str, list[Finding]]:
    """A text with those of some fixes applied that do not overlap."""
    edits: list[Edit] = []
    applied: list[Finding] = []
    done = 0
    for finding, start, end, text in sorted(edits_of(source, wanted), key=lambda found: found[1:3]):
        if start >= done:
            edits.append(Edit(start, end, text))
            applied.append(finding)
            done = max(end, start + 1)
    return edit(source, edits)[0], applied


def edits_of(source: str, wanted: Iterable[Finding]) -> Iterator[tuple[Finding, int, int, str]]:
    """Each finding that has a fix, with the stretch of the text that goes, and what takes its place."""
    for finding in wanted:
        if (fix := finding.fix) is not None:
            start, end = (fix.start, fix.end) if fix.text else _tidied(source, fix.start, fix.end)
            yield finding, start, end, fix.text


def _tidied(source: str, start: int, end: int) -> Span:
    """What goes with a stretch that is deleted: a line left blank, one of two blank lines, one of two spaces."""
    if start == end:
        return start, end
    first = source.rfind("\n", 0, start) + 1
    rest = _BLANK.match(source, end)
    if not source[first:start].strip(" \t") and (rest or source[end - 1] == "\n"):
        whole = end if rest is None or source[end - 1] == "\n" else rest.end()
        return _closed(source, first, whole)
    behind = source[end : end + 1]
    if source[first:start].endswith((" ", "\t")) and (rest or behind in " \t.,;:!?"):
        return start - 1, end
    return start, end + 1 if start == first and behind in (" ", "\t") else end


def _closed(source: str, first: int, end: int) -> Span:
    """Lines that are deleted, with the blank line that would be one too many."""
    before = first == 0 or _is_blank(source, source.rfind("\n", 0, first - 1) + 1)
    if before and end < len(source) and _is_blank(source, end):
        return first, source.find("\n", end) + 1 or len(source)
    if before and end == len(source) and first:
        return source.rfind("\n", 0, first - 1) + 1, end
    return first, end


def _is_blank(source: str, start: int) -> bool:
    return _BLANK.match(source, start) is not None
