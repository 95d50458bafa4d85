"""A document: the text as read, and the windows on it in which rules look.

Offsets are code points into the text; lines and columns are 1-based and counted in code points.
A line ends at LF or CRLF and nowhere else: a lone CR, form feed, U+0085, U+2028 are characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from newslint.text.fold import Folded
from newslint.text.sentences import sentences
from newslint.text.units import Neighbour, Scope, Zone

Span = tuple[int, int]

HEAD_LINES = 8
TAIL_LINES = 15
"""How many non-blank lines the zones hold: where page furniture stands before and after an article."""

MAX_UNIT = 10_000
"""Code points. A longer line is looked at in pieces that end at a sentence, or at white space."""

_WRAPPED_LINE = 100
_GOES_ON = re.compile(r"[^\s.!?:;\"”’)]\r?\n[^\S\n]*[a-z]")
_PIECE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")


class Spans:
    """Spans in order, and the one around an offset."""

    __slots__ = ("_starts", "spans")

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self._starts = [start for start, _ in spans]

    def index(self, offset: int) -> int:
        """The place of the last span that begins at or before an offset, at least 0."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def around(self, offset: int) -> Span:
        """The last span that begins at or before an offset, or the first; an empty one where there is none."""
        at = bisect_right(self._starts, offset) - 1  # written out: asked for at every hit
        return self.spans[at if at > 0 else 0] if self.spans else (offset, offset)


class Document:
    """A text and where its lines, sentences and paragraphs are. `path` is only a name.

    `asked` and `notes` hold what is found out about it once for all rules, `scratch` what is large, wanted for a moment
    and quickly made again: whoever walks through many documents clears it.
    """

    def __init__(self, text: str, path: str = "<text>") -> None:
        if not isinstance(text, str):
            raise TypeError(f"the text of a document is a str, not {type(text).__name__}")
        self.text = text
        self.path = path
        self._sentences: dict[int, Spans] = {}
        self.asked: dict[tuple[str, Span], bool] = {}
        self.notes: dict[object, object] = {}
        self.scratch: dict[object, object] = {}

    @cached_property
    def folded(self) -> Folded:
        """The text in which phrases and literals are looked up."""
        return Folded.of(self.text)

    @property
    def tokens(self) -> list[str]:
        """The text split at white space, until `scratch` is cleared."""
        found = self.scratch.get("tokens")
        if not isinstance(found, list):
            found = self.scratch["tokens"] = self.text.split()
        return found

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
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        if line == len(self.line_starts):
            return start, len(self.text)
        end = self.line_starts[line] - 1
        return start, end - 1 if end > start and self.text[end - 1] == "\r" else end

    @cached_property
    def wrapped(self) -> bool:
        """Whether lines are hard-wrapped: short on average, and many break off within a sentence."""
        breaks = self.text.count("\n")
        if breaks < 2 or len(self.text) > _WRAPPED_LINE * (breaks + 1):
            return False
        return sum(1 for _ in _GOES_ON.finditer(self.text)) * 3 > breaks

    def unit(self, scope: Scope, offset: int) -> Span:
        """The unit of a scope around an offset, without the white space at its ends."""
        if scope == "line":
            return self._lines.around(offset)
        if scope == "paragraph":
            return self._paragraphs.around(offset)
        if scope == "sentence":
            return self._sentences_of(self._paragraphs.around(offset)).around(offset)
        return 0, len(self.text)

    def units(self, scope: Scope) -> list[Span]:
        """Every unit of a scope, in order."""
        if scope == "document":
            return [(0, len(self.text))]
        if scope == "sentence":
            return [span for paragraph in self.paragraphs for span in self._sentences_of(paragraph).spans]
        return self.paragraphs if scope == "paragraph" else self.lines

    def neighbour(self, side: Neighbour, offset: int) -> Span:
        """The paragraph before or after the one around an offset; an empty span where there is none."""
        at = self._paragraphs.index(offset) + (1 if side == "after" else -1)
        return self.paragraphs[at] if 0 <= at < len(self.paragraphs) else (offset, offset)

    @property
    def lines(self) -> list[Span]:
        """The lines that are not blank, trimmed; a line over MAX_UNIT in pieces."""
        return self._lines.spans

    def line_at(self, offset: int) -> int:
        """The place in `lines` of the line around an offset."""
        return self._lines.index(offset)

    @property
    def paragraphs(self) -> list[Span]:
        """Blocks between blank lines where lines are wrapped, else the lines that are not blank."""
        return self._paragraphs.spans

    @cached_property
    def _lines(self) -> Spans:
        spans: list[Span] = []
        offset = 0
        for line in self.text.split("\n"):
            body = line.strip()
            if body:
                start = offset + len(line) - len(line.lstrip())
                spans.extend(self._pieces(start, start + len(body)))
            offset += len(line) + 1
        return Spans(spans)

    @cached_property
    def _paragraphs(self) -> Spans:
        if not self.wrapped:
            return self._lines
        blocks: list[Span] = []
        for start, end in self.lines:
            if blocks and self.text.count("\n", blocks[-1][1], start) < 2:
                blocks[-1] = blocks[-1][0], end
            else:
                blocks.append((start, end))
        return Spans([piece for block in blocks for piece in self._pieces(*block)])

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

    def _sentences_of(self, paragraph: Span) -> Spans:
        found = self._sentences.get(paragraph[0])
        if found is None:
            found = self._sentences[paragraph[0]] = Spans(sentences(self.text, *paragraph))
        return found

    def _pieces(self, start: int, end: int) -> list[Span]:
        """A trimmed span, cut into trimmed pieces of at most MAX_UNIT code points."""
        pieces: list[Span] = []
        while end - start > MAX_UNIT:
            cut = self._cut_point(start, start + MAX_UNIT)
            pieces.append((start, start + len(self.text[start:cut].rstrip())))
            start = cut
        return [*pieces, (start, end)]

    def _cut_point(self, start: int, limit: int) -> int:
        ends = [match.end() for match in _PIECE_END.finditer(self.text, start, limit)]
        return ends[-1] if ends else self.text.rfind(" ", start + 1, limit) + 1 or limit
