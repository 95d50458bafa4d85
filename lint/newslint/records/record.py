"""What a file of records holds: records, and what is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from newslint.settings.keys import size_in_words


class Record(NamedTuple):
    """One record: its number in the file and the line of the file on which it begins, both 1-based, and its values.

    `raw` are the bytes that it was read from, with their line end, where it has bytes of its own: a line, a row of a
    table, a part of an archive.
    """

    number: int
    line: int
    values: Mapping[str, object]
    raw: bytes = b""


class Malformed(NamedTuple):
    """What should be a record and is none: its number, its line, what is wrong, and its bytes where it has
    any of its own."""

    number: int
    line: int
    reason: str
    raw: bytes = b""


TOO_DEEP = "nested deeper than can be read"


def too_large(most: int) -> str:
    """What is wrong with a record of more than so many bytes."""
    return f"larger than the {size_in_words(most)} that a record may have"


def stray_byte(data: bytes, encoding: str = "utf-8") -> str:
    """Which byte is none of an encoding, in words; empty where all are."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return f"not {encoding.upper()}: byte 0x{data[error.start]:02x} at offset {error.start}"
    return ""


Read = Callable[[BinaryIO, int], Iterator[Record | Malformed]]
"""Reads records from a stream, none of more than so many bytes. Raises ValueError where the file is none of records."""
