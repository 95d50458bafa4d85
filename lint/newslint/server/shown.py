"""What an editor shows of findings: diagnostics, and on hover why a rule is there and what was measured of it."""

from __future__ import annotations

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Position,
    Range,
)

from newslint.linting.finding import Finding, Region
from newslint.packs.measured import told
from newslint.packs.selectors import OWN
from newslint.report.location import page_of
from newslint.rule.declaration import LoadedRule, Severity
from newslint.server.desk import Checked
from newslint.server.places import Places
from newslint.text.document import Document

SOURCE = "newslint"
SEVERITIES: dict[Severity, DiagnosticSeverity] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}


def diagnostic(finding: Finding, uri: str, checked: Checked, places: Places) -> Diagnostic:
    """A finding for an editor."""
    page = page_of(finding.code, checked.rule_pages)
    return Diagnostic(
        range=places.range(finding.start, finding.end),
        message=finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        code_description=CodeDescription(page) if page else None,
        source=SOURCE,
        related_information=[
            DiagnosticRelatedInformation(Location(uri, _range(region, checked.document, places)), "this goes with it")
            for region in finding.related
        ]
        or None,
    )


def trouble(message: str) -> Diagnostic:
    """What is said at the head of a document that could not be checked."""
    head = Position(0, 0)
    return Diagnostic(Range(head, head), f"not checked: {message}", DiagnosticSeverity.Error, source=SOURCE)


def why(finding: Finding, loaded: LoadedRule | None, *, markdown: bool) -> str:
    """A finding's rule for a person: name, severity, reason, figures, and what could be written."""
    title = f"{finding.code} {finding.name}"
    reason = loaded.rule.why if loaded else next((own.why for own in OWN if own.code == finding.code), "")
    parts = [
        f"**{title}** ({finding.severity})" if markdown else f"{title} ({finding.severity})",
        *(_escaped(text) if markdown else text for text in (finding.message, " ".join(reason.split())) if text),
    ]
    if finding.suggestions:
        written = ", ".join(f"“{suggestion}”" for suggestion in finding.suggestions)
        parts.append(f"Write {_escaped(written) if markdown else written}.")
    if figures := told(finding.code):
        parts.append(f"*{figures}.*" if markdown else f"{figures}.")
    return "\n\n".join(parts)


def _range(region: Region, document: Document, places: Places) -> Range:
    starts = document.line_starts
    start = starts[region.line - 1] + region.column - 1
    return places.range(start, starts[region.end_line - 1] + region.end_column - 1)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>&#|~" else char for char in text)
