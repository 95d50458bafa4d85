"""Globs of settings: which files a list of them names, seen from the folder of the settings file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fnmatch import translate
from functools import cache, lru_cache
from re import IGNORECASE, Pattern, compile


@cache
def _globs(patterns: tuple[str, ...], flags: int = 0) -> Pattern[str]:
    return compile("|".join(translate(pattern.rstrip("/")) for pattern in patterns) or "(?!)", flags)


@lru_cache(maxsize=1_000)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def place(path: str) -> str:
    """Where a path leads to, links to folders resolved."""
    folder, name = os.path.split(path)
    return os.path.join(_real(os.path.abspath(folder)), name)


def named(path: str, root: str) -> str:
    """A path as files beside the settings name it: from their folder, with slashes."""
    return _from(root, place(path))


def matches(path: str, patterns: Sequence[str], root: str) -> bool:
    """Whether a path is named by one of the globs: by its name, or by its path from `root`, or by a folder on it."""
    return bool(patterns) and matches_place(place(path), patterns, root)


def matches_place(real: str, patterns: Sequence[str], root: str) -> bool:
    """`matches` for a path in which no folder is a link."""
    if not patterns:
        return False
    wanted = _globs(tuple(patterns))
    relative = _from(root, real)
    if any(wanted.match(part) for part in relative.split("/")) or wanted.match(relative):
        return True
    return any(wanted.match(relative[:at]) for at, char in enumerate(relative) if char == "/")


def included(real: str, patterns: tuple[str, ...], root: str) -> bool:
    """Whether `include` names a file: by its name in any case, or by its path from `root`."""
    if _globs(patterns, IGNORECASE).match(os.path.basename(real)):
        return True
    by_path = tuple(pattern for pattern in patterns if "/" in pattern)
    return bool(by_path) and _globs(by_path).match(_from(root, real)) is not None


def _from(root: str, real: str) -> str:
    """A path from a folder, with slashes."""
    return os.path.relpath(real, root).replace(os.sep, "/")
