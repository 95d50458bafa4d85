"""Fixing: what a run does with the fixes of its findings, and what it says of them.

Files are fixed only where the command line asks for it; otherwise fixes are counted.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TextIO

import click

from newslint.errors import InputError, SettingsError, WriteError
from newslint.linting.finding import Finding
from newslint.linting.linter import Linted, Linter
from newslint.linting.mending import Decide, Mended, can_fix, mend
from newslint.report.display import harmless, visible
from newslint.report.reporter import encodable
from newslint.sources.discover import STDIN
from newslint.sources.found import Source
from newslint.sources.read import read_source
from newslint.text.decode import decode, encode
from newslint.text.document import Document

Mode = Literal["count", "fix", "diff"]


class Outcome(NamedTuple):
    """What stands of a document once its fixes are dealt with, and why it could not be written."""

    linted: Linted
    findings: list[Finding]
    error: WriteError | None = None


class Fixing:
    """Counts, shows or applies the fixes of a run. `tell` is told what was left as it is, and why."""

    def __init__(self, mode: Mode = "count", *, unsafe: bool = False, tell: Callable[[str], None] = click.echo) -> None:
        self._mode: Mode = mode
        self._unsafe = unsafe
        self._tell = tell
        self._left: Counter[bool] = Counter()
        self._fixed = 0
        self._files = 0
        self._told_of_records = False
        self.diff: TextIO = sys.stdout

    @property
    def shows_diff(self) -> bool:
        """Whether what would change is shown, and nothing else."""
        return self._mode == "diff"

    @property
    def changes(self) -> bool:
        """Whether anything was or would be changed."""
        return self._files > 0

    def deal(self, linted: Linted, source: Source, linter: Linter, decide: Decide, *, is_file: bool) -> Outcome:
        """Deal with the fixes of a document that was read from a source. Where a rule failed on it, it is left."""
        outcome = Outcome(linted, decide(linted))
        if linted.document.origin is not None:
            return self._left_in_record(outcome)
        wanted = any(can_fix(found, unsafe=self._unsafe) for found in outcome.findings)
        if self._mode != "count" and wanted and not linted.errors:
            mended = mend(linter, linted, decide, unsafe=self._unsafe)
            outcome = self._mended(outcome, mended, source if is_file else None)
        self._left.update(found.fix.safe for found in outcome.findings if found.fix is not None)
        return outcome

    def _left_in_record(self, outcome: Outcome) -> Outcome:
        """Records are not rewritten in place: the gate writes them mended into files of their own."""
        if self._mode != "count" and not self._told_of_records and any(found.fix for found in outcome.findings):
            self._told_of_records = True
            self._tell(f"{outcome.linted.document.file}: records are not rewritten; see newslint gate --fix")
        return outcome

    def _mended(self, outcome: Outcome, mended: Mended, source: Source | None) -> Outcome:
        document = outcome.linted.document
        if mended.text == document.source:
            return outcome
        if not mended.text.strip():
            self._tell(f"{document.path}: not fixed: nothing would be left of it")
            return outcome
        try:
            if source and not self._write(document.source, mended.text, source):
                return outcome
        except WriteError as error:
            return outcome._replace(error=error)
        self._files += 1
        self._fixed += len(mended.fixed)
        if self._mode == "diff":
            self._show(document, mended.text)
        return Outcome(Linted(Document(mended.text, document.path), mended.findings, mended.errors), mended.findings)

    def _write(self, old: str, new: str, source: Source) -> bool:
        """Write a file, or under `--diff` see whether it could be; False where it is left as it is."""
        try:
            data = read_source(source)
        except InputError as error:
            raise WriteError(error.path, f"not fixed: {error.reason}") from None
        if not _decodes(data, old, source):
            raise WriteError(source.path, "not fixed: the file has changed meanwhile")
        written = encode(new, data, source.settings.encoding)
        if written is None:
            self._tell(f"{source.path}: not fixed: its encoding cannot hold the result")
            return False
        if self._mode == "fix":
            from newslint.sources.write import replace_source  # noqa: PLC0415  (needed where there is something to write)

            replace_source(source, data, written)
        return True

    def _show(self, document: Document, new: str) -> None:
        from newslint.report.diff import unified_diff  # noqa: PLC0415  (needed under `--diff`)

        plain = self.diff.isatty() or bool(os.environ.get("CI") or os.environ.get("GITHUB_ACTIONS"))
        for line in unified_diff(document.source, new, document.path):
            body = line.removesuffix("\n")
            self.diff.write(encodable(harmless(visible(body)) if plain else body) + "\n")

    def said(self) -> Sequence[str]:
        """What a person is told of fixes, in lines."""
        counted = f"{_counted(self._fixed, 'finding')} in {_counted(self._files, 'file')}"
        if self._mode == "diff":
            return [f"Would fix {counted}." if self._files else "Nothing would be fixed."]
        safe, unsafe = self._left[True], self._left[False]
        can = []
        if safe:
            can.append(f"{safe} can be fixed with --fix")
        if unsafe:
            can.append(f"{unsafe}{' more' if safe else ' can be fixed'} with --fix --unsafe-fixes")
        return [
            *([f"Fixed {counted}."] if self._mode == "fix" and self._files else []),
            *([f"{', '.join(can)}; --diff shows how."] if can else []),
        ]


def fixing_of(options: Mapping[str, Any], named: Sequence[str], tell: Callable[[str], None]) -> Fixing:
    """What the command line asks to be done with fixes. Raises SettingsError where that cannot be."""
    fix, diff, unsafe = options["fix"], options["diff"], options["unsafe_fixes"]
    if fix and diff:
        raise SettingsError("--fix writes what --diff only shows; give one of them")
    if unsafe and not (fix or diff):
        raise SettingsError("--unsafe-fixes goes with --fix or --diff")
    if fix and STDIN in named:
        raise SettingsError("standard input cannot be fixed in place; --diff shows what would change")
    if diff and (options["statistics"] or options["output_format"]):
        raise SettingsError("--diff shows changes in place of a report; it has no format and no statistics")
    return Fixing("fix" if fix else "diff" if diff else "count", unsafe=unsafe, tell=tell)


def _decodes(data: bytes, text: str, source: Source) -> bool:
    """Whether a file's bytes are still the text that was linted."""
    try:
        return decode(data, source.path, source.settings.encoding) == text
    except InputError:
        return False


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"
