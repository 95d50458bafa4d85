"""From a file of records to its texts, a batch in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from io import BufferedReader, BytesIO, RawIOBase
from typing import TYPE_CHECKING, BinaryIO, cast

from newslint.errors import InputError
from newslint.records.fields import Fields, look_up
from newslint.records.formats import COLUMNS, LINES, TABLES, UNPACKERS, holds_records, reader, suffixes
from newslint.records.record import Malformed, Record
from newslint.sources.found import Source
from newslint.sources.read import read_source, read_stream
from newslint.text.decode import decode
from newslint.text.document import Document
from newslint.text.origin import Origin

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO, ALWAYS = 200, 100_000_000
"""Bytes that one byte of a packed file may become, and that any may become whatever its size."""


def read_records(source: Source, given: BinaryIO | None = None) -> Iterator[Record | Malformed]:
    """The records of a file, or of a stream that is given under its name. Raises InputError where it cannot be read, or
    is no file of records.
    """
    form, packed = suffixes(source.path)
    if given is not None and form in COLUMNS:
        given = BytesIO(read_stream(given, source))  # they are read from their end
    with telling(source), opened(source.path, packed, given) as stream:
        yield from reader(form)(stream, source.settings.most_bytes)


@contextmanager
def telling(source: Source) -> Iterator[None]:
    """Make what goes wrong while a file of records is read an InputError."""
    try:
        yield
    except (OSError, EOFError) as error:
        raise InputError(source.path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except MemoryError:
        raise InputError(source.path, "cannot be read: not enough memory") from None
    except ValueError as error:
        raise InputError(source.path, str(error)) from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("zlib", "lzma", "_lzma", "zstandard", "zstd"):
            raise InputError(source.path, f"cannot be unpacked: {error}") from None
        raise


def documents_of(source: Source, given: BinaryIO | None = None) -> Iterator[Document | InputError]:
    """The documents of a file, or of a stream given under its name: the texts of its records where it holds any, or
    else its own; what cannot be read in its place.
    """
    if holds_records(source.path):
        yield from read_texts(source, given)
        return
    try:
        yield decoded(read_source(source) if given is None else read_stream(given, source), source)
    except InputError as error:
        yield error


def decoded(data: bytes, source: Source) -> Document:
    """The document that bytes are. Raises InputError where they cannot be decoded."""
    return Document(decode(data, source.path, source.settings.encoding), source.path)


def read_texts(source: Source, given: BinaryIO | None = None) -> Iterator[Document | InputError]:
    """The texts of a file of records, each with its origin; what is no record, or has no text, in its place."""
    fields = Fields(source.settings.text_field, source.settings.id_field)
    record = None
    try:
        for record in read_records(source, given):
            try:
                yield from texts_of(record, source.path, fields)
            except ValueError as error:
                yield InputError(place_of(record, source.path), str(error), source.path)
    except InputError as error:
        yield error
    else:
        if record is None:
            yield InputError(source.path, "holds no record")


def texts_of(record: Record | Malformed, file: str, fields: Fields) -> list[Document]:
    """The texts of a record. Raises ValueError where it has none."""
    if isinstance(record, Malformed):
        raise ValueError(record.reason)
    name = fields.name_of(record.values)
    last = record.line + record.raw.rstrip(b"\r\n").count(b"\n") if _has_lines(file) else 0
    origins = [Origin(file, record.number, name, field, record.line, last) for field in fields.of(record.values)]
    return [Document(str(look_up(record.values, at.field)), at.path, at) for at in origins]


@lru_cache
def _has_lines(file: str) -> bool:
    """Whether the records of a file stand on lines of it."""
    form, packed = suffixes(file)
    return form in (*LINES, *TABLES) and not packed


def place_of(record: Record | Malformed, file: str) -> str:
    """A record as an error names it: by the line of the file that it begins on."""
    return f"{file}:{record.line}" if record.line != 1 or record.number == 1 else f"{file} (record {record.number})"


@contextmanager
def opened(path: str, packed: str, given: BinaryIO | None = None) -> Iterator[BinaryIO]:
    """A file of records, or a stream in its place, unpacked as it is read. Reading it raises ValueError where it is a
    bomb.
    """
    with open(path, "rb") if given is None else nullcontext(given) as file:
        if not packed:
            yield file
            return
        most = max(ALWAYS, RATIO * os.fstat(file.fileno()).st_size) if given is None else ALWAYS
        with BufferedReader(_Bounded(UNPACKERS[packed](file), most), 1_000_000) as stream:
            yield cast(BinaryIO, stream)


class _Bounded(RawIOBase):
    """A stream that ends in an error where it gives more than so many bytes, as a compressed bomb does."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._left = most
        self._most = most

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read into a buffer. Raises ValueError beyond the limit."""
        data = self._stream.read(len(memoryview(buffer)))
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"unpacks to more than {self._most / 1_000_000:,.0f} MB, as no text does")
        memoryview(buffer)[: len(data)] = data
        return len(data)
