"""What discovery finds: files to read, and what is left out, by whom."""

from __future__ import annotations

from typing import NamedTuple

from newslint.errors import InputError
from newslint.settings.keys import Settings


class Source(NamedTuple):
    """A file to read, under the name that reports give it, with the settings that hold for it."""

    path: str
    settings: Settings


class Excluded(NamedTuple):
    """A file or folder that settings leave out."""

    path: str
    is_folder: bool = False


class Hidden(NamedTuple):
    """A file or folder that git is told to ignore."""

    path: str
    is_folder: bool = False


class Stray(NamedTuple):
    """A settings file among the documents, which is not obeyed."""

    path: str


Found = Source | Excluded | Hidden | Stray | InputError
