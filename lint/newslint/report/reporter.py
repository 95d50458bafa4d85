"""What every output format offers, and the summary that ends a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

import click
import msgspec

from newslint.errors import InputError, RuleError
from newslint.linting.finding import Finding
from newslint.report.display import harmless
from newslint.report.location import page_of
from newslint.rule.declaration import LoadedRule, Severity
from newslint.text.document import Document

COLORS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}
"""The terminal colour of each severity."""


class Summary(msgspec.Struct):
    """What a run came to: documents read, and how many of them hold findings; rules run, findings by severity, those
    that a baseline holds, and what went wrong.
    """

    documents: int = 0
    holding: int = 0
    rules: int = 0
    findings: Counter[Severity] = msgspec.field(default_factory=Counter)
    unchanged: int = 0
    errors: int = 0


class Reporter:
    """Writes one format to a stream, document by document, so that a corpus is never held in memory.

    Called in this order: `start`, then `document` for each document read (also where nothing was found)
    and `failed` for each document or rule that failed, then `finish`. Everything goes to the one stream,
    which should take any Unicode; a lone surrogate, which no encoding takes, is written as `\\udXXX`.
    """

    shows_unchanged = False
    """Whether it is also given the findings that a baseline holds."""
    shows_suppressed = False
    """Whether it is also given the findings that are suppressed, after the others of a document."""
    rule_pages: str | None = None
    """The address of a rule's page, with `{code}` in it."""

    def __init__(self, stream: TextIO, color: bool = False) -> None:
        self.stream = stream
        self.color = color

    def start(self, rules: Sequence[LoadedRule]) -> None:
        """Before the first document: the rules that will run."""

    def document(self, document: Document, findings: Sequence[Finding]) -> None:
        """One document and its findings, sorted."""

    def failed(self, error: InputError | RuleError) -> None:
        """A document that could not be read, or a rule that failed on one. Said on stderr by the command too."""

    def finish(self, summary: Summary) -> None:
        """After the last document."""

    def line(self, text: str) -> None:
        """Write a line of text, in which nothing is a command to who keeps the log."""
        self.stream.write(encodable(harmless(text)) + "\n")

    def style(self, text: str, fg: str | None = None, bold: bool = False) -> str:
        """The text in a colour or bold where colour is wanted, else as it is."""
        return click.style(text, fg=fg, bold=bold or None) if self.color else text

    def link(self, code: str, text: str) -> str:
        """A text that leads to a rule's page (OSC 8), where colour is wanted and there are pages."""
        address = page_of(code, self.rule_pages) if self.color else None
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text


def encodable(text: str) -> str:
    """The text with each lone surrogate written as the six characters `\\udXXX`."""
    return text.encode("utf-8", "backslashreplace").decode()
