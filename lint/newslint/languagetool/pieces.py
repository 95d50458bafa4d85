"""Pieces of documents: what is sent to LanguageTool, and the way back from its offsets to a document's.

LanguageTool counts UTF-16 units. A character that takes two of them is sent as one that takes one, so that
its offsets are code points, whatever version of it or of its client answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import Future

from newslint.languagetool.remarks import Asked, Remark
from newslint.late import late
from newslint.text.document import Document
from newslint.text.spans import Span

SIZE = 20_000
"""Code points of a piece or a batch. Measured: 2 KB to 60 KB differ by a tenth, and a lost batch costs more."""
GAP = "\n\n"
"""Between paragraphs: LanguageTool ends a sentence there."""
STAND_IN = "☺"
"""Sent for a character beyond the BMP, an emoji most of the time, and for half of one."""

_TWO_UNITS = late("[\U00010000-\U0010ffff\ud800-\udfff]")


class Piece:
    """Some paragraphs of a document, as sent: `text`, what is asked of it, and its answer to come."""

    def __init__(self, document: Document, paragraphs: Sequence[Span], asked: Asked) -> None:
        self.path = document.path
        self.asked = asked
        self.answer: Future[list[Remark]] = Future()
        self.text = GAP.join(_sent(document.slice(span)) for span in paragraphs)
        self._origins = [start for start, _ in paragraphs]
        self._starts = [0]
        for start, end in paragraphs[:-1]:
            self._starts.append(self._starts[-1] + end - start + len(GAP))

    def original(self, offset: int) -> int:
        """The offset in the document of an offset in `text`."""
        at = bisect_right(self._starts, offset) - 1
        return self._origins[at] + offset - self._starts[at]


def _sent(text: str) -> str:
    return _TWO_UNITS.sub(STAND_IN, text.replace("\r", " "))


def cut(document: Document, asked: Asked) -> Iterator[Piece]:
    """A document in pieces of about SIZE code points, each of whole paragraphs."""
    held: list[Span] = []
    size = 0
    for start, end in document.lines:
        if held and size + end - start > SIZE:
            yield Piece(document, held, asked)
            held, size = [], 0
        held.append((start, end))
        size += end - start
    if held:
        yield Piece(document, held, asked)
