"""Rows: the lines of a text that are not blank, with the marks at their beginning told from their words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newslint.late import late
from newslint.text.wrap import Row

_QUOTED = late(r"(?:[ \t]*>)+")
_QUOTATION = late(r"(?m)^[ \t]{0,8}>(?!>).*\n[ \t]{0,8}>")
"""Two lines of a quotation; `>>` alone stands before teasers and speakers."""
_ITEM = late(r"(?:[*+•‣⁃◦▪▫●○■□►▶»›·-]|#{1,6}|\(?\d{1,3}[.)])[ \t]+(?=\S)")
"""Marks that begin an item of a list or a heading."""
_MARKS = frozenset("*+•‣⁃◦▪▫●○■□►▶»›·-#(0123456789")
_BULLETS = frozenset("*+•‣⁃◦▪▫●○■□►▶·-")
_FAR = 12
"""Rows between two items of one list, at most: what the first goes on in."""
_RULE = late(r"[-=*_~#+| ]{3,}")
"""A line of such marks alone parts what is above it from what is below."""


def find_rows(text: str) -> list[Row]:
    """The lines that are not blank; a mark of quotation with nothing behind it is a blank line."""
    rows: list[Row] = []
    offset = 0
    quoted_text = ">" in text and _QUOTATION.search(text) is not None
    for number, line in enumerate(text.split("\n")):
        words = line.strip()
        if words:
            start = line.find(words[0])
            end = start + len(words)
            begin = depth = 0
            if quoted_text and words[0] == ">" and (quoted := _QUOTED.match(line)):
                begin = quoted.end()
                depth = quoted[0].count(">")
                start = begin + len(line[begin:end]) - len(line[begin:end].lstrip())
            if start < end:
                first = line[start]
                item = first in _MARKS and (
                    _ITEM.match(line, start) is not None or _RULE.fullmatch(line, start, end) is not None
                )
                mark = _ITEM.match(line, start, end) if item else None
                hang = (mark.end() if mark else start) - begin
                rows.append(Row(number, offset + begin, offset + start, offset + end, depth, item, hang))
        offset += len(line) + 1
    return rows


def bullets(text: str, rows: Sequence[Row]) -> frozenset[str]:
    """The marks that make lists of a text: two items have each, one soon after the other."""
    items = [(at, text[row.start]) for at, row in enumerate(rows) if row.item and text[row.start] in _BULLETS]
    return frozenset(mark for (at, mark), (then, other) in pairwise(items) if mark == other and then - at <= _FAR)


def mark_end(text: str, row: Row) -> int:
    """Where the words of a row begin behind its mark."""
    mark = _ITEM.match(text, row.start, row.end) if row.item else None
    return mark.end() if mark else row.start
