"""The cache of packs as read: keyed on their content, so that it is never stale.

Reading a pack (YAML, checks, literals of regexes) costs far more than using it. The cache may be deleted
at any time; whatever is wrong with it, the pack is read anew, and a run that cannot write it goes on without.
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
_WRITABLE_BY_OTHERS = 0o022


def cache_folder() -> Path | None:
    """Where packs are kept: the user's cache folder, or NEWSLINT_CACHE_DIR."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("newslint", appauthor=False)


def load_pack(path: Path) -> Pack:
    """Read a pack, or take it from the cache if nothing in it has changed. Raises PackError."""
    folder = cache_folder()
    kept = folder / f"{_key(path)}.pack" if folder is not None and path.exists() else None
    pack = _kept(kept) if kept else None
    if pack is None:
        from newslint.reader import read_pack  # noqa: PLC0415  (imports YAML, which a cached pack does without)

        pack = read_pack(path)
        if kept:
            with suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
                _write(kept, pickle.dumps((pack, _tables(pack)), protocol=pickle.HIGHEST_PROTOCOL))
    return pack


def _kept(file: Path) -> Pack | None:
    """The pack of a cache file; None where there is none, where it is of no use, or where others can write it.

    Unpickling runs what the file says: only a file that is the user's own is trusted.
    """
    with suppress(Exception), file.open("rb") as stream:  # damaged bytes can raise anything
        if sys.platform != "win32":
            status = os.fstat(stream.fileno())
            if status.st_uid != os.geteuid() or status.st_mode & _WRITABLE_BY_OTHERS:
                return None
        pack, tables = pickle.load(stream)
        if isinstance(pack, Pack) and _tables(pack) == tables:
            return pack
    return None


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


def _write(file: Path, data: bytes) -> None:
    """Write beside and rename, so that two runs at once never see half a file; then clear away what is old."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    os.replace(name, file)
    for old in file.parent.glob("*.pack"):
        with suppress(OSError):
            if old.stat().st_mtime < time.time() - KEPT:
                old.unlink()
