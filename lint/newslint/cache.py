"""The cache of what is costly to make: packs as read, databases of regexes. Keyed on content, so never stale.

The cache may be deleted at any time; whatever is wrong with it, all is made anew, and a run that cannot write it
goes on without. It holds plain data with a checksum: no code of Python, though what regexes and scans were compiled to.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec
import regex

from newslint.scan.engine import ENGINE

VARIABLE = "NEWSLINT_CACHE_DIR"
"""Names the cache's folder; empty switches the cache off."""
KEPT = 30 * 86_400
"""Seconds after which a file of the cache is deleted: most are of packs or versions that have changed since."""
PATIENCE = 120
"""Seconds that a run waits for another one to make the same, before it makes it itself."""
SUFFIX = ".packed"
RESULTS = "results.sqlite"
"""What texts came to in earlier runs: see `linting.results`."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time of change."""
_WRITABLE_BY_OTHERS = 0o022
_CHECKSUM = 4
"""Bytes of the checksum before what is kept: against files that were cut off or have rotted."""

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
    """What was kept under a key, of the type it was kept as; None where there is nothing of use.

    A file is passed over that others can write, or that belongs to somebody else than the user or the system.
    """
    folder = cache_folder()
    if folder is None:
        return None
    with suppress(OSError, msgspec.MsgspecError), (folder / f"{key}{SUFFIX}").open("rb") as stream:
        if sys.platform != "win32":
            status = os.fstat(stream.fileno())
            if status.st_uid not in (os.geteuid(), 0) or status.st_mode & _WRITABLE_BY_OTHERS:
                return None
        data = stream.read()
        body = memoryview(data)[_CHECKSUM:]
        if _checksum(body) == data[:_CHECKSUM]:
            return msgspec.msgpack.decode(body, type=kind)
    return None


def keep(key: str, value: object) -> None:
    """Keep something under a key, if it can be: written beside and renamed, so that no run sees half a file.

    The first time that a run keeps something, what is old is cleared away. Takes what msgspec encodes.
    """
    folder = cache_folder()
    if folder is None:
        return
    data = msgspec.msgpack.encode(value)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(_checksum(data) + data)
        os.chmod(name, 0o644)
        os.replace(name, folder / f"{key}{SUFFIX}")
    except OSError as error:
        tell_once(f"the cache at {folder} cannot be written ({error.strerror}): every run has to compile its rules")
        return
    _clear_once(folder)


@cache
def _clear_once(folder: Path) -> None:
    clear(older_than=KEPT)


def _checksum(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECKSUM, "little")


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
    for pattern in (f"*{SUFFIX}", "*.lock", "tmp*", *results):
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


@cache
def program(*rooms: str) -> str:
    """A digest of the program's own code, or of some rooms of it, of the Python that runs it, and what it builds on."""
    here = str(files("newslint"))
    own = [file for room in rooms or ("",) for file in files_under(os.path.join(here, room)) if file.endswith(".py")]
    return digest(own, built_on())


def files_under(folder: str) -> list[str]:
    """All files in a folder and the folders in it, sorted; in less time than pathlib takes."""
    return sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)


def built_on() -> str:
    """The versions of the Python that runs the program, and of the libraries that it always needs."""
    return " ".join([sys.version, ENGINE.name, *(vars(library)["__version__"] for library in (msgspec, regex))])


def digest(files: Iterable[str | Path], more: str = "") -> str:
    """A digest of files, by name and content. Several are read again only where one was written since."""
    named = list(files)
    states = [
        (str(file), state.st_size, state.st_mtime_ns, state.st_ctime_ns) for file in named for state in [os.stat(file)]
    ]
    settled = len(named) > 1 and max(max(state[2:]) for state in states) < time.time_ns() - _SETTLED
    key = hashlib.sha256(f"{more}{states}".encode()).hexdigest()
    found = kept(key, str) if settled else None
    if found is None:
        content = hashlib.sha256(more.encode())
        for file in named:
            content.update(f"\0{file}\0".encode() + Path(file).read_bytes())
        found = content.hexdigest()
        if settled:
            keep(key, found)
    return found
