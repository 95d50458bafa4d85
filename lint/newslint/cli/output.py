"""Where a report goes, and in which format."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copymode
from typing import TextIO

from newslint.beside import beside, sweep
from newslint.errors import OutputError, SettingsError
from newslint.report import FORMATS, STATISTICS
from newslint.settings.keys import Settings


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes the place of the last report when the run has ended.

    It is written beside: a run that breaks off leaves the last report as it was. What is no file (a pipe, a
    device) is written at once. Raises SettingsError where it cannot be written.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    device = path.exists() and not path.is_file()
    target = path if device else Path(os.path.realpath(path))
    written = target if device else beside(target)
    if not device:
        sweep(target)
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(0, "Permission denied")
        stream = written.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with _told(path), stream:
            yield stream
        if not device:
            if target.exists():
                copymode(target, written)
            written.replace(target)
    finally:
        if not device:
            with suppress(FileNotFoundError):
                written.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Makes a full disk or a vanished reader an error of the output file."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None


def check_target(path: Path | None, documents: Sequence[str]) -> None:
    """Raise SettingsError where a report would overwrite one of the documents."""
    if path is None or not path.is_file():
        return
    target = os.path.realpath(path)
    for document in documents:
        if os.path.realpath(document) == target or os.path.samefile(document, target):
            raise SettingsError(f"-o {path}: is one of the documents; give the report another name")


def format_of(settings: Settings, *, statistics: bool, by_file: bool = False) -> str:
    """The format asked for, else GitHub's within GitHub Actions, else `full`.

    With `statistics`, that of the counts, by rule or by file. Raises SettingsError for a format that does not exist,
    or has no counts.
    """
    chosen = settings.output_format
    if chosen is None:
        chosen = "github" if os.environ.get("GITHUB_ACTIONS") == "true" and not statistics else "full"
    place = settings.place("output_format")
    if chosen not in FORMATS:
        raise SettingsError(f"unknown format `{chosen}` in {place}; known: {', '.join(FORMATS)}")
    if statistics and chosen not in STATISTICS:
        raise SettingsError(f"no --statistics as `{chosen}`; {place} can be {', '.join(STATISTICS)} with them")
    counted = STATISTICS.get(chosen, chosen) if statistics else chosen
    return counted.replace("statistics", "files") if by_file else counted
