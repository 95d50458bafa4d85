"""Discovery: from the paths that were named to the files that are read, in a fixed order.

A file that is named is read whatever it is called. In a folder the files that `include` names are read,
but for what `exclude` and .gitignore files leave out; `exclude` holds for named files too under
`force-exclude`. Links to folders are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import cache, lru_cache
from glob import glob, has_magic
from pathlib import Path
from re import IGNORECASE, Pattern, compile
from typing import Literal, NamedTuple

from newslint.errors import InputError
from newslint.settings.layers import Layers, Settings
from newslint.sources.gitignore import Ignored, ignored_above, ignored_in, is_ignored

STDIN = "-"
SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", ".tox", ".venv", "venv", "node_modules", "__pycache__"})
LOCK = ".#"
"""How the name of an editor's lock begins: a link to nothing that is no document."""


class Source(NamedTuple):
    """A file to read, under the name that reports give it, with the settings that hold for it."""

    path: str
    settings: Settings


class Excluded(NamedTuple):
    """A file or folder that is left out, and by what."""

    path: str
    by: Literal["settings", ".gitignore"]
    is_folder: bool = False


@cache
def _globs(patterns: tuple[str, ...], flags: int = 0) -> Pattern[str]:
    return compile("|".join(translate(pattern.rstrip("/")) for pattern in patterns) or "(?!)", flags)


@lru_cache(maxsize=1_000)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def _place(path: str) -> str:
    """Where a path leads to, links to folders resolved."""
    folder, name = os.path.split(path)
    return os.path.join(_real(os.path.join(os.getcwd(), folder)), name)


def _from(root: str, path: str) -> str:
    """A path from a folder, links to folders resolved, with slashes."""
    return os.path.relpath(_place(path), root).replace(os.sep, "/")


def matches(path: str, patterns: Sequence[str], root: str) -> bool:
    """Whether a path is named by one of the globs: by its name, or by its path from `root`, or by a folder on it."""
    if not patterns:
        return False
    wanted = _globs(tuple(patterns))
    parts = _from(root, path).split("/")
    prefixes = ("/".join(parts[: at + 1]) for at in range(len(parts)))
    return any(wanted.match(part) for part in parts) or any(wanted.match(prefix) for prefix in prefixes)


def included(path: str, settings: Settings) -> bool:
    """Whether `include` names a file: by its name in any case, or by its path from `root`."""
    name = os.path.basename(path)
    if _globs(settings.include, IGNORECASE).match(name):
        return True
    by_path = tuple(pattern for pattern in settings.include if "/" in pattern)
    return bool(by_path) and _globs(by_path).match(_from(settings.root, path)) is not None


def discover(paths: Sequence[str], layers: Layers) -> Iterator[Source | Excluded | InputError]:
    """The files to read, each once, in the order of `paths` and by name within a folder.

    What cannot be read is an InputError in its place, never silence; `Excluded` is a named file that
    settings leave out under `force-exclude`.
    """
    seen: set[str] = set()
    for named in paths:
        for found in _named(named, layers):
            key = _place(found.path)
            key = os.path.realpath(key) if os.path.islink(key) else key
            if key not in seen or isinstance(found, InputError):
                seen.add(key)
                yield found


def _named(named: str, layers: Layers) -> Iterator[Source | Excluded | InputError]:
    if os.path.isdir(named):
        yield from _folder(named, layers)
    elif os.path.exists(named):
        settings = layers.of(Path(os.path.realpath(os.path.dirname(named))))
        if settings.force_exclude and matches(named, settings.exclude, settings.root):
            yield Excluded(named, "settings")
        else:
            yield Source(named, settings)
    elif os.path.islink(named):
        yield InputError(named, "a link to nothing, or to itself")
    elif has_magic(named):
        found = sorted(glob(named, recursive=True))
        if not found:
            yield InputError(named, "no file matches this glob")
        for match in found:
            yield from _named(match, layers)
    else:
        yield InputError(named, "no such file or folder")


def _folder(named: str, layers: Layers) -> Iterator[Source | InputError]:
    """What is to be read in a folder that was named; where that is nothing, an InputError that says why."""
    real = os.path.realpath(named)
    settings = layers.of(Path(real))
    left_out: list[Excluded] = []
    empty = True
    for found in _walk(named, real, layers, ignored_above(real) if settings.respect_gitignore else []):
        if isinstance(found, Excluded):
            left_out.append(found)
        else:
            empty = False
            yield found
    if empty:
        reasons = [
            *_counted([found for found in left_out if found.by == "settings"], "settings exclude"),
            *_counted([found for found in left_out if found.by == ".gitignore"], ".gitignore leaves out"),
        ]
        what = ", ".join(reasons) or f"no file named {' or '.join(settings.include)}; name the files, or set `include`"
        yield InputError(named, f"nothing to read in this folder: {what}")


def _counted(left_out: Sequence[Excluded], verb: str) -> Iterator[str]:
    folders = sum(found.is_folder for found in left_out)
    counts = [(len(left_out) - folders, "file"), (folders, "folder")]
    if named := " and ".join(f"{count} {noun}{'s' if count != 1 else ''}" for count, noun in counts if count):
        yield f"{verb} {named}"


def _walk(folder: str, real: str, layers: Layers, ignored: Ignored) -> Iterator[Source | Excluded | InputError]:
    """What is in a folder and below; `real` is its path without links."""
    settings = layers.of(Path(real))
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(folder, f"folder cannot be read: {error.strerror}")
        return
    if settings.respect_gitignore and any(entry.name == ".gitignore" for entry in entries):
        ignored = [*ignored, *ignored_in(real)]
    for entry in entries:
        place = os.path.join(real, entry.name)
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name in SKIPPED_FOLDERS if is_folder else not included(place, settings):
            continue
        if matches(place, settings.exclude, settings.root):
            yield Excluded(entry.path, "settings", is_folder)
        elif settings.respect_gitignore and ignored and is_ignored(place, is_folder, ignored):
            yield Excluded(entry.path, ".gitignore", is_folder)
        elif is_folder:
            yield from _walk(entry.path, place, layers, ignored)
        elif entry.is_symlink() and not os.path.exists(place):
            if not entry.name.startswith(LOCK):
                yield InputError(entry.path, "a link to nothing, or to itself")
        elif entry.is_file():
            yield Source(entry.path, settings)
