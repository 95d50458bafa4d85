"""Settings: read from the nearest file above each document, completed by the command line.

`newslint.toml`, `.newslint.toml` and `[tool.newslint]` of `pyproject.toml` hold the same keys. The nearest
file wins as a whole; `extend` names one to build on. Options of the command line come last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from newslint.errors import SettingsError
from newslint.rule.declaration import Grade
from newslint.settings import toml

FILES = (".newslint.toml", "newslint.toml", "pyproject.toml")
TEXT_FILES = ("*.txt", "*.text", "*.md", "*.markdown")
SECTION = ("tool", "newslint")
"""Where settings stand in pyproject.toml."""
ADDED = ("rules", "exclude", "per_file_ignores")
"""What the command line adds to; it replaces every other setting."""

FailOn = Literal["error", "warning", "info", "never"]


class SettingsKeys(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a settings file may say, with the defaults."""

    select: tuple[str, ...] = ("ALL",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    severity: dict[str, Grade] = {}
    rules: tuple[str, ...] = ()
    include: tuple[str, ...] = TEXT_FILES
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    force_exclude: bool = False
    preview: bool = False
    encoding: str | None = None
    languagetool: bool | str = False
    fail_on: FailOn = "warning"
    output_format: str | None = None
    extend: str | None = None


class Settings(SettingsKeys, frozen=True, kw_only=True):
    """Every setting, and where it comes from.

    `root` is the folder that the file's paths and globs start from, `source` the file; `lines` tells, by
    field name, where a setting is written: `FILE:LINE`.
    """

    root: str = "."
    source: str = "the defaults"
    lines: dict[str, str] = {}

    def place(self, field: str) -> str:
        """A setting as a message names it, with the place where a file sets it."""
        name = f"`{field.replace('_', '-')}`"
        return f"{name} of {self.lines[field]}" if field in self.lines else name


KEYS = SettingsKeys.__struct_encode_fields__
"""The names of the settings."""


def nearest(folder: Path) -> Path | None:
    """The settings file that holds for documents of a folder, or None."""
    for parent in (folder, *folder.parents):
        for name in FILES:
            file = parent / name
            if file.is_file() and (name != "pyproject.toml" or _table(file)[0] is not None):
                return file
    return None


@cache
def read_settings(file: Path, extended_by: tuple[Path, ...] = ()) -> Settings:
    """Read a settings file. Raises SettingsError that names the file, the line and the key."""
    if file in extended_by:
        raise SettingsError(f"{file}: `extend` goes round in a circle")
    table, text = _table(file)
    section = SECTION if file.name == "pyproject.toml" else ()
    if table is None:
        raise SettingsError(f"{file}: no [{'.'.join(SECTION)}] in it")
    try:
        keys = msgspec.convert(table, SettingsKeys)
    except msgspec.ValidationError as error:
        from newslint.validation import wrong  # noqa: PLC0415  (needed for mistakes only)

        found = wrong(error, table, SettingsKeys)
        raise SettingsError(f"{_place(file, text, (*section, *found.keys))}: {found}") from None
    set_here = [field.name for field in msgspec.structs.fields(SettingsKeys) if field.encode_name in table]
    lines = {name: _place(file, text, (*section, name.replace("_", "-"))) for name in set_here}
    _check_encoding(keys.encoding, lines)
    _check_languagetool(keys.languagetool, lines)
    packs = [(file.parent / path).resolve() for path in keys.rules]
    for path in packs:
        if not path.exists():
            raise SettingsError(f"{lines['rules']}: `rules`: no such file or folder: {path}")
    own: dict[str, Any] = {name: getattr(keys, name) for name in set_here}
    base = Settings()
    if keys.extend is not None:
        extended = (file.parent / keys.extend).resolve()
        if not extended.is_file():
            raise SettingsError(f"{lines['extend']}: `extend`: no such file: {extended}")
        base = read_settings(extended, (*extended_by, file))
    own |= {"rules": (*base.rules, *map(str, packs)), "lines": {**base.lines, **lines}}
    return msgspec.structs.replace(base, **own, root=str(file.parent), source=str(file))


def _place(file: Path, text: str, keys: tuple[str | int, ...]) -> str:
    line = toml.line(text, keys)
    return f"{file}:{line}" if line else str(file)


def _check_encoding(name: str | None, lines: Mapping[str, str]) -> None:
    try:
        "".encode(name or "utf-8")
    except LookupError:
        raise SettingsError(f"{lines['encoding']}: `encoding`: unknown encoding {name!r}") from None


def _check_languagetool(where: bool | str, lines: Mapping[str, str]) -> None:
    """A settings file may lie among the documents: it cannot name programs to run."""
    if isinstance(where, str) and not is_url(where):
        raise SettingsError(
            f"{lines['languagetool']}: `languagetool`: `{where}` is no URL; a folder or a class path is named on the "
            "command line, with --languagetool-server"
        )


def is_url(where: bool | str) -> bool:
    """Whether LanguageTool is a server named by its URL, rather than programs on this machine."""
    return isinstance(where, str) and re.match(r"https?://[^/\s]", where) is not None


@cache
def _table(file: Path) -> tuple[Any, str]:
    """The table that holds the settings, None where pyproject.toml has none, and the text of the file."""
    table, text = toml.read(file)
    if file.name != "pyproject.toml":
        return table, text
    tool = table.get(SECTION[0], {})
    return tool.get(SECTION[1]) if isinstance(tool, dict) else None, text


class Layers:
    """The settings of any folder: `config` or the nearest file or the defaults, under the command line's.

    `isolated` leaves every file aside. `given` are the command line's own settings, by field name.
    """

    def __init__(self, given: Mapping[str, Any], config: Path | None = None, *, isolated: bool = False) -> None:
        self._given = given
        self._config = config.resolve() if config else None
        self._isolated = isolated
        self._known: dict[Path, Settings] = {}

    def of(self, folder: Path) -> Settings:
        """The settings for the documents of a folder. The same file gives the same object."""
        if folder not in self._known:
            self._known[folder] = self._find(folder)
        return self._known[folder]

    def _find(self, folder: Path) -> Settings:
        if self._config is not None:
            file: Path | None = self._config
        else:
            file = None if self._isolated else nearest(folder)
        return self._merged(file)

    @cache  # noqa: B019  (one Layers a run)
    def _merged(self, file: Path | None) -> Settings:
        settings = read_settings(file) if file else Settings(root=str(Path.cwd()))
        merged = dict(self._given)
        if merged.get("languagetool") is True and settings.languagetool:
            del merged["languagetool"]  # switched on where the settings say
        for key in ("rules", "exclude"):
            if key in merged:
                merged[key] = (*getattr(settings, key), *merged[key])
        if "per_file_ignores" in merged:
            merged["per_file_ignores"] = {**settings.per_file_ignores, **merged["per_file_ignores"]}
        lines = {key: place for key, place in settings.lines.items() if key not in merged or key in ADDED}
        return msgspec.structs.replace(settings, **merged, lines=lines)


def shown(settings: Settings) -> str:
    """Settings as TOML that a settings file can hold. What `extend` brought in is written out."""
    keys = [field for field in msgspec.structs.fields(SettingsKeys) if field.name != "extend"]
    written = toml.written({field.encode_name: getattr(settings, field.name) for field in keys})
    return f"# from {settings.source}; globs start from {settings.root}\n{written}"
