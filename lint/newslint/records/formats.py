"""Which files hold records: by their suffix, packed or not."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO, cast

from newslint.records.array import read_array
from newslint.records.lines import read_lines
from newslint.records.parquet import read_arrow, read_parquet
from newslint.records.record import Read
from newslint.records.table import read_csv, read_tsv
from newslint.records.warc import read_warc

READERS: dict[str, Read] = {
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_array,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": read_parquet,
    ".arrow": read_arrow,
    ".feather": read_arrow,
    ".warc": read_warc,
    ".wet": read_warc,
}
LINES = (".jsonl", ".ndjson")
"""Those in which a record is a line,"""
TABLES = (".csv", ".tsv")
"""a row of a table,"""
ARCHIVES = (".warc", ".wet")
"""or a part of an archive: all of these can be handed on byte for byte."""


def _zstandard(stream: BinaryIO) -> BinaryIO:
    try:
        import zstandard  # noqa: PLC0415  (an extra)
    except ImportError:
        raise ValueError("zstandard, which unpacks .zst, is missing: pip install 'newslint[records]'") from None
    return cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True))


UNPACKERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream)),
    ".bz2": lambda stream: cast(BinaryIO, bz2.BZ2File(stream)),
    ".xz": lambda stream: cast(BinaryIO, lzma.LZMAFile(stream)),  # noqa: SIM115  (its reader closes it)
    ".zst": _zstandard,
}


def suffixes(path: str) -> tuple[str, str]:
    """The suffix that tells how a file's records are written, and that which tells how it is packed; empty if none."""
    ends = [suffix.lower() for suffix in PurePath(path).suffixes]
    packed = ends.pop() if ends and ends[-1] in UNPACKERS else ""
    return (ends[-1] if ends and ends[-1] in READERS else ""), packed


def holds_records(path: str) -> bool:
    """Whether a file holds records, by its name."""
    return bool(suffixes(path)[0])
