"""Settings: one file a run, what it says of some of the documents, and the command line over both.

`newslint.toml`, `.newslint.toml` and `[tool.newslint]` of `pyproject.toml` hold the same keys. The nearest file at or
above the working folder holds as a whole, or the one that is named; files among the documents are not obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from newslint.settings import toml
from newslint.settings.find import nearest, working_folder
from newslint.settings.globs import matches_place, place
from newslint.settings.keys import OverrideKeys, Settings, SettingsKeys, is_url
from newslint.settings.read import read_settings

ADDED = ("rules", "exclude", "per_file_ignores", "severity")
"""What the command line, or a caller, adds to; it replaces every other setting."""
REPLACED = ("select", "extend_select", "ignore", "extend_ignore", "language", "encoding")
"""What an override sets in place of the file's own."""


class Layers:
    """The settings of a run and of each document: `config` or the nearest file, under the command line's.

    `isolated` leaves every file aside. `given` are the command line's own settings, by field name.
    """

    def __init__(self, given: Mapping[str, Any], config: Path | None = None, *, isolated: bool = False) -> None:
        self._given = given
        self._config = config
        self._isolated = isolated
        self._applied: dict[tuple[int, ...], Settings] = {}

    @cached_property
    def run(self) -> Settings:
        """What holds for the run as a whole, and for documents that no override names. Raises SettingsError."""
        return self._with(())

    @property
    def chosen(self) -> bool:
        """Whether the user has said which settings file to use, or none."""
        return self._isolated or self._config is not None

    @property
    def isolated(self) -> bool:
        """Whether every file is left aside."""
        return self._isolated

    def of(self, path: str) -> Settings:
        """The settings for a document. The same overrides give the same object."""
        return self.of_place(place(path)) if self.run.overrides else self.run

    def of_place(self, real: str) -> Settings:
        """`of` for a path in which no folder is a link."""
        parts = enumerate(self.run.overrides)
        return self._with(tuple(at for at, part in parts if matches_place(real, part.files, self.run.root)))

    def each(self) -> Iterator[Settings]:
        """The settings of the run, then those with each override alone: what has to be in order before a run."""
        yield self.run
        for at in range(len(self.run.overrides)):
            yield self._with((at,))

    @cached_property
    def _file(self) -> Settings:
        here = working_folder()
        file = self._config and here / self._config
        if file is None and not self._isolated:
            file = nearest(here)
        return read_settings(file) if file else Settings(root=str(here))

    def _with(self, applied: tuple[int, ...]) -> Settings:
        """The settings of the file with some of its overrides, and the command line's over them."""
        if applied not in self._applied:
            settings = msgspec.structs.replace(self._file, applied=applied)
            for at in applied:
                settings = _overridden(settings, settings.overrides[at], settings.lines.get(f"overrides.{at}"))
            self._applied[applied] = _under(settings, self._given)
        return self._applied[applied]


def _overridden(settings: Settings, part: OverrideKeys, line: str | None) -> Settings:
    said = {key: value for key in REPLACED if (value := getattr(part, key)) is not None}
    if part.severity:
        said["severity"] = {**settings.severity, **part.severity}
    lines = {**settings.lines, **dict.fromkeys(said, line)} if line else settings.lines
    return msgspec.structs.replace(settings, **said, lines=lines)


def _under(settings: Settings, given: Mapping[str, Any]) -> Settings:
    """Settings of a file, under the command line's."""
    merged = dict(given)
    if merged.get("languagetool") is True and is_url(settings.server):
        merged["languagetool"] = settings.server  # switched on where the file says
    for key in ("rules", "exclude"):
        if key in merged:
            merged[key] = (*getattr(settings, key), *merged[key])
    for key in ("per_file_ignores", "severity"):
        if key in merged:
            merged[key] = {**getattr(settings, key), **merged[key]}
    lines = {key: place for key, place in settings.lines.items() if key not in merged or key in ADDED}
    return msgspec.structs.replace(settings, **merged, lines=lines)


def shown(settings: Settings) -> str:
    """Settings as TOML that a settings file can hold. What `extend` brought in is written out."""
    keys = [field for field in msgspec.structs.fields(SettingsKeys) if field.name != "extend"]
    written = toml.written({field.encode_name: msgspec.to_builtins(getattr(settings, field.name)) for field in keys})
    return f"# from {settings.source or 'the defaults'}; globs start from {settings.root}\n{written}"
