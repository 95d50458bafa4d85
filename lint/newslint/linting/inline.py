"""Suppressions within a document, obeyed where the settings of a run say so: comments, and `[sic]` after a word.

A document is a stranger's words, so nothing in it decides policy of itself. Comments are those of Markdown and HTML:

    <!-- newslint: ignore[BP101, QT] why -->       on a line with text: that line; alone: the next line of text
    <!-- newslint: ignore-start[QT] why -->        to `<!-- newslint: ignore-end -->`, or to the end
    <!-- newslint: ignore-file[MT226] why -->      the whole document
"""

from __future__ import annotations

import msgspec

from newslint.late import late
from newslint.linting.finding import Finding
from newslint.text.document import Document

_COMMENT = late(
    r"<!--\s{0,9}newslint:\s{0,9}ignore(?P<what>-file|-start|-end)?\s{0,9}"
    r"(?:\[(?P<codes>[^\]\n]{0,300})\])?(?P<why>(?:(?!-->)[^\n]){0,500})-->"
)
_SIC = late(r"(?i)[\s\"'“”‘’.,]{0,3}\[sic[.!]?\]")
_SIC_ROOM = 10


class Suppression(msgspec.Struct):
    """What a comment suppresses: rules, from one offset of the source to another, and why. `used` once it has
    suppressed.
    """

    selectors: tuple[str, ...]
    start: int
    end: int
    comment: tuple[int, int]
    why: str = ""
    used: bool = False

    def takes(self, finding: Finding) -> bool:
        """Whether a finding begins where it holds."""
        return self.start <= finding.start < max(self.end, self.start + 1)


def suppressions(document: Document) -> list[Suppression]:
    """The suppressions of a document, in order of their comments."""
    source = document.source
    if "newslint:" not in source or document.layout.markup not in ("Markdown", "HTML"):
        return []
    found: list[Suppression] = []
    opened: list[Suppression] = []
    for match in _COMMENT.finditer(source):
        start, end = match.span()
        selectors = tuple(code.strip() for code in (match["codes"] or "").split(",") if code.strip())
        made = Suppression(selectors, end, len(source), (start, end), match["why"].strip())
        if match["what"] == "-end":
            closed = [one for one in opened if not selectors or set(one.selectors) & set(selectors)]
            for one in closed:
                one.end = start
                opened.remove(one)
            continue
        if match["what"] == "-file":
            made.start = 0
        elif match["what"] == "-start":
            opened.append(made)
        else:
            made.start, made.end = _lines(document, start, end)
        found.append(made)
    return found


def _lines(document: Document, start: int, end: int) -> tuple[int, int]:
    """The line that a comment stands on, or where nothing else stands on it, the next one with text."""
    source = document.source
    first, last = document.line_span(start)[0], document.line_span(end)[1]
    if (source[first:start] + source[end:last]).strip():
        return first, last
    while last < len(source):
        first, last = document.line_span(source.find("\n", last) + 1 or len(source))
        if source[first:last].strip() or first >= len(source):
            break
    return first, last


def is_sic(source: str, finding: Finding) -> bool:
    """Whether the author says of what was found that it stands so on purpose."""
    return _SIC.match(source[finding.end : finding.end + _SIC_ROOM]) is not None
