"""Where settings are looked for: at or above the folder that the command is run in, and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from newslint.errors import SettingsError
from newslint.settings import toml

FILES = (".newslint.toml", "newslint.toml", "pyproject.toml")
SECTION = ("tool", "newslint")
"""Where settings stand in pyproject.toml."""
_TABLE = re.compile(rb"\[\s*tool\s*\.\s*newslint\b")
_WRITABLE_BY_ANYONE = 0o002


def working_folder() -> Path:
    """The folder that the command is run in. Raises SettingsError where it is gone."""
    try:
        return Path(os.path.realpath(os.getcwd()))
    except OSError as error:
        raise SettingsError(f"the folder that newslint is run in cannot be read: {error.strerror}") from None


def reach(folder: Path) -> Iterator[Path]:
    """A folder and those above it, up to the top of its git checkout or to the home folder."""
    home = Path(os.path.realpath(os.path.expanduser("~")))
    for parent in (folder, *folder.parents):
        yield parent
        if parent == home or os.path.lexists(parent / ".git"):
            return


def nearest(folder: Path) -> Path | None:
    """The settings file that holds for a run in a folder, or None. Raises SettingsError."""
    for parent in reach(folder):
        for name in FILES:
            file = parent / name
            if os.path.isfile(file) and (name != "pyproject.toml" or has_table(file)):
                return file
    return None


def has_table(file: Path) -> bool:
    """Whether a pyproject.toml has our table, if an empty one. Raises SettingsError."""
    tool = toml.read(file)[0].get(SECTION[0])
    return isinstance(tool, dict) and SECTION[1] in tool


def check_owner(file: Path) -> None:
    """Raise SettingsError for a settings file that another user owns, where anyone could have put or changed it."""
    if not hasattr(os, "geteuid"):
        return
    try:
        statuses = os.stat(file), os.lstat(file)
        open_to_all = (statuses[0].st_mode | os.stat(file.parent).st_mode) & _WRITABLE_BY_ANYONE
    except OSError:
        return  # reading it will say so
    if open_to_all and any(status.st_uid != os.geteuid() for status in statuses):
        raise SettingsError(
            f"{file}: not obeyed, since another user owns it and anyone can write there; see --isolated"
        )


def strays(folder: str) -> Iterator[str]:
    """The settings files of a folder, by name."""
    for name in FILES:
        file = os.path.join(folder, name)
        if os.path.isfile(file) and (name != "pyproject.toml" or _mentions(file)):
            yield name


def _mentions(file: str) -> bool:
    """Whether a pyproject.toml that nobody vouches for has our table: by a look at its text."""
    try:
        with open(file, "rb") as stream:
            return _TABLE.search(stream.read(100_000)) is not None
    except OSError:
        return False
