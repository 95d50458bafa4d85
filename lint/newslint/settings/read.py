"""A settings file read and checked, with what it builds on by `extend`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from newslint.errors import SettingsError
from newslint.late import late
from newslint.settings import toml
from newslint.settings.find import SECTION, check_owner
from newslint.settings.keys import Settings, SettingsKeys, bytes_of, check_encoding, is_url

_PAGES = late(r"(?:https?|file)://[^\s{}\x00-\x1f\x7f-\x9f]*\{code\}[^\s{}\x00-\x1f\x7f-\x9f]*")
_FIELDS = msgspec.structs.fields(SettingsKeys)


def read_settings(file: Path, extended_by: tuple[Path, ...] = ()) -> Settings:
    """Read a settings file. Raises SettingsError that names the file, the line and the key."""
    if file in extended_by:
        raise SettingsError(f"{file}: `extend` goes round in a circle")
    check_owner(file)
    data, text = toml.read(file)
    section = SECTION if file.name == "pyproject.toml" else ()
    if not section and _table(data, SECTION) is not None:
        raise SettingsError(f"{file}: [{'.'.join(SECTION)}] is for pyproject.toml; here its keys stand without it")
    table = _table(data, section)
    if table is None:
        raise SettingsError(f"{file}: no [{'.'.join(SECTION)}] in it")
    keys = check_keys(table, lambda keys: f"{_place(file, text, (*section, *keys))}: ")
    set_here = [field for field in _FIELDS if field.encode_name in table]
    lines = {field.name: _place(file, text, (*section, field.encode_name)) for field in set_here}
    lines |= {f"overrides.{at}": _place(file, text, (*section, "overrides", at)) for at in range(len(keys.overrides))}
    _check(keys, lines)
    packs = [_resolved(file, path, lines["rules"], "rules") for path in keys.rules]
    own: dict[str, Any] = {field.name: getattr(keys, field.name) for field in set_here}
    base = Settings()
    if keys.extend is not None:
        extended = _resolved(file, keys.extend, lines["extend"], "extend")
        if not extended.is_file():
            raise SettingsError(f"{lines['extend']}: `extend`: no such file: {extended}")
        base = read_settings(extended, (*extended_by, file))
    own |= {"rules": (*base.rules, *map(str, packs)), "lines": {**base.lines, **lines}}
    return msgspec.structs.replace(base, **own, root=str(file.parent), source=str(file))


def check_keys(
    table: Mapping[str, Any], place: Callable[[tuple[str | int, ...]], str] = lambda keys: ""
) -> SettingsKeys:
    """Settings of a table. Raises SettingsError for a key or a value that none has, after its place."""
    try:
        return msgspec.convert(table, SettingsKeys)
    except msgspec.ValidationError as error:
        from newslint.validation import wrong  # noqa: PLC0415  (needed for mistakes only)

        found = wrong(error, table, SettingsKeys)
        raise SettingsError(f"{place(found.keys)}{found}") from None


def _table(data: Any, section: tuple[str, ...]) -> Any:
    for key in section:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _place(file: Path, text: str, keys: tuple[str | int, ...]) -> str:
    line = toml.line(text, keys)
    return f"{file}:{line}" if line else str(file)


def _resolved(file: Path, path: str, line: str, key: str) -> Path:
    """Where a path of a setting leads to, from the folder of the file."""
    found = os.path.join(file.parent, path)
    if not os.path.exists(found):
        noun = "file" if key == "extend" else "file or folder"
        raise SettingsError(f"{line}: `{key}`: no such {noun}: {os.path.abspath(found)}")
    return Path(os.path.realpath(found))


def _check(keys: SettingsKeys, lines: Mapping[str, str]) -> None:
    """What types do not tell. Raises SettingsError."""
    where = keys.server
    if where is True:
        raise SettingsError(
            f"{lines['server']}: `languagetool`: a settings file can say where LanguageTool is, but not switch it on; "
            "add --languagetool, or set NEWSLINT_LANGUAGETOOL=1"
        )
    if isinstance(where, str) and not is_url(where):
        raise SettingsError(
            f"{lines['server']}: `languagetool`: `{where}` is no URL; a folder or a class path is named on the "
            "command line, with --languagetool-server"
        )
    encodings = [("encoding", keys.encoding)]
    encodings += [(f"overrides.{at}", override.encoding) for at, override in enumerate(keys.overrides)]
    for field, encoding in encodings:
        try:
            if encoding is not None:
                check_encoding(encoding)
        except ValueError as error:
            raise SettingsError(f"{lines[field]}: `encoding`: {error}") from None
    if keys.rule_pages is not None and not _PAGES.fullmatch(keys.rule_pages):
        raise SettingsError(
            f"{lines['rule_pages']}: `rule-pages`: the address of a rule's page with `{{code}}` in it, "
            "for example https://lint.example.org/rules/{code}.html"
        )
    try:
        bytes_of(keys.max_size)
    except ValueError as error:
        raise SettingsError(f"{lines['max_size']}: `max-size`: {error}") from None
