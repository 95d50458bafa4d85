"""Digests: of files, and of the program itself. What is kept under one is never stale.

Files go by their names below a folder, so that a digest is the same wherever that folder stands: what was made when a
wheel was built is found where it is installed.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
import regex

from newslint.cache import keep, kept
from newslint.scan.engine import ENGINE

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time of change."""


@cache
def program() -> str:
    """A digest of the program's own code, of the Python that runs it, and of what it builds on."""
    return f"{code()} {_python()}"


@cache
def code(*rooms: str) -> str:
    """A digest of the program's own code, or of some rooms of it, and of what it builds on."""
    here = os.path.dirname(__file__)
    own = [file for room in rooms or ("",) for file in files_under(os.path.join(here, room)) if file.endswith(".py")]
    return digest(own, _libraries(), here)


def built_on() -> str:
    """The versions of the Python that runs the program, and of the libraries that it always needs."""
    return f"{_python()} {_libraries()}"


def files_under(folder: str) -> list[str]:
    """All files in a folder and the folders in it, sorted; in less time than pathlib takes."""
    return sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)


def digest(named: Iterable[str | Path], more: str = "", below: str | Path = "") -> str:
    """A digest of files, by content and by name below a folder, or whole name where they stand elsewhere.

    Several are read again only where one was written since.
    """
    paths = [str(file) for file in named]
    states = [
        (path, state.st_size, state.st_mtime_ns, state.st_ctime_ns) for path in paths for state in [os.stat(path)]
    ]
    settled = len(paths) > 1 and max(max(state[2:]) for state in states) < time.time_ns() - _SETTLED
    key = f"digest-{hashlib.sha256(f'{more}{states}'.encode()).hexdigest()}"
    found = kept(key, str) if settled else None
    if found is None:
        content = hashlib.sha256(more.encode())
        for path in paths:
            content.update(f"\0{_below(path, str(below))}\0".encode() + Path(path).read_bytes())
        found = content.hexdigest()
        if settled:
            keep(key, found, quick=True)
    return found


def _below(path: str, folder: str) -> str:
    if folder and path.startswith(os.path.join(folder, "")):
        return path[len(folder) :].replace(os.sep, "/").lstrip("/")
    return path


def _python() -> str:
    return f"{sys.implementation.name} {sys.version_info}"


def _libraries() -> str:
    return " ".join([ENGINE.name, *(vars(library)["__version__"] for library in (msgspec, regex))])
