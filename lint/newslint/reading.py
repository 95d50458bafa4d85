"""Files of settings, ignores and packs, read with a bound: a pipe, a device or a file without end stops no run."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

SMALL = 1_000_000
"""Bytes that a settings file or a .gitignore may have."""
LARGE = 64_000_000
"""Bytes that a file of a pack may have."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_file(path: str | Path, most: int) -> bytes:
    """The bytes of a regular file. Raises OSError, also for what is no file or larger than `most`."""
    try:
        _check(os.stat(path))
        with os.fdopen(os.open(path, _OPEN), "rb") as file:
            _check(os.fstat(file.fileno()))
            data = file.read(most + 1)
    except ValueError:  # a NUL in the name
        raise OSError(errno.EINVAL, "no such file or folder") from None
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most / 1_000_000:g} MB")
    return data


def what(mode: int) -> str:
    """What a thing of a file system is, by its mode, in words."""
    return _KINDS.get(stat.S_IFMT(mode), "no file")


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, f"{what(status.st_mode)}, not a file")
