"""Parquet and Arrow files, by pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from newslint.records.record import Malformed, Record

ROWS = 1000
"""Rows that are held at once."""
_MISSING = "pyarrow, which reads Parquet and Arrow files, is missing: pip install 'newslint[records]'"


def read_parquet(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of a Parquet file."""
    yield from _rows(parquet_file(stream).iter_batches(ROWS), most)


def parquet_file(file: BinaryIO | str) -> Any:
    """A Parquet file, opened. Raises ValueError where it is none, or pyarrow is missing."""
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  (an extra)
    except ImportError:
        raise ValueError(_MISSING) from None
    try:
        return parquet.ParquetFile(file)
    except ArrowException as error:
        raise ValueError(f"no Parquet file: {error}") from None


def read_arrow(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The rows of an Arrow file (IPC, with a footer or as a stream)."""
    try:
        from pyarrow import ArrowException, ipc  # noqa: PLC0415  (an extra)
    except ImportError:
        raise ValueError(_MISSING) from None
    try:
        footed = stream.read(6) == b"ARROW1"
        stream.seek(0)
        if footed:
            file = ipc.open_file(stream)
            batches: Any = (file.get_batch(at) for at in range(file.num_record_batches))
        else:
            batches = ipc.open_stream(stream)
        yield from _rows(batches, most)
    except (ArrowException, OSError) as error:
        raise ValueError(f"no Arrow file: {error}") from None


def values_of(batch: Any) -> Iterator[dict[str, object]]:
    """The values of each row of a batch, but for those that Python has no type for, such as nanoseconds."""
    columns = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        with suppress(ValueError, NotImplementedError):
            columns[name] = column.to_pylist()
    return ({name: column[at] for name, column in columns.items()} for at in range(len(batch)))


def _rows(batches: Any, most: int) -> Iterator[Record | Malformed]:
    number = 0
    for batch in batches:
        for values in values_of(batch):
            number += 1
            yield Record(number, number, values)
