"""Where a text comes from that is not a file of its own."""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """A field of a record: the file, the record's number in it and its id (empty if none), the field, and the line of
    the file on which the record begins; number and line are 1-based.

    `last` is the line on which it ends; 0 where git could not tell that it has changed, since the file is no text.
    """

    file: str
    record: int
    id: str
    field: str
    line: int
    last: int = 0

    @property
    def path(self) -> str:
        """The name of the text in reports: `news.jsonl:17#text`."""
        return f"{self.file}:{self.record}#{self.field}"

    @property
    def key(self) -> str:
        """What names the text within its file when records come and go: the record's id, or else its number."""
        return f"{self.id or f':{self.record}'}#{self.field}"
