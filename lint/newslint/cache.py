"""The cache of what is costly to make: packs as read, databases of regexes. Keyed on content, so never stale.

The cache may be deleted at any time; whatever is wrong with it, all is made anew, and a run that cannot write it
goes on without.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

VARIABLE = "NEWSLINT_CACHE_DIR"
"""Names the cache's folder; empty switches the cache off."""
KEPT = 30 * 86_400
"""Seconds after which a file of the cache is deleted: most are of packs or versions that have changed since."""
_SUFFIX = ".kept"
_WRITABLE_BY_OTHERS = 0o022


def cache_folder() -> Path | None:
    """Where things are kept: the user's cache folder, or NEWSLINT_CACHE_DIR; None if it is switched off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("newslint", appauthor=False)


def kept(key: str) -> object:
    """What was kept under a key; None where there is nothing, where it is of no use, or where others can write it.

    Unpickling runs what the file says: only a file that is the user's own is trusted.
    """
    folder = cache_folder()
    if folder is None:
        return None
    with suppress(Exception), (folder / f"{key}{_SUFFIX}").open("rb") as stream:  # damaged bytes can raise anything
        if sys.platform != "win32":
            status = os.fstat(stream.fileno())
            if status.st_uid != os.geteuid() or status.st_mode & _WRITABLE_BY_OTHERS:
                return None
        return pickle.load(stream)
    return None


def keep(key: str, value: object) -> None:
    """Keep something under a key, if it can be: written beside and renamed, so that no run sees half a file.

    What is old is cleared away.
    """
    folder = cache_folder()
    if folder is None:
        return
    with suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.replace(name, folder / f"{key}{_SUFFIX}")
        for old in folder.glob(f"*{_SUFFIX}"):
            with suppress(OSError):
                if old.stat().st_mtime < time.time() - KEPT:
                    old.unlink()


@cache
def program() -> str:
    """A digest of the program's own code and of the Python that runs it."""
    here = Path(str(files("newslint")))
    return digest(sorted([*here.rglob("*.py"), *here.rglob("*.tsv")]), sys.version)


def digest(files: Iterable[Path], more: str = "") -> str:
    """A digest of files, by name and content."""
    found = hashlib.sha256(more.encode())
    for file in files:
        found.update(f"\0{file}\0".encode() + file.read_bytes())
    return found.hexdigest()
