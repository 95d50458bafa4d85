"""Standard output and standard error, where they may be closed, full, or without a reader."""

from __future__ import annotations

import io
import sys
from typing import Any, TextIO

from newslint.errors import OutputError


class _Raw(io.RawIOBase):
    """Writes to a stream that may fail: once it has failed, what comes after is thrown away."""

    def __init__(self, raw: Any, name: str, *, raises: bool) -> None:
        self._raw = raw
        self._name = name
        self._raises = raises
        self.failed = False

    def writable(self) -> bool:
        """It is."""
        return True

    def isatty(self) -> bool:
        """Whether a person is watching."""
        return self._raw is not None and bool(self._raw.isatty())

    def fileno(self) -> int:
        """The number of the stream, for who asks for the size of a terminal."""
        if self._raw is None:
            raise OSError("closed")
        return int(self._raw.fileno())

    def write(self, data: Any) -> int:
        """Write; a failure is told once."""
        size = memoryview(data).nbytes
        if self.failed:
            return size
        try:
            if self._raw is None:
                raise OSError(0, "it is closed")
            written: int = self._raw.write(data)
            return written
        except BrokenPipeError:
            self.failed = True
            raise
        except OSError as error:
            self.failed = True
            if self._raises:
                raise OutputError(f"{self._name} cannot be written: {error.strerror}") from None
            return size


class Standard:
    """The two streams in place of Python's own. `silent` tells whether something could not be said on stderr."""

    def __init__(self) -> None:
        _, sys.stdout = _opened(sys.stdout, "standard output", raises=True)
        self._errors, sys.stderr = _opened(sys.stderr, "standard error", raises=False)

    @property
    def silent(self) -> bool:
        """Whether standard error failed."""
        return self._errors.failed


def _opened(stream: TextIO | None, name: str, *, raises: bool) -> tuple[_Raw, TextIO]:
    buffer = getattr(stream, "buffer", None)
    raw = _Raw(getattr(buffer, "raw", buffer), name, raises=raises)
    text = io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=not raises or raw.isatty(),
        newline="\n" if sys.platform != "win32" else None,
    )
    return raw, text
