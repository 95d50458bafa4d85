"""A unified diff of a document, as `patch` and `git apply` take it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff as compare

NO_END = "\\ No newline at end of file\n"


def unified_diff(old: str, new: str, path: str) -> Iterator[str]:
    """The lines of a diff from one text to another, each with its line end. A line ends at LF and nowhere else."""
    for line in compare(_lines(old), _lines(new), path, path):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield NO_END


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
