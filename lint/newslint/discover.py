"""Discovery: from the paths that were named to the files that are read, in a fixed order.

A file that is named is read whatever it is called. In a folder the files that `include` names are read,
but for what `exclude` and .gitignore files leave out; `exclude` holds for named files too under
`force-exclude`. Links to folders are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import cache
from glob import glob, has_magic
from pathlib import Path
from re import Pattern, compile
from typing import TYPE_CHECKING, NamedTuple

from newslint.errors import InputError
from newslint.settings import Layers, Settings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", ".tox", ".venv", "venv", "node_modules", "__pycache__"})


class Source(NamedTuple):
    """A file to read, under the name that reports give it, with the settings that hold for it."""

    path: str
    settings: Settings


class Excluded(NamedTuple):
    """A named file that settings exclude."""

    path: str


@cache
def _globs(patterns: tuple[str, ...]) -> Pattern[str]:
    return compile("|".join(translate(pattern) for pattern in patterns) or "(?!)")


def matches(path: str, patterns: Sequence[str], root: str) -> bool:
    """Whether a path is named by one of the globs: by its name, or by its path from `root`, or by a folder on it."""
    if not patterns:
        return False
    relative = os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")
    wanted = _globs(tuple(pattern.rstrip("/") for pattern in patterns))
    parts = relative.split("/")
    prefixes = ("/".join(parts[: at + 1]) for at in range(len(parts)))
    return any(wanted.match(part) for part in parts) or any(wanted.match(prefix) for prefix in prefixes)


def discover(paths: Sequence[str], layers: Layers) -> Iterator[Source | Excluded | InputError]:
    """The files to read, each once, in the order of `paths` and by name within a folder.

    What cannot be read is an InputError in its place, never silence.
    """
    seen: set[str] = set()
    for named in paths:
        for found in _named(named, layers):
            path = str(found.path)
            key = os.path.realpath(path)
            if key not in seen or isinstance(found, InputError):
                seen.add(key)
                yield found


def _named(named: str, layers: Layers) -> Iterator[Source | Excluded | InputError]:
    path = Path(named)
    if path.is_dir():
        before = None
        for before in _walk(named, layers, _ignored_above(path)):
            yield before
        if before is None:
            settings = layers.of(path.resolve())
            yield InputError(
                named,
                f"nothing to read in this folder: no file named {' or '.join(settings.include)}; "
                "name the files, or set `include`",
            )
    elif path.exists():
        settings = layers.of(path.resolve().parent)
        if settings.force_exclude and matches(named, settings.exclude, settings.root):
            yield Excluded(named)
        else:
            yield Source(named, settings)
    elif has_magic(named):
        found = sorted(glob(named, recursive=True))
        if not found:
            yield InputError(named, "no file matches this glob")
        for match in found:
            yield from _named(match, layers)
    else:
        yield InputError(named, "no such file or folder")


def _walk(folder: str, layers: Layers, ignored: list[tuple[str, GitIgnoreSpec]]) -> Iterator[Source | InputError]:
    settings = layers.of(Path(folder).resolve())
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(folder, f"folder cannot be read: {error.strerror}")
        return
    if settings.respect_gitignore and any(entry.name == ".gitignore" for entry in entries):
        ignored = [*ignored, *_gitignore(folder)]
    included = _globs(tuple(settings.include))
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if (is_folder and entry.name in SKIPPED_FOLDERS) or (not is_folder and not included.match(entry.name)):
            continue
        if settings.exclude and matches(entry.path, settings.exclude, settings.root):
            continue
        if settings.respect_gitignore and ignored and _is_ignored(entry.path, is_folder, ignored):
            continue
        if is_folder:
            yield from _walk(entry.path, layers, ignored)
        elif entry.is_file():
            yield Source(entry.path, settings)


def _ignored_above(folder: Path) -> list[tuple[str, GitIgnoreSpec]]:
    """The .gitignore files of the folders above, up to the top of the checkout; none outside a checkout."""
    folder = folder.resolve()
    above: list[Path] = []
    for parent in (folder, *folder.parents):
        if parent != folder:
            above.insert(0, parent)
        if (parent / ".git").exists():
            return [found for parent in above for found in _gitignore(str(parent))]
    return []


def _gitignore(folder: str) -> list[tuple[str, GitIgnoreSpec]]:
    file = Path(folder, ".gitignore")
    if not file.is_file():
        return []
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (slow to import, needed in checkouts only)

    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(os.path.realpath(folder), GitIgnoreSpec.from_lines(lines))]


def _is_ignored(path: str, is_folder: bool, ignored: list[tuple[str, GitIgnoreSpec]]) -> bool:
    absolute = os.path.abspath(path)
    for root, spec in reversed(ignored):
        relative = os.path.relpath(absolute, root).replace(os.sep, "/") + ("/" if is_folder else "")
        verdict = spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False
