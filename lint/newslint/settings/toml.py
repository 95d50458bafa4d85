"""TOML as a settings file needs it: read, with the line of each key, and written."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newslint.errors import SettingsError
from newslint.late import late
from newslint.reading import SMALL, read_file

_PART = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADING = late(rf"\s*(\[{{1,2}})\s*({_DOTTED})\s*\]")
_ENTRY = late(rf"\s*({_DOTTED})\s*=")
_BARE = late(r"[A-Za-z0-9_-]+")


def read(file: Path) -> tuple[dict[str, Any], str]:
    """A file's tables, and its text. Raises SettingsError."""
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415  (needed where there is a settings file)
    else:  # pragma: no cover
        import tomli as tomllib  # noqa: PLC0415
    try:
        text = read_file(file, SMALL).decode("utf-8-sig")
        return tomllib.loads(text), text
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: not UTF-8 at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not TOML: {error}") from None
    except RecursionError:
        raise SettingsError(f"{file}: lists or tables are nested too deep") from None
    except ValueError as error:  # a date or a number beyond what Python can hold
        raise SettingsError(f"{file}: not TOML: {error}") from None


def line(text: str, keys: Sequence[str | int]) -> int | None:
    """The 1-based line on which a key is set, or of the table around it; None where it is not found."""
    found: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    tables: Counter[tuple[str, ...]] = Counter()
    for number, content in enumerate(text.split("\n"), 1):
        if heading := _HEADING.match(content):
            name = _parts(heading[2])
            table = name
            if heading[1] == "[[":
                table = (*name, tables[name])
                tables[name] += 1
            found.setdefault(table, number)
        elif entry := _ENTRY.match(content):
            found.setdefault((*table, *_parts(entry[1])), number)
    return next((found[inner] for end in range(len(keys), 0, -1) if (inner := tuple(keys[:end])) in found), None)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def written(settings: Mapping[str, Any]) -> str:
    """Texts, booleans, lists of texts, tables of these and lists of tables as TOML; what is None as a comment."""
    plain = [
        f"# {key} is not set" if value is None else f"{key} = {_value(value)}"
        for key, value in settings.items()
        if not isinstance(value, Mapping) and not _are_tables(value)
    ]
    tables = [
        "\n".join(["", f"[{key}]", *_entries(value)])
        for key, value in settings.items()
        if isinstance(value, Mapping) and value
    ]
    lists = [
        "\n".join(["", f"[[{key}]]", *_entries(table)])
        for key, value in settings.items()
        if _are_tables(value)
        for table in value
    ]
    return "\n".join([*plain, *tables, *lists])


def _are_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)


def _entries(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items() if value is not None and value != {}]


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: bool | int | float | str | Sequence[Any] | Mapping[str, Any]) -> str:
    if isinstance(value, bool | int | float | str):
        import json  # noqa: PLC0415  (needed where settings are shown)

        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return f"{{{', '.join(_entries(value))}}}"
    return f"[{', '.join(map(_value, value))}]"
