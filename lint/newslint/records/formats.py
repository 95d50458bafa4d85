"""Which files hold records: by their suffix, packed or not."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, cast

from newslint.records.record import Read

_READERS = {
    ".jsonl": "lines:read_lines",
    ".ndjson": "lines:read_lines",
    ".json": "array:read_array",
    ".csv": "table:read_csv",
    ".tsv": "table:read_tsv",
    ".parquet": "parquet:read_parquet",
    ".arrow": "parquet:read_arrow",
    ".feather": "parquet:read_arrow",
    ".warc": "warc:read_warc",
    ".wet": "warc:read_warc",
}
"""What reads each, in a module of this room, imported where such a file is read."""
FORMS = tuple(_READERS)
LINES = (".jsonl", ".ndjson")
"""Those in which a record is a line,"""
TABLES = (".csv", ".tsv")
"""a row of a table,"""
ARCHIVES = (".warc", ".wet")
"""or a part of an archive: all of these can be handed on byte for byte."""
COLUMNS = (".parquet", ".arrow", ".feather")
"""Those that are no sequence of bytes, but tables of columns."""


def reader(suffix: str) -> Read:
    """What reads files of a suffix."""
    module, _, name = _READERS[suffix].partition(":")
    found: Read = getattr(import_module(f"newslint.records.{module}"), name)
    return found


def _gzip(stream: BinaryIO) -> BinaryIO:
    from gzip import GzipFile  # noqa: PLC0415  (seldom needed, as the next two)

    return cast(BinaryIO, GzipFile(fileobj=stream))


def _bzip2(stream: BinaryIO) -> BinaryIO:
    from bz2 import BZ2File  # noqa: PLC0415

    return cast(BinaryIO, BZ2File(stream))


def _xz(stream: BinaryIO) -> BinaryIO:
    from lzma import LZMAFile  # noqa: PLC0415

    return cast(BinaryIO, LZMAFile(stream))


def _zstandard(stream: BinaryIO) -> BinaryIO:
    from newslint.records.zst import Unpacked  # noqa: PLC0415

    return cast(BinaryIO, Unpacked(stream))


UNPACKERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": _gzip, ".bz2": _bzip2, ".xz": _xz, ".zst": _zstandard,
}  # fmt: skip


def suffixes(path: str) -> tuple[str, str]:
    """The suffix that tells how a file's records are written, and that which tells how it is packed; empty if none."""
    ends = [suffix.lower() for suffix in PurePath(path).suffixes]
    packed = ends.pop() if ends and ends[-1] in UNPACKERS else ""
    return (ends[-1] if ends and ends[-1] in _READERS else ""), packed


def holds_records(path: str) -> bool:
    """Whether a file holds records, by its name."""
    return bool(suffixes(path)[0])
