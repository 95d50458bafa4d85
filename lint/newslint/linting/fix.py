"""A fix: the edit that mends a finding, where it leads back to the source exactly."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newslint.rule.declaration import FixPlan
from newslint.text.document import Document
from newslint.text.soft import SOFT
from newslint.text.spans import Span

_SIGNS = {"Markdown": frozenset("\\`*_[]<>&#~!|"), "HTML": frozenset("&<>")}
"""What would be read as markup if a fix put it in."""


class Fix(msgspec.Struct, frozen=True):
    """One edit: replace a region by `text`. `safe` when it cannot take away what a person wrote.

    Lines and columns are 1-based and in code points; the end column is exclusive. A region that
    ends at column 1 of the next line takes the line end with it. `start` and `end` are the region's
    offsets into the text as read.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    safe: bool
    start: int
    end: int


def make_fix(plan: FixPlan, document: Document, match: Span, text: str) -> Fix | None:
    """The edit that a rule plans for a match; `text` is what it puts in.

    None where the text that is read is not what stands in the source: behind an entity, over the marks of a
    quotation, in a line that holds more than the line that is read.
    """
    safe = not plan.unsafe
    if plan.delete == "line":
        unit = document.unit("line", match[0])[0], document.unit("line", max(match[0], match[1] - 1))[1]
        safe = safe and not _worded(document.text[unit[0] : match[0]] + document.text[match[1] : unit[1]])
        region = _lines(document, unit)
    else:
        region = _exact(document, match)
    if region is None or (text and not _plain(document, match, text)):
        return None
    if plan.delete == "line" and safe:
        start, end = document.original(*unit)
        safe = not _worded(document.source[region[0] : start] + document.source[end : region[1]])
    return Fix(*document.position(region[0]), *document.position(region[1]), text, safe, *region)


def _exact(document: Document, span: Span) -> Span | None:
    """Where a span of the text stands in the source, if it stands there word for word; a wrap may part words,
    and soft hyphens the letters of one."""
    start, end = document.original(*span)
    read, written = document.text[span[0] : span[1]], document.source[start:end]
    if document.layout.soft:
        written = written.replace(SOFT, "")
    if read == written or (document.layout.lines == "wrapped" and read.split() == written.split()):
        return start, end
    return None


def _lines(document: Document, unit: Span) -> Span | None:
    """The lines of the source that a unit fills, line ends and marks included; None where others share them.

    In a page of HTML the unit alone: the tags around it stay.
    """
    if document.layout.markup == "HTML":
        return _exact(document, unit)
    start, end = document.original(*unit)
    first, last = document.line_span(start)[0], document.line_span(max(start, end - 1))[1]
    if any(first < there_end and there < last for there, there_end in _neighbours(document, unit)):
        return None
    return first, document.source.find("\n", last) + 1 or len(document.source)


def _neighbours(document: Document, unit: Span) -> Iterator[Span]:
    """Where the paragraphs before and after a unit stand in the source."""
    before = document.line_at(unit[0]) - 1
    after = document.line_at(max(unit[0], unit[1] - 1)) + 1
    for at in (before, after):
        if 0 <= at < len(document.lines):
            yield document.original(*document.lines[at])


def _plain(document: Document, match: Span, text: str) -> bool:
    """Whether what is put in is no markup where it will stand."""
    signs = _SIGNS.get(document.layout.markup)
    return not signs or not (signs & set(text)) - set(document.text[match[0] : match[1]])


def _worded(text: str) -> bool:
    return any(char.isalnum() for char in text)
