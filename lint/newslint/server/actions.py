"""What an editor offers at a finding: its fix, its suggestions, and to let it stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from newslint.linting.finding import Finding
from newslint.linting.mending import edits_of
from newslint.packs.selectors import UNUSED
from newslint.server.app import State
from newslint.text.spans import Span

IGNORE = "newslint.ignore"
"""The command that writes a finding down as one that is to stand."""
SHOWN = 40
"""Code points of a text that a title shows."""
_MARKS = frozenset("\\`*_[]<>&#~!|\n")
"""What in Markdown or HTML may be written otherwise than it reads."""


class Offered(NamedTuple):
    """A finding in a state of an editor's document, and what the editor calls it."""

    finding: Finding
    diagnostic: Diagnostic
    state: State

    def actions(self, *, inline: bool, keeps: bool) -> Iterator[CodeAction]:
        """All that can be done: `inline` where comments in the document are obeyed, `keeps` where a file can be."""
        finding = self.finding
        fix = finding.fix
        document = self.state.checked.document
        for _, start, end, text in edits_of(document.source, [finding]):
            safe = fix is None or fix.safe
            whole = not text and "\n" in document.source[start:end]
            title = "Delete the line" if whole else _title(finding.match, text)
            action = self._edit(title if safe else f"{title} (may change meaning)", (start, end), text)
            action.is_preferred = safe
            yield action
        for suggestion in finding.suggestions if self._is_exact() else ():
            if fix is None or suggestion != fix.text:
                yield self._edit(_title(finding.match, suggestion), (finding.start, finding.end), suggestion)
        if finding.code == UNUSED.code:
            return
        if inline and document.layout.markup in ("Markdown", "HTML"):
            end = document.line_span(finding.start)[1]
            comment = f" <!-- newslint: ignore[{finding.code}] -->"
            yield self._edit(f"Ignore {finding.code} on this line, by a comment", (end, end), comment)
        if keeps and self.state.uri.startswith("file:"):
            title = f"Ignore {finding.code} here, in .newslint-ignore.yaml"
            command = Command(title, IGNORE, arguments=[self.state.uri, finding.code, finding.start, finding.end])
            yield CodeAction(title, CodeActionKind.QuickFix, diagnostics=[self.diagnostic], command=command)

    def _edit(self, title: str, span: Span, text: str) -> CodeAction:
        edit = TextEdit(self.state.places.range(*span), text)
        changed = edits(self.state.uri, self.state.version, [edit])
        return CodeAction(title, CodeActionKind.QuickFix, diagnostics=[self.diagnostic], edit=changed)

    def _is_exact(self) -> bool:
        """Whether what is read is what is written, so that a suggestion can stand in its place."""
        document, finding = self.state.checked.document, self.finding
        return document.text == document.source or not _MARKS & {*finding.match, *"".join(finding.suggestions)}


def edits(uri: str, version: int | None, changes: list[TextEdit]) -> WorkspaceEdit:
    """Changes of one state of a document, which an editor refuses once it has gone on."""
    identifier = OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(identifier, list(changes))])


def difference(before: str, after: str) -> tuple[Span, str]:
    """The stretch in which two texts differ, and what stands there in the second."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    end = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    return (start, len(before) - end), after[start : len(after) - end]


def _title(old: str, new: str) -> str:
    return f"Replace “{_short(old)}” by “{_short(new)}”" if new else f"Delete “{_short(old)}”"


def _short(text: str) -> str:
    shown = " ".join(text.split()) or "white space"
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
