"""Places as editors count them: lines that end at LF, CRLF or CR, and units of UTF-16 in a line, both from 0."""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

from newslint.late import late

_END = late(r"\r\n|\n|\r")
_BYTES = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}


class Places:
    """Leads from offsets into a text, in code points, to the places of an editor, and back.

    `encoding` is the unit that server and editor have agreed on: UTF-16 where the editor says nothing.
    """

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self._text = text
        self._unit = _BYTES.get(PositionEncodingKind(encoding))
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The place of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """The places of a span."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a place. What is beyond the end of a line is its end, of the text the text's."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        last = self._starts[position.line + 1] if position.line + 1 < len(self._starts) else len(self._text)
        line = self._text[start:last].rstrip("\r\n")
        units = 0
        for at, char in enumerate(line):
            units += self._units(char)
            if units > position.character:
                return start + at
        return start + len(line)

    def _units(self, text: str) -> int:
        if self._unit is None or text.isascii():
            return len(text)
        name, size = self._unit
        return len(text.encode(name, "surrogatepass")) // size
