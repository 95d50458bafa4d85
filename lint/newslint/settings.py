"""Settings: read from the nearest file above each document, completed by the command line.

`newslint.toml`, `.newslint.toml` and `[tool.newslint]` of `pyproject.toml` hold the same keys. The nearest
file wins as a whole; `extend` names one to build on. Options of the command line come last.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from newslint.errors import SettingsError
from newslint.rule import Severity

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

FILES = (".newslint.toml", "newslint.toml", "pyproject.toml")
TEXT_FILES = ("*.txt", "*.text", "*.md", "*.markdown")

FailOn = Literal["error", "warning", "info", "never"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Every setting, with its default. `root` is the folder that the file's paths and globs start from."""

    select: tuple[str, ...] = ("ALL",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    severity: dict[str, Severity] = {}
    rules: tuple[str, ...] = ()
    include: tuple[str, ...] = TEXT_FILES
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    force_exclude: bool = False
    preview: bool = False
    encoding: str | None = None
    fail_on: FailOn = "warning"
    output_format: str | None = None
    extend: str | None = None

    root: str = "."
    source: str = "the defaults"


KEYS = tuple(field.encode_name for field in msgspec.structs.fields(Settings) if field.name not in ("root", "source"))
"""What a settings file may say."""


def nearest(folder: Path) -> Path | None:
    """The settings file that holds for documents of a folder, or None."""
    for parent in (folder, *folder.parents):
        for name in FILES:
            file = parent / name
            if file.is_file() and (name != "pyproject.toml" or _table(file) is not None):
                return file
    return None


@cache
def read_settings(file: Path) -> Settings:
    """Read a settings file. Raises SettingsError that names the file and the key."""
    table = _table(file)
    if table is None:
        raise SettingsError(f"{file}: no [tool.newslint] in it")
    base: Mapping[str, Any] = {}
    if isinstance(extend := table.get("extend"), str):
        base = msgspec.structs.asdict(read_settings((file.parent / extend).resolve()))
    for key in table:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(KEYS)}"
            raise SettingsError(f"{file}: unknown setting `{key}`; {hint}")
    try:
        settings = msgspec.convert({**table, "root": str(file.parent), "source": str(file)}, Settings)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$.")
        raise SettingsError(f"{file}: `{where.rstrip('`') or 'settings'}`: {reason[:1].lower()}{reason[1:]}") from None
    packs = tuple(str((file.parent / path).resolve()) for path in settings.rules)
    given = {key.replace("-", "_") for key in table} | {"root", "source", "extend"}
    inherited = {key: value for key, value in base.items() if key not in given}
    return msgspec.structs.replace(settings, **{**inherited, "rules": (*base.get("rules", ()), *packs)})


@cache
def _table(file: Path) -> dict[str, Any] | None:
    try:
        table: dict[str, Any] | None = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: not UTF-8 at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not TOML: {error}") from None
    if file.name == "pyproject.toml" and table is not None:
        tool = table.get("tool", {})
        table = tool.get("newslint") if isinstance(tool, dict) else None
    return table


class Layers:
    """The settings of any folder: `config` or the nearest file or the defaults, under the command line's.

    `isolated` leaves every file aside. `given` are the command line's own settings, by field name.
    """

    def __init__(self, given: Mapping[str, Any], config: Path | None = None, *, isolated: bool = False) -> None:
        self._given = given
        self._config = config
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
        added = {key: (*getattr(settings, key), *self._given.get(key, ())) for key in ("rules", "exclude")}
        merged = {**self._given, **{key: value for key, value in added.items() if key in self._given}}
        if "per_file_ignores" in merged:
            merged["per_file_ignores"] = {**settings.per_file_ignores, **merged["per_file_ignores"]}
        return msgspec.structs.replace(settings, **merged)


def shown(settings: Settings) -> str:
    """Settings as a person reads them, one line each."""
    lines = [f"# from {settings.source}; globs start from {settings.root}"]
    for field in msgspec.structs.fields(Settings):
        if field.encode_name in KEYS:
            lines.append(f"{field.encode_name} = {msgspec.json.encode(getattr(settings, field.name)).decode()}")
    return "\n".join(lines)
