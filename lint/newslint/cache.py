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
from pathlib import Path

from newslint.pack import Pack

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


def load_pack(path: Path) -> Pack:
    """Read a pack, or take it from the cache if nothing in it has changed. Raises PackError."""
    key = _key(path) if path.exists() and cache_folder() else None
    found = kept(key) if key else None
    if isinstance(found, tuple) and isinstance(found[0], Pack) and _tables(found[0]) == found[1]:
        return found[0]
    from newslint.reader import read_pack  # noqa: PLC0415  (imports YAML, which a cached pack does without)

    pack = read_pack(path)
    if key:
        keep(key, (pack, _tables(pack)))
    return pack


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


def _key(path: Path) -> str:
    """A digest of the program, the Python version, the pack's place and every file in it."""
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    return _digest(files, f"{_own()}\0{path.resolve()}")


def _tables(pack: Pack) -> str:
    """A digest of the tables and grammars that a pack's rules name: those may stand anywhere."""
    named = [
        Path(loaded.place.path).parent / file
        for loaded in pack.rules
        for key in ("table", "grammar")
        if (file := getattr(loaded.rule, key, None))
    ]
    return _digest(sorted(set(named)))


@cache
def _own() -> str:
    here = Path(__file__).parent
    return _digest(sorted([*here.rglob("*.py"), *here.glob("*.tsv")]), sys.version)


def _digest(files: Iterable[Path], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for file in files:
        digest.update(f"\0{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()
