"""What git ignores: what .gitignore files of a checkout and its `info/exclude` say. Elsewhere they say nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from newslint.errors import InputError
from newslint.reading import SMALL, read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

NAME = ".gitignore"
Ignored = list[tuple[str, "GitIgnoreSpec"]]
"""Folders, outermost first, each with what its .gitignore says."""


def top_of(folder: str) -> str | None:
    """The top of the checkout that a folder, given without links, is in; None where it is in none."""
    return next((str(parent) for parent in (Path(folder), *Path(folder).parents) if _is_top(parent)), None)


def ignored_above(folder: str, top: str) -> Iterator[tuple[str, GitIgnoreSpec] | InputError]:
    """What `info/exclude` and the .gitignore files of the folders above say, from the top of the checkout."""
    yield from _read(top, os.path.join(_git_folder(top), "info", "exclude"))
    between = [str(parent) for parent in Path(folder).parents if parent.is_relative_to(top)]
    for parent in reversed(between):
        yield from ignored_in(parent)


def ignored_in(folder: str) -> Iterator[tuple[str, GitIgnoreSpec] | InputError]:
    """What the .gitignore file of a folder says. A line that is no pattern is told, and the others hold."""
    yield from _read(folder, os.path.join(folder, NAME))


def is_ignored(path: str, is_folder: bool, ignored: Ignored) -> bool:
    """Whether a path without links is left out: the innermost file that speaks of it decides."""
    for root, spec in reversed(ignored):
        relative = os.path.relpath(path, root).replace(os.sep, "/") + ("/" if is_folder else "")
        verdict = spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False


def _is_top(folder: Path) -> bool:
    return os.path.lexists(folder / ".git")


def _git_folder(top: str) -> str:
    """Where git keeps what all worktrees of a checkout share."""
    git = os.path.join(top, ".git")
    if not os.path.isfile(git):
        return git
    try:
        said = read_file(git, SMALL).decode("utf-8", "replace").partition("gitdir:")[2].strip()
        own = os.path.join(top, said)
        common = read_file(os.path.join(own, "commondir"), SMALL).decode("utf-8", "replace").strip()
    except OSError:
        return git
    return os.path.join(own, common)


def _read(root: str, file: str) -> Iterator[tuple[str, GitIgnoreSpec] | InputError]:
    if not os.path.lexists(file):
        return
    try:
        lines = read_file(file, SMALL).decode("utf-8", "replace").splitlines()
    except OSError as error:
        yield InputError(file, f"cannot be read: {error.strerror}")
        return
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (slow to import, needed in checkouts only)

    patterns: list[GitIgnoreSpecPattern] = []
    for number, line in enumerate(lines, 1):
        try:
            patterns.append(_pattern(line))
        except Exception:  # what the library makes of a wrong line differs between its versions
            yield InputError(file, f"line {number} is no pattern, and is passed over")
    try:
        yield root, GitIgnoreSpec(patterns)
    except Exception as error:  # too much for the library
        yield InputError(file, f"cannot be obeyed: {type(error).__name__}")


def _pattern(line: str) -> GitIgnoreSpecPattern:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern  # noqa: PLC0415

    return GitIgnoreSpecPattern(line)
