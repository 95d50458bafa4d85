"""Folders: what is to be read in one and below, in the order of names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newslint.errors import InputError
from newslint.reading import what
from newslint.settings.globs import included, matches_place
from newslint.settings.layers import Layers
from newslint.sources.found import Excluded, Found, Hidden, Source
from newslint.sources.gitignore import NAME, Ignored, ignored_above, ignored_in, is_ignored, top_of
from newslint.sources.strays import Strays

SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", ".tox", ".venv", "venv", "node_modules", "__pycache__"})
LOCK = ".#"
"""How the name of an editor's lock begins: a link to nothing that is no document."""


class _Folder(NamedTuple):
    """A folder that is being read: its path without links, what is left of its entries, and git's ignores for them."""

    real: str
    entries: Iterator[os.DirEntry[str]]
    ignored: Ignored


class Walk:
    """Reads folders. It keeps its own place, so that no depth of folders is too deep for Python."""

    def __init__(self, layers: Layers, strays: Strays) -> None:
        self._layers = layers
        self._settings = layers.run
        self._strays = strays
        self._open: list[_Folder] = []
        self._in_checkout = False

    def folder(self, named: str) -> Iterator[tuple[Found, str]]:
        """What a folder that was named holds, each with its path without links.

        Where nothing is to be read in it, an InputError that says why comes last.
        """
        real = os.path.realpath(named)
        ignored: Ignored = []
        top = top_of(real) if self._settings.respect_gitignore else None
        self._in_checkout = top is not None
        for found in ignored_above(real, top) if top is not None else ():
            if isinstance(found, InputError):
                yield found, found.path
            else:
                ignored.append(found)
        left_out: list[Excluded | Hidden] = []
        empty = True
        for item, place in self._walk(named, real, ignored):
            if isinstance(item, Excluded | Hidden):
                left_out.append(item)
            empty = empty and not isinstance(item, Source | InputError)
            yield item, place
        if empty:
            reasons = [
                *_counted([found for found in left_out if isinstance(found, Excluded)], "settings exclude"),
                *_counted([found for found in left_out if isinstance(found, Hidden)], ".gitignore leaves out"),
            ]
            names = " or ".join(self._settings.include)
            reason = ", ".join(reasons) or f"no file named {names}; name the files, or set `include`"
            yield InputError(named, f"nothing to read in this folder: {reason}"), real

    def _walk(self, named: str, real: str, ignored: Ignored) -> Iterator[tuple[Found, str]]:
        yield from self._enter(named, real, ignored)
        while self._open:
            folder = self._open[-1]
            entry = next(folder.entries, None)
            if entry is None:
                self._open.pop()
                continue
            place = os.path.join(folder.real, entry.name)
            try:
                yield from self._entry(entry, place, folder.ignored)
            except OSError as error:
                yield InputError(entry.path, f"cannot be read: {error.strerror}"), place

    def _enter(self, path: str, real: str, ignored: Ignored) -> Iterator[tuple[Found, str]]:
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield InputError(path, f"folder cannot be read: {error.strerror}"), real
            return
        for stray in self._strays.of(real):
            yield stray, os.path.join(real, stray.path)
        if self._in_checkout and any(entry.name == NAME for entry in entries):
            ignored = list(ignored)
            for said in ignored_in(real):
                if isinstance(said, InputError):
                    yield InputError(os.path.join(path, NAME), said.reason), said.path
                else:
                    ignored.append(said)
        self._open.append(_Folder(real, iter(entries), ignored))

    def _entry(self, entry: os.DirEntry[str], place: str, ignored: Ignored) -> Iterator[tuple[Found, str]]:
        settings = self._settings
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name in SKIPPED_FOLDERS if is_folder else not included(place, settings.include, settings.root):
            return
        if matches_place(place, settings.exclude, settings.root):
            yield Excluded(entry.path, is_folder), place
        elif ignored and is_ignored(place, is_folder, ignored):
            yield Hidden(entry.path, is_folder), place
        elif is_folder:
            yield from self._enter(entry.path, place, ignored)
        elif entry.is_symlink() and not os.path.exists(place):
            if not entry.name.startswith(LOCK):
                yield InputError(entry.path, "a link to nothing, or to itself"), place
        elif entry.is_file():
            yield Source(entry.path, self._layers.of_place(place)), place
        elif not entry.is_dir():  # links to folders are not followed
            yield InputError(entry.path, f"{what(os.stat(place).st_mode)}, not a file"), place


def _counted(left_out: Sequence[Excluded | Hidden], verb: str) -> Iterator[str]:
    if left_out:
        yield f"{verb} {counts(left_out)}"


def counts(left_out: Sequence[Excluded | Hidden]) -> str:
    """How many files and folders are left out, in words."""
    folders = sum(found.is_folder for found in left_out)
    numbers = [(len(left_out) - folders, "file"), (folders, "folder")]
    return " and ".join(f"{count} {noun}{'s' if count != 1 else ''}" for count, noun in numbers if count)
