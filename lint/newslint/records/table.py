"""CSV and TSV: a record a row, named by the first."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO, NamedTuple

from newslint.records.record import Malformed, Record, stray_byte
from newslint.text.formats import utf_16

_MARK = "\ufeff"


class Head(NamedTuple):
    """The first row of a table: its bytes, the columns that it names, and what parts the cells of all rows."""

    raw: bytes
    columns: list[str]
    delimiter: str


def read_csv(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of a table whose cells are parted by commas, or by semicolons where the first row has more of these."""
    return _Table(stream, most, "").rows()


def read_tsv(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of a table whose cells are parted by tabs."""
    return _Table(stream, most, "\t").rows()


def read_head(stream: BinaryIO, most: int, *, tabs: bool) -> Head:
    """The first row of a table. Raises ValueError where there is none to read."""
    return _Table(stream, most, "\t" if tabs else "").head


class _Table:
    """Reads rows, each with its bytes. A byte that is not UTF-8 costs its row, and no other."""

    def __init__(self, stream: BinaryIO, most: int, delimiter: str) -> None:
        csv.field_size_limit(min(most, 2**31 - 1))
        text = TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
        first = text.readline(most)
        if name := utf_16(_bytes(first)):
            raise ValueError(f"not UTF-8: looks like {name.upper()}; convert the file first")
        mark = _MARK if first.startswith(_MARK) else ""
        delimiter = delimiter or max(",;", key=first.count)
        self._taken: list[str] = []
        lines = self._lines(chain([first.removeprefix(mark)] if first else [], text))
        self._rows = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            columns = next(self._rows, [])
        except csv.Error as error:
            raise ValueError(f"its first row names no columns: {error}") from None
        self.head = Head(_bytes(mark) + self._raw(), columns, delimiter)

    def rows(self) -> Iterator[Record | Malformed]:
        """All rows but the first."""
        number = 0
        while True:
            line = 1 + self._rows.line_num
            try:
                row = next(self._rows)
                wrong = ""
            except StopIteration:
                return
            except csv.Error as error:
                row, wrong = [], f"no row of a table: {error}"
            raw = self._raw()
            if not row and not wrong:
                continue
            number += 1
            if wrong := wrong or self._wrong(row, raw):
                yield Malformed(number, line, wrong, raw)
            else:
                yield Record(number, line, dict(zip(self.head.columns, row, strict=True)), raw)

    def _wrong(self, row: list[str], raw: bytes) -> str:
        """What keeps a row from being a record."""
        if len(row) != len(self.head.columns):
            return f"{len(row)} cells, but the first row names {len(self.head.columns)} columns"
        return stray_byte(raw)

    def _lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Lines as they come, which are kept until their row is whole."""
        for line in lines:
            self._taken.append(line)
            yield line

    def _raw(self) -> bytes:
        raw = _bytes("".join(self._taken))
        self._taken.clear()
        return raw


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")
