"""The cache of what is costly to make: packs as read, databases of regexes. Keyed on content, so never stale.

The cache may be deleted at any time; whatever is wrong with it, all is made anew, and a run that cannot write it
goes on without. It holds plain data with checksums: no code of Python, though what regexes and scans were compiled to.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

VARIABLE = "NEWSLINT_CACHE_DIR"
"""Names the cache's folder; empty switches the cache off."""
KEPT = 30 * 86_400
"""Seconds after which a file of the cache is deleted: most are of packs or versions that have changed since."""
PATIENCE = 120
"""Seconds that a run waits for another one to make the same, before it makes it itself."""
SUFFIX = ".kept"
_EARLIER = ".packed"
"""What an earlier version, whose files are set otherwise, ends their names with."""
BUILT = "compiled"
"""The folder in an installed package of what was made when it was built, so that its first run need not."""
RESULTS = "results.sqlite"
"""What texts came to in earlier runs: see `linting.results`."""
_WRITABLE_BY_OTHERS = 0o022
CHECKSUM = 4
"""Bytes of a checksum: it stands before what is kept, against files that were cut off or have rotted."""
_LENGTH = 4
"""Bytes of the number behind it: how long what is kept is, without the data beside it."""

T = TypeVar("T")

tell: Callable[[str], None] = lambda said: None  # noqa: E731
"""Called with a sentence where a run has to wait for what the cache does not hold, or cannot keep it."""


def cache_folder() -> Path | None:
    """Where things are kept: the user's cache folder, or NEWSLINT_CACHE_DIR; None if it is switched off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    return _users_folder()


@cache
def _users_folder() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("newslint", appauthor=False)


def kept(key: str, kind: type[T]) -> T | None:
    """What was kept under a key, of the type it was kept as, or came with the package; None where there is nothing of
    use.

    What came with the package is trusted as its code is. A file in the user's folder is passed over that others can
    write, or that belongs to somebody else than the user or the system, or whose checksum is another one.
    """
    found = kept_with_data(key, kind)
    return found[0] if found else None


def kept_with_data(key: str, kind: type[T]) -> tuple[T, bytes] | None:
    """What was kept under a key, as `kept` tells it, and the data kept with it, which who takes them checks."""
    folder, built = cache_folder(), _built()
    found = _read(folder, key, kind, trusted=False) if folder else None  # it may have grown since
    return _read(built, key, kind, trusted=True) if found is None and built else found


def keeps() -> bool:
    """Whether anything is kept, or came with the package."""
    return cache_folder() is not None or _built() is not None


@cache
def _built() -> Path | None:
    folder = Path(__file__).parent / BUILT
    return folder if folder.is_dir() else None


def _read(folder: Path, key: str, kind: type[T], *, trusted: bool) -> tuple[T, bytes] | None:
    with suppress(OSError, msgspec.MsgspecError), (folder / f"{key}{SUFFIX}").open("rb", buffering=0) as stream:
        status = os.fstat(stream.fileno())
        if not trusted and sys.platform != "win32":
            if status.st_uid not in (os.geteuid(), 0) or status.st_mode & _WRITABLE_BY_OTHERS:
                return None
        summed, length = stream.read(CHECKSUM), stream.read(_LENGTH)
        value = stream.read(min(int.from_bytes(length, "little"), status.st_size))
        if trusted or checksum(value) == summed:
            return msgspec.msgpack.decode(value, type=kind), stream.readall()
    return None


def keep(key: str, value: object, data: bytes = b"", *, quick: bool = False) -> None:
    """Keep something under a key, if it can be: written beside and renamed, so that no run sees half a file.

    The first time that a run keeps something, what is old is cleared away. Takes what msgspec encodes, and large data
    beside it. That it cannot be kept is told, but not of what is `quick` to find out.
    """
    folder = cache_folder()
    if folder is None:
        return
    encoded = msgspec.msgpack.encode(value)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines((checksum(encoded), len(encoded).to_bytes(_LENGTH, "little"), encoded, data))
        os.chmod(name, 0o644)
        os.replace(name, folder / f"{key}{SUFFIX}")
    except OSError as error:
        if not quick:
            tell_once(
                f"the cache at {folder} cannot be written ({error.strerror}): every run makes anew what it would hold"
            )
        return
    _clear_once(folder)


@cache
def _clear_once(folder: Path) -> None:
    clear(older_than=KEPT)


def checksum(data: bytes) -> bytes:
    """What tells whether data were cut off or have rotted (CRC-32): so many bytes as `CHECKSUM` says."""
    return zlib.crc32(data).to_bytes(CHECKSUM, "little")


@contextmanager
def making(key: str) -> Iterator[None]:
    """Hold the lock of a key, so that of several runs that need the same one makes it and the others wait for it."""
    folder = cache_folder()
    if folder is None:
        yield
        return
    from filelock import FileLock, Timeout  # noqa: PLC0415  (needed where the cache holds nothing)

    lock = FileLock(folder / f"{key}.lock")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire(timeout=PATIENCE)
    except (OSError, Timeout):
        yield
        return
    try:
        yield
    finally:
        lock.release()


def clear(older_than: float = 0) -> int:
    """Delete what is kept and older than so many seconds; how many files that were."""
    folder, gone = cache_folder(), 0
    if folder is None or not folder.is_dir():
        return 0
    results = (f"{RESULTS}*",) if older_than == 0 else ()  # these grow old one by one
    for pattern in (f"*{SUFFIX}", f"*{_EARLIER}", "*.lock", "tmp*", *results):
        for old in folder.glob(pattern):
            with suppress(OSError):
                if old.stat().st_mtime <= time.time() - older_than:
                    old.unlink()
                    gone += 1
    return gone


@cache
def tell_once(said: str) -> None:
    """Tell something, but not again."""
    tell(said)
