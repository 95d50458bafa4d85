"""A document: the text as read, and the windows on it in which rules look.

Offsets are code points into the text; lines and columns are 1-based and counted in code points.
A line ends at LF or CRLF and nowhere else: a lone CR, form feed, U+0085, U+2028 are characters.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise

from newslint.errors import InputError
from newslint.fold import Folded
from newslint.rule import Neighbour, Scope, Zone
from newslint.segment import sentences

Span = tuple[int, int]

HEAD_LINES = 8
TAIL_LINES = 15
"""How many non-blank lines the zones hold: where page furniture stands before and after an article."""

MAX_UNIT = 10_000
"""Code points. A longer line is looked at in pieces that end at a sentence, or at white space."""

_WRAPPED_LINE = 100
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GOES_ON = re.compile(r"[^\s.!?:;\"”’)]\r?\n[^\S\n]*[a-z]")
_PIECE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")


def decode(data: bytes, path: str, encoding: str | None = None) -> str:
    """Decode a document's bytes: a byte order mark decides, else `encoding`, else strict UTF-8.

    The mark itself is no part of the text. Raises InputError that names the offending byte's offset.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            data, encoding = data[len(bom) :], name
            break
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "" if encoding else "; say what it is with --encoding, for example --encoding cp1252"
        raise InputError(
            path,
            f"not {encoding or 'UTF-8'}: byte 0x{data[error.start]:02x} at offset {error.start} (line {line}){hint}",
        ) from None
    if (nul := text.find("\0")) >= 0:
        raise InputError(path, f"binary, not text: NUL at offset {nul} (line {text.count(chr(10), 0, nul) + 1})")
    return text


class Document:
    """A text and where its lines, sentences and paragraphs are. `path` is only a name."""

    def __init__(self, text: str, path: str = "<text>") -> None:
        self.text = text
        self.path = path
        self._sentences: dict[int, list[Span]] = {}
        self._pieces: dict[int, list[Span]] = {}
        self.asked: dict[tuple[str, Span], bool] = {}

    @cached_property
    def folded(self) -> Folded:
        """The text in which phrases and literals are looked up."""
        return Folded.of(self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both 1-based, of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_span(self, offset: int) -> Span:
        """The whole line around an offset, without its line end."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return start, end - 1 if end > start and self.text[end - 1] == "\r" and end < len(self.text) else end

    @cached_property
    def wrapped(self) -> bool:
        """Whether lines are hard-wrapped: short on average, and many break off within a sentence."""
        breaks = self.text.count("\n")
        if breaks < 2 or len(self.text) > _WRAPPED_LINE * (breaks + 1):
            return False
        return sum(1 for _ in _GOES_ON.finditer(self.text)) * 3 > breaks

    @cached_property
    def words(self) -> list[str]:
        """The folded text split at white space."""
        return self.folded.text.split()

    def unit(self, scope: Scope, offset: int) -> Span:
        """The unit of a scope around an offset, without the white space at its ends."""
        if scope == "document":
            return 0, len(self.text)
        if scope == "sentence":
            return _around(self._sentences_of(self.unit("paragraph", offset)), offset)
        if scope == "paragraph" and self.wrapped:
            return _around(self.paragraphs, offset)
        return _around(self._cut(*self._trim(*self.line_span(offset))), offset)

    def neighbour(self, side: Neighbour, offset: int) -> Span:
        """The paragraph before or after the one around an offset; an empty span where there is none."""
        paragraphs = self.paragraphs
        at = bisect_right(paragraphs, (offset, len(self.text))) - 1 + (1 if side == "after" else -1)
        return paragraphs[at] if 0 <= at < len(paragraphs) else (offset, offset)

    def units(self, scope: Scope) -> list[Span]:
        """Every unit of a scope, in order."""
        if scope == "document":
            return [(0, len(self.text))]
        if scope == "sentence":
            return [span for paragraph in self.paragraphs for span in self._sentences_of(paragraph)]
        return self.paragraphs if scope == "paragraph" else self.lines

    @cached_property
    def lines(self) -> list[Span]:
        """The non-blank lines, trimmed; a line over MAX_UNIT in pieces."""
        spans: list[Span] = []
        offset = 0
        for line in self.text.split("\n"):
            body = line.strip()
            if body:
                start = offset + len(line) - len(line.lstrip())
                spans.extend(self._cut(start, start + len(body)))
            offset += len(line) + 1
        return spans

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Blocks between blank lines where lines are wrapped, else the non-blank lines."""
        if not self.wrapped:
            return self.lines
        blocks: list[Span] = []
        for start, end in self.lines:
            if blocks and self.text.count("\n", blocks[-1][1], start) < 2:
                blocks[-1] = blocks[-1][0], end
            else:
                blocks.append((start, end))
        return [piece for block in blocks for piece in self._cut(*block)]

    def zone(self, zone: Zone) -> Span:
        """The head (first 8 non-blank lines) or the tail (last 15) of the document."""
        if not self.lines:
            return 0, 0
        if zone == "head":
            return 0, self.lines[:HEAD_LINES][-1][1]
        return self.lines[-TAIL_LINES:][0][0], len(self.text)

    def slice(self, span: Span, scope: Scope) -> str:
        """A unit's text; within a sentence or a paragraph a line wrap reads as a space."""
        text = self.text[span[0] : span[1]]
        return text if scope in ("line", "document") else text.replace("\n", " ")

    def _sentences_of(self, paragraph: Span) -> list[Span]:
        found = self._sentences.get(paragraph[0])
        if found is None:
            found = self._sentences[paragraph[0]] = sentences(self.text, *paragraph)
        return found

    def _trim(self, start: int, end: int) -> Span:
        text = self.text[start:end]
        body = text.strip()
        start += len(text) - len(text.lstrip()) if body else 0
        return start, start + len(body)

    def _cut(self, start: int, end: int) -> list[Span]:
        """Cut a span into trimmed pieces of at most MAX_UNIT code points."""
        if end - start <= MAX_UNIT:
            return [(start, end)]
        pieces = self._pieces.get(start)
        if pieces is None:
            edges = [start]
            while end - edges[-1] > MAX_UNIT:
                edges.append(self._cut_point(edges[-1], edges[-1] + MAX_UNIT))
            edges.append(end)
            pieces = self._pieces[start] = [self._trim(*edge) for edge in pairwise(edges)]
        return pieces

    def _cut_point(self, start: int, limit: int) -> int:
        ends = [match.end() for match in _PIECE_END.finditer(self.text, start, limit)]
        return ends[-1] if ends else max(self.text.rfind(" ", start + 1, limit) + 1, 0) or limit


def _around(spans: list[Span], offset: int) -> Span:
    """The last span that begins at or before an offset, or the first one."""
    if not spans:
        return offset, offset
    return spans[max(bisect_right(spans, (offset, float("inf"))) - 1, 0)]
