"""CSV and TSV: a record a row, named by the first."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from newslint.records.record import Malformed, Record


def read_csv(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of a table whose cells are parted by commas, or by semicolons where the first row has more of these."""
    return _rows(stream, most, "")


def read_tsv(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of a table whose cells are parted by tabs."""
    return _rows(stream, most, "\t")


def _rows(stream: BinaryIO, most: int, delimiter: str) -> Iterator[Record | Malformed]:
    text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    csv.field_size_limit(min(most, 2**31 - 1))
    try:
        head = text.readline(most)
        parted = delimiter or max(",;", key=head.count)
        columns = next(csv.reader([head], delimiter=parted), [])
        rows = csv.reader(text, delimiter=parted, strict=True)
        number, line = 0, 2
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                yield Malformed(number, line, f"no row of a table: {error}")
                line = 2 + rows.line_num
                continue
            if row:
                number += 1
                if len(row) == len(columns):
                    yield Record(number, line, dict(zip(columns, row, strict=True)))
                else:
                    yield Malformed(number, line, f"{len(row)} cells, but the first row names {len(columns)} columns")
            line = 2 + rows.line_num
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte 0x{error.object[error.start]:02x}; convert the file first") from None
