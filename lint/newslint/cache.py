"""The cache of packs as read: keyed on their content, so that it is never stale.

Reading a pack (YAML, checks, literals of regexes) costs far more than using it. The cache may be deleted
at any time; a run that cannot write it goes on without.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from newslint.pack import Pack, read_pack

VARIABLE = "NEWSLINT_CACHE_DIR"
"""Names the cache's folder; empty switches the cache off."""


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
    if folder is None or not path.exists():
        return read_pack(path)
    kept = folder / f"{_key(path)}.pack"
    with suppress(
        OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError, IndexError
    ):
        pack = pickle.loads(kept.read_bytes())
        if isinstance(pack, Pack):
            return pack
    pack = read_pack(path)
    with suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
        _write(kept, pickle.dumps(pack, protocol=pickle.HIGHEST_PROTOCOL))
    return pack


def _key(path: Path) -> str:
    """A digest of the reader's own code, the Python version, the pack's place and every file in it."""
    digest = hashlib.sha256(f"{sys.version}\0{path.resolve()}\0".encode())
    own = sorted(Path(__file__).parent.rglob("*.py"))
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    for file in own:
        digest.update(f"{file.name}\0{file.stat().st_mtime_ns}\0{file.stat().st_size}\0".encode())
    for file in [*files, *(_tables_beside(path) if path.is_file() else [])]:
        digest.update(f"{file}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _tables_beside(file: Path) -> list[Path]:
    return sorted(file.parent.glob("*.tsv"))


def _write(file: Path, data: bytes) -> None:
    """Write beside and rename, so that two runs at once never see half a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    os.replace(name, file)
