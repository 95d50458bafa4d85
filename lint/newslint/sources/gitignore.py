"""What .gitignore files leave out: those of the folders that are read and of the checkout above them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Ignored = list[tuple[str, "GitIgnoreSpec"]]
"""Folders, outermost first, each with what its .gitignore says."""


def ignored_above(folder: str) -> Ignored:
    """The .gitignore files of the folders above, up to the top of the checkout; none outside a checkout."""
    above: list[Path] = []
    for parent in (Path(folder), *Path(folder).parents):
        if parent != Path(folder):
            above.insert(0, parent)
        if (parent / ".git").exists():
            return [found for parent in above for found in ignored_in(str(parent))]
    return []


def ignored_in(folder: str) -> Ignored:
    """The .gitignore file of a folder; nothing where there is none that can be read."""
    try:
        lines = Path(folder, ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (slow to import, needed in checkouts only)

    return [(folder, GitIgnoreSpec.from_lines(lines))]


def is_ignored(path: str, is_folder: bool, ignored: Ignored) -> bool:
    """Whether a path without links is left out: the innermost file that speaks of it decides."""
    for root, spec in reversed(ignored):
        relative = os.path.relpath(path, root).replace(os.sep, "/") + ("/" if is_folder else "")
        verdict = spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False
