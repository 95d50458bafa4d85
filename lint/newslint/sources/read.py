"""The bytes of a document, up to the size that a document may have."""

from __future__ import annotations

import os
import stat
from io import FileIO
from typing import BinaryIO

from newslint.errors import InputError
from newslint.settings.keys import size_in_words
from newslint.sources.found import Source

_PIECE = 1_000_000


def read_source(source: Source) -> bytes:
    """A file's bytes. Raises InputError where it cannot be read or is too large."""
    most = source.settings.most_bytes
    try:
        with open(source.path, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return read_stream(file, source)
            if status.st_size > most:
                raise _too_large(source, status.st_size)
            data = file.readall()
    except (OSError, ValueError) as error:
        raise InputError(source.path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except MemoryError:
        raise InputError(source.path, "cannot be read: not enough memory") from None
    if len(data) > most:
        raise _too_large(source, len(data))
    return data


def read_stream(stream: BinaryIO | FileIO, source: Source) -> bytes:
    """All that a stream gives. Raises InputError where it cannot be read or there is no end of it."""
    pieces: list[bytes] = []
    total = 0
    try:
        while piece := stream.read(_PIECE):
            pieces.append(piece)
            total += len(piece)
            if total > source.settings.most_bytes:
                raise _too_large(source, None)
    except OSError as error:
        raise InputError(source.path, f"cannot be read: {error.strerror}") from None
    return b"".join(pieces)


def _too_large(source: Source, size: int | None) -> InputError:
    found = f"{size_in_words(size)}: " if size is not None else ""
    allowed = size_in_words(source.settings.most_bytes)
    return InputError(source.path, f"{found}larger than the {allowed} that a document may have; see --max-size")
