"""A document written back: the file is replaced as a whole, or left as it is."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from shutil import copymode
from tempfile import mkstemp

from newslint.beside import OWN, sweep_folder
from newslint.errors import WriteError
from newslint.sources.found import Source
from newslint.sources.read import read_source


def replace_source(source: Source, old: bytes, new: bytes) -> None:
    """Put `new` in place of a file that holds `old`; its mode stays, and a link to it stays a link.

    Raises WriteError where the file has changed meanwhile, is no plain file, or cannot be written.
    """
    target = Path(os.path.realpath(source.path))
    if not target.is_file():
        raise WriteError(source.path, "not fixed: not a plain file")
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(0, "Permission denied")
        sweep_folder(target.parent)
        number, name = mkstemp(prefix=f".{target.name[:100]}.", suffix=OWN, dir=target.parent)
    except OSError as error:
        raise WriteError(source.path, f"not fixed: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(number, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        copymode(target, name)
        _keep_owner(target, name)
        if read_source(source) != old:
            raise WriteError(source.path, "not fixed: the file has changed meanwhile")
        os.replace(name, target)
    except OSError as error:
        raise WriteError(source.path, f"not fixed: cannot be written: {error.strerror}") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _keep_owner(target: Path, name: str) -> None:
    """Give a file the owner and group of another, where the system lets us."""
    if hasattr(os, "chown"):
        status = target.stat()
        with suppress(OSError):
            os.chown(name, status.st_uid, status.st_gid)
