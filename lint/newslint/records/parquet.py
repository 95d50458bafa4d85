"""Parquet and Arrow files, by pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from newslint.records.record import Malformed, Record, too_large

ROWS = 1000
"""Rows that are held at once."""
_MISSING = "pyarrow, which reads Parquet and Arrow files, is missing: pip install 'newslint[records]'"


class Columns(NamedTuple):
    """A file of columns: what they are, their rows, some at a time, and what writes a file of that kind."""

    schema: Any
    batches: Iterable[Any]
    writer: Any


def read_parquet(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of a Parquet file."""
    return _rows(open_parquet(stream).batches, most)


def read_arrow(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of an Arrow file (IPC, with a footer or as a stream)."""
    return _rows(open_arrow(stream).batches, most)


def open_parquet(stream: BinaryIO) -> Columns:
    """A Parquet file. Raises ValueError where it is none, or pyarrow is missing."""
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  (an extra)
    except ImportError:
        raise ValueError(_MISSING) from None
    try:
        file = parquet.ParquetFile(stream)
    except ArrowException as error:
        raise ValueError(f"no Parquet file: {error}") from None
    return Columns(file.schema_arrow, file.iter_batches(ROWS), parquet.ParquetWriter)


def open_arrow(stream: BinaryIO) -> Columns:
    """An Arrow file. Raises ValueError where it is none, or pyarrow is missing."""
    try:
        from pyarrow import ArrowException, ipc  # noqa: PLC0415  (an extra)
    except ImportError:
        raise ValueError(_MISSING) from None
    try:
        footed = stream.read(6) == b"ARROW1"
        stream.seek(0)
        if footed:
            file = ipc.open_file(stream)
            return Columns(file.schema, map(file.get_batch, range(file.num_record_batches)), ipc.new_file)
        file = ipc.open_stream(stream)
        return Columns(file.schema, file, ipc.new_stream)
    except (ArrowException, OSError) as error:
        raise ValueError(f"no Arrow file: {error}") from None


def pieces(batches: Iterable[Any]) -> Iterator[Any]:
    """Batches of no more than so many rows, and not of none. Raises ValueError where a file is damaged."""
    try:
        for batch in batches:
            yield from (batch.slice(at, ROWS) for at in range(0, len(batch), ROWS))
    except OSError as error:
        raise ValueError(f"damaged: {error}") from None


def records_of(batch: Any, before: int, most: int) -> Iterator[Record | Malformed]:
    """The rows of a batch, of which so many stand before; but for values that Python has no type for, such as
    nanoseconds.
    """
    columns = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        with suppress(ValueError, NotImplementedError):
            columns[name] = column.to_pylist()
    large = batch.nbytes > most
    for at in range(len(batch)):
        number = before + at + 1
        if large and batch.slice(at, 1).nbytes > most:
            yield Malformed(number, number, too_large(most))
        else:
            yield Record(number, number, {name: column[at] for name, column in columns.items()})


def _rows(batches: Iterable[Any], most: int) -> Iterator[Record | Malformed]:
    before = 0
    for batch in pieces(batches):
        yield from records_of(batch, before, most)
        before += len(batch)
