"""HTML: the visible text of a page, block by block, with the place of every piece.

The parser is the standard library's, which says where each piece stands and goes on over what is not well formed.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from newslint.late import late
from newslint.text.shifts import Shifts
from newslint.text.soft import SOFT

_HIDDEN_TAGS = "script style template noscript svg math iframe object canvas audio video head datalist"
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp"
    " small span strike strong sub sup time tt u var wbr input"
)
_HIDDEN, _INLINE = frozenset(_HIDDEN_TAGS.split()), frozenset(_INLINE_TAGS.split())
"""Tags whose content is not seen, and those that do not part what is before them from what is behind."""
_SPACE = late(r"[ \t\r\n\f]+|\u00ad")
"""White space, which reads as one space, and soft hyphens, which read as nothing."""
_MARKUP = late(r"<(?:!--|!\[CDATA\[|[a-zA-Z/!?])")
_CLOSED_BY = {"<!--": "-->", "<![CDATA[": "]]>"}
"""What ends markup that another sign than `>` ends."""
_PRIVATE = range(0xE000, 0xF900)


def read_page(text: str) -> tuple[str, Shifts]:
    """The visible text of a page, a block a line, and the way back to the page."""
    reader = _Reader(text)
    reader.read()
    return reader.result()


def _strays(text: str) -> list[int]:
    """Where markup begins that nothing ends. The parser would look for its end from each to the end of the page."""
    found: list[int] = []
    ends: dict[str, int] = {}
    for begun in _MARKUP.finditer(text):
        closing = _CLOSED_BY.get(begun[0], ">")
        end = ends.get(closing, 0)
        if 0 <= end < begun.end():
            end = ends[closing] = text.find(closing, begun.end())
        if end < 0:
            found.append(begun.start())
    return found


class _Reader(HTMLParser):
    """Collects visible pieces and where each stands."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._lines = [0]
        self._lines += [match.end() for match in re.finditer("\n", text)]
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._ends: list[int] = []
        self._length = 0
        self._last = "\n"
        self._hidden: list[str] = []
        self._stray = ""

    def read(self) -> None:
        """Read the page, in which the beginnings of markup that nothing ends are text."""
        text = self._text
        if strays := _strays(text):
            self._stray = next(char for char in map(chr, _PRIVATE) if char not in text)
            pieces = [text[start + 1 : end] for start, end in pairwise([-1, *strays, len(text)])]
            text = self._stray.join(pieces)
        self.feed(text)
        self.close()

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Where `<![CDATA[`, `<![if` and the like end: of others the parser makes a fault of its own."""
        closing = _CLOSED_BY.get(self.rawdata[i : i + 9], ">")
        end = self.rawdata.find(closing, i)
        return end + len(closing) if end >= 0 else end

    def result(self) -> tuple[str, Shifts]:
        if not self._starts:
            return "", Shifts([0], [0], [-1])
        return "".join(self._parts), Shifts(self._starts, self._origins, self._ends)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "body":
            self._hidden.clear()
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag not in _INLINE:
            self._break()

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag not in _INLINE and tag not in _HIDDEN:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag not in _INLINE:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._hidden or not data:
            return
        if self._stray:
            data = data.replace(self._stray, "<")
        origin = self._offset()
        at = 0
        for space in _SPACE.finditer(data):
            self._put(data[at : space.start()], origin + at, -1)
            if space[0] != SOFT and not self._last.isspace():
                self._put(" ", origin + space.start(), origin + space.end())
            at = space.end()
        self._put(data[at:], origin + at, -1)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        if self._hidden:
            return
        start = self._offset()
        end = start + len(written)
        if self._text.startswith(";", end):
            end += 1
        if (meant := unescape(self._text[start:end])) != SOFT:
            self._put(meant, start, end)

    def _break(self) -> None:
        if not self._hidden and self._last != "\n":
            at = self._offset()
            self._put("\n", at, at)

    def _put(self, piece: str, origin: int, end: int) -> None:
        if piece:
            self._starts.append(self._length)
            self._origins.append(origin)
            self._ends.append(end)
            self._parts.append(piece)
            self._length += len(piece)
            self._last = piece[-1]

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
