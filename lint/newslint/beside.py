"""Files written beside the one whose place they take when they are whole, and what killed runs have left of them."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from glob import escape
from pathlib import Path


def beside(target: Path) -> Path:
    """Where this process writes what shall take the place of a file."""
    return target.with_name(f".{target.name}.{os.getpid()}")


def sweep(target: Path) -> None:
    """Remove what runs that were killed have left beside a file."""
    for left in target.parent.glob(f".{escape(target.name)}.*"):
        _clear(left, left.name.rpartition(".")[2])


OWN = f".newslint-{os.getpid()}"
"""How the name of a file ends that this process writes beside another one for a moment."""


@cache
def sweep_folder(folder: Path) -> None:
    """Remove, once, what runs that were killed have left beside files of a folder."""
    with suppress(OSError):
        for left in folder.glob(".*.newslint-*"):
            _clear(left, left.name.rpartition("-")[2])


def _clear(left: Path, process: str) -> None:
    """Remove what a process has written beside a file, unless it is at it."""
    if process.isdigit() and not _runs(int(process)):
        with suppress(OSError):
            left.unlink()


def _runs(process: int) -> bool:
    """Whether a process is there; so it is taken to be where that cannot be asked."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
