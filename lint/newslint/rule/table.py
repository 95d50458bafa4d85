"""Tables beside rule files: tab-separated, a header row, `#` comment lines, UTF-8."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from newslint.errors import Mistake, PackError
from newslint.reading import LARGE, read_file

T = TypeVar("T")

FEW = 1_000
"""Rows that are looked up one by one before all are split."""


class Table(msgspec.Struct, frozen=True, dict=True):
    """A table's column names and its rows, every cell a string.

    The rows are kept as the text they were read from, since a table of many is read from the cache faster so.
    """

    columns: list[str]
    text: str

    @property
    def rows(self) -> list[list[str]]:
        """The rows, split anew each time."""
        return [line.split("\t") for line in self.text.split("\n")] if self.text else []

    def made(self, make: Callable[[Table], T]) -> T:
        """What somebody makes of the table, once for all rules that ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    @cached_property
    def _made(self) -> dict[Callable[[Table], object], object]:
        return {}

    def where(self, wanted: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
        """The rows, as column to cell, whose cells are among the wanted ones."""
        rows = (dict(zip(self.columns, row, strict=True)) for row in self.rows)
        return [row for row in rows if all(row[column] in cells for column, cells in wanted.items())]


class SortedTable:
    """Looks up rows by their first cell in a table that is sorted by it.

    A few are looked up in the text itself. Who asks for many has all rows split, which costs as much as those few did.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._asked = 0
        self._rows: dict[str, str] = {}

    def __reduce__(self) -> tuple[type[SortedTable], tuple[Table]]:
        return SortedTable, (self._table,)

    def row(self, first: str) -> list[str] | None:
        """The row with this first cell."""
        self._asked += 1
        if self._asked == FEW:
            self._rows = {line.partition("\t")[0]: line for line in self._table.text.split("\n")}
        found = self._rows.get(first) if self._rows else self._searched(first)
        return found.split("\t") if found else None

    def _searched(self, first: str) -> str | None:
        text, begin = self._table.text, f"{first}\t"

        def line(at: int) -> int:
            return text.rfind("\n", 0, at) + 1

        at = bisect_left(range(len(text)), begin, key=lambda at: text[line(at) : line(at) + len(begin)])
        start = line(at)
        if not text.startswith(begin, start):
            return None
        end = text.find("\n", start)
        return text[start : end if end >= 0 else None]


def read_table(path: Path) -> Table:
    """Read a table. Raises PackError with the line of each row that has too many or too few cells."""
    try:
        lines = read_file(path, LARGE).decode("utf-8").split("\n")
    except OSError as error:
        raise PackError([Mistake(str(path), 1, 1, f"table cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        raise PackError([Mistake(str(path), 1, 1, f"table is not UTF-8 at byte {error.start}")]) from None
    cells = [
        (number, line.rstrip("\r").split("\t"))
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]
    if not cells:
        raise PackError([Mistake(str(path), 1, 1, "table is empty; its first row names the columns")])
    columns = cells[0][1]
    mistakes = [
        Mistake(str(path), number, 1, f"{len(row)} cells, but the header names {len(columns)} columns")
        for number, row in cells[1:]
        if len(row) != len(columns)
    ]
    if mistakes:
        raise PackError(mistakes)
    return Table(columns, "\n".join("\t".join(row) for _, row in cells[1:]))
