"""A list of documents: paths that another program has written down."""

from __future__ import annotations

import os
import sys

from newslint.errors import SettingsError

STDIN = "-"


def read_list(file: str) -> list[str]:
    """The paths in a file, or with `-` on standard input: one a line, or parted by NUL. Raises SettingsError."""
    try:
        if file == STDIN:
            data = sys.stdin.buffer.read() if sys.stdin is not None else b""
        else:
            with open(file, "rb") as stream:
                data = stream.read()
    except OSError as error:
        raise SettingsError(f"--files-from {file}: cannot be read: {error.strerror}") from None
    lines = data.split(b"\0") if b"\0" in data else data.replace(b"\r\n", b"\n").split(b"\n")
    return [os.fsdecode(line) for line in lines if line.strip()]
