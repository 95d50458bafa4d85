"""A document: the text as it is, what it reads as, and the windows on that in which rules look.

Rules look at what the text reads as, a paragraph a line; their offsets are code points into it, and `original` leads
them back to the source. Lines and columns are those of the source, 1-based and counted in code points. A line of the
source ends at LF or CRLF and nowhere else: a lone CR, form feed, U+0085, U+2028 are characters.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

from newslint.late import late
from newslint.text.fold import Folded
from newslint.text.language import Languages, find_languages
from newslint.text.layout import Layout, Reading, as_it_stands, read
from newslint.text.origin import Origin
from newslint.text.sentences import sentences
from newslint.text.spans import Span, Spans
from newslint.text.units import Neighbour, Scope, Zone

T = TypeVar("T")

HEAD_LINES = 8
TAIL_LINES = 15
"""How many non-blank lines the zones hold: where page furniture stands before and after an article."""

MAX_UNIT = 10_000
"""Code points. A longer line is looked at in pieces that end at a sentence, or at white space."""

_PIECE_END = late(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")


class Document:
    """A text and where its lines, sentences and paragraphs are. `path` is a name; its suffix tells Markdown and HTML.
    `origin` says which field of which record it is, where it is one.

    What is found out about it once for all rules is asked by `fact` (it is in `facts`), or by `passing_fact` where it
    is large, wanted for a moment and quickly made again: whoever walks through many documents calls `forget`. `found`
    are the codes of the rules that found something, as far as a linter has come, `time_up` is the time of the processor
    at which its regexes must be done, `time_left` how long that was when it was last asked, and `asked_again` when it
    will be.
    """

    def __init__(self, text: str, path: str | os.PathLike[str] = "<text>", origin: Origin | None = None) -> None:
        if not isinstance(text, str):
            raise TypeError(f"the text of a document is a str, not {type(text).__name__}")
        self.source = text
        self.path = os.fspath(path)
        self.origin = origin
        self._sentences: dict[int, Spans] = {}
        self.asked: dict[tuple[str, Span | str], bool] = {}
        self.counted: dict[tuple[str, Span], int] = {}
        self.begin()
        self.facts: dict[Callable[[Document], object], object] = {}
        self._passing: dict[Callable[[Document], object], object] = {}

    def end(self) -> None:
        """Let go of what was found out for rules; much of it holds the document, and would outlive it."""
        for known in (self.facts, self._passing, self.asked, self.counted):
            known.clear()

    def begin(self) -> None:
        """Nothing was found yet, and no time spent."""
        self.found: set[str] = set()
        self.time_up: float | None = None
        self.time_left = self.asked_again = 0.0

    @property
    def file(self) -> str:
        """The name of the file that the text is, or is a part of."""
        return self.origin.file if self.origin else self.path

    def fact(self, find: Callable[[Document], T]) -> T:
        """What `find` says of this document, found out once."""
        return _once(self.facts, find, self)

    def passing_fact(self, find: Callable[[Document], T]) -> T:
        """What `find` says of this document, found out once until `forget` is called."""
        return _once(self._passing, find, self)

    def forget(self) -> None:
        """Let go of the passing facts."""
        self._passing.clear()

    @cached_property
    def reading(self) -> Reading:
        """What the source reads as. A fault of newslint's own costs this document alone, and is told."""
        try:
            return read(self.source, self.path)
        except MemoryError:
            raise
        except Exception as error:
            return as_it_stands(self.source, f"{type(error).__name__}: {error}")

    @property
    def layout(self) -> Layout:
        """How the source is set."""
        return self.reading.layout

    @cached_property
    def text(self) -> str:
        """The text in which rules look."""
        return self.reading.text

    @property
    def printed(self) -> str:
        """The same text with the line ends that stand within paragraphs."""
        return self.reading.printed

    @cached_property
    def languages(self) -> Languages:
        """The language of the text, and paragraphs in other ones."""
        return find_languages(self.text, self.lines)

    def original(self, start: int, end: int) -> Span:
        """Where in the source a span of the text stands."""
        shifts = self.reading.shifts
        return shifts.original(start, end) if shifts else (start, end)

    @cached_property
    def folded(self) -> Folded:
        """The text in which phrases and literals are looked up."""
        return Folded.of(self.text)

    @property
    def tokens(self) -> list[str]:
        """The text split at white space: a passing fact."""
        return self.passing_fact(_split)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line of the source begins."""
        starts = [0]
        at = self.source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both 1-based, of an offset into the source."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_span(self, offset: int) -> Span:
        """The whole line of the source around an offset into it, without its line end."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        if line == len(self.line_starts):
            return start, len(self.source)
        end = self.line_starts[line] - 1
        return start, end - 1 if end > start and self.source[end - 1] == "\r" else end

    def unit(self, scope: Scope, offset: int) -> Span:
        """The unit of a scope around an offset, without the white space at its ends."""
        if scope == "document":
            return 0, len(self.text)
        line = self._lines.around(offset)
        return self._sentences_of(line).around(offset) if scope == "sentence" else line

    def units(self, scope: Scope) -> list[Span]:
        """Every unit of a scope, in order."""
        if scope == "document":
            return [(0, len(self.text))]
        if scope == "sentence":
            return [span for line in self.lines for span in self._sentences_of(line).spans]
        return self.lines

    def neighbour(self, side: Neighbour, offset: int) -> Span:
        """The paragraph before or after the one around an offset; an empty span where there is none."""
        at = self._lines.index(offset) + (1 if side == "after" else -1)
        return self.lines[at] if 0 <= at < len(self.lines) else (offset, offset)

    @property
    def lines(self) -> list[Span]:
        """The lines that are not blank, each a paragraph, trimmed; a line over MAX_UNIT in pieces."""
        return self._lines.spans

    @cached_property
    def rows(self) -> Spans:
        """The same as printed: a paragraph that goes on over a wrap makes several."""
        return self._lines if self.printed is self.text else self._cut(self.printed)

    def line_at(self, offset: int) -> int:
        """The place in `lines` of the line around an offset."""
        return self._lines.index(offset)

    @cached_property
    def _lines(self) -> Spans:
        return self._cut(self.reading.parted)

    def _cut(self, text: str) -> Spans:
        """A text of the length of this one, cut at its line ends."""
        spans: list[Span] = []
        offset = 0
        for line in text.split("\n"):
            body = line.strip()
            if body:
                start = offset + len(line) - len(line.lstrip())
                end = start + len(body)
                if end - start <= MAX_UNIT:
                    spans.append((start, end))
                else:
                    spans += self._pieces(start, end)
            offset += len(line) + 1
        return Spans(spans)

    def zone(self, zone: Zone) -> Span:
        """The head (first 8 non-blank lines) or the tail (last 15) of the document."""
        if not self.lines:
            return 0, 0
        if zone == "head":
            return 0, self.lines[:HEAD_LINES][-1][1]
        return self.lines[-TAIL_LINES:][0][0], len(self.text)

    def slice(self, span: Span) -> str:
        """A unit's text."""
        return self.text[span[0] : span[1]]

    def _sentences_of(self, line: Span) -> Spans:
        found = self._sentences.get(line[0])
        if found is None:
            found = self._sentences[line[0]] = Spans(sentences(self.text, *line))
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


def _once(known: dict[Callable[[Document], object], object], find: Callable[[Document], T], document: Document) -> T:
    if find not in known:
        known[find] = find(document)
    return cast(T, known[find])


def _split(document: Document) -> list[str]:
    return document.text.split()
