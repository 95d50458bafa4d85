"""What is wrong with the data of a file, in words for the person who wrote it.

msgspec tells the first value that does not fit. Here it is said under which keys that stands, what is
allowed there, and what was perhaps meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from newslint.late import late

KeyPath = tuple[str | int, ...]

_STEP = late(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")
_NAMES = {
    "str": "text",
    "array": "a list",
    "object": "a mapping",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
}
_TYPES = {"array": "list", "object": "dict", "null": "NoneType"}


class Wrong(NamedTuple):
    """What does not fit: under which keys, why, and whether it is the last key itself rather than its value."""

    keys: KeyPath
    reason: str
    at_key: bool = False

    def __str__(self) -> str:
        named = not self.at_key and self.keys
        return f"`{'.'.join(map(str, self.keys))}`: {self.reason}" if named else self.reason


def wrong(error: msgspec.ValidationError, data: Any, to: Any) -> Wrong:
    """Explain why `data` is no `to`."""
    reason, _, where = str(error).partition(" - at `$")
    steps = [key or (int(index) if index else ...) for key, index in _STEP.findall(where.rstrip("`"))]
    got = re.search(r"got `(\w+)`$", reason)
    enum = re.match(r"Invalid enum value '?(.*?)'?$", reason)
    keys = _located(data, steps, _TYPES.get(got[1], got[1]) if got else "", enum[1] if enum else None)
    types = list(_types_at(inspect.type_info(to), keys))
    if unknown := re.search(r"unknown field `(.+)`", reason):
        known = [key for kind in types for key in _fields(kind)]
        return Wrong((*keys, unknown[1]), f"unknown key `{unknown[1]}`; {meant(unknown[1], known)}", at_key=True)
    if missing := re.search(r"missing required field `(.+)`", reason):
        return Wrong(keys, f"key `{missing[1]}` is missing", at_key=True)
    value = _at(data, keys)
    if enum or reason.startswith("Invalid value"):
        allowed = [str(item) for kind in _each(types) if isinstance(kind, inspect.LiteralType) for item in kind.values]
        return Wrong(keys, f"`{value}` is not allowed; {meant(str(value), allowed)}")
    if "matching regex" in reason:
        return Wrong(keys, f"`{value}` should be {next(_descriptions(types), reason)}")
    return Wrong(keys, _expected(reason, value) if got or "Expected" in reason else reason)


def meant(name: str, known: Sequence[str]) -> str:
    """The nearest of the known names, as a question, and all of them where they are few."""
    near = get_close_matches(name, known, 1)
    listed = f"known: {', '.join(known) or 'none'}"
    if not near:
        return listed
    return f"did you mean `{near[0]}`?" + (f" ({listed})" if len(known) <= 4 else "")


def _expected(reason: str, value: Any) -> str:
    """`Expected ..., got ...` in plain words, with what to write instead."""
    hint = ""
    if isinstance(value, str) and re.match(r"Expected `array`", reason):
        hint = f'; put it in brackets: ["{value}"]'
    elif isinstance(value, bool | int | float) and re.match(r"Expected `[^`]*\bstr\b", reason):
        hint = "; put the text in quotes"
    plain = re.sub(r"`([\w| ]+)`", lambda types: " or ".join(_NAMES.get(t, t) for t in types[1].split(" | ")), reason)
    return plain[:1].lower() + plain[1:] + hint


def _located(data: Any, steps: Sequence[Any], got: str, enum: str | None) -> KeyPath:
    """A path with each `...` (some key of a mapping) made the first key under which the wrong value stands."""
    if not steps:
        return ()
    if steps[0] is not ...:
        return (steps[0], *_located(_at(data, steps[:1]), steps[1:], got, enum))
    for key, value in data.items():
        rest = _located(value, steps[1:], got, enum)
        value = _at(value, rest)
        if str(value) == enum if enum is not None else type(value).__name__ == got:
            return (key, *rest)
    return ()


def _at(data: Any, keys: Sequence[Any]) -> Any:
    """The data under keys; None where there is none."""
    for key in keys:
        try:
            data = data[key]
        except (LookupError, TypeError):
            return None
    return data


def _types_at(kind: inspect.Type, keys: KeyPath) -> Iterator[inspect.Type]:
    """The types that may stand under keys."""
    if not keys:
        yield kind
        return
    for outer in _each([kind]):
        if isinstance(outer, inspect.StructType):
            inner = [field.type for field in outer.fields if field.encode_name == keys[0]]
        elif isinstance(outer, inspect.DictType):
            inner = [outer.value_type]
        else:
            inner = [outer.item_type] if isinstance(outer, inspect.ListType | inspect.VarTupleType) else []
        for found in inner:
            yield from _types_at(found, keys[1:])


def _each(types: Iterable[inspect.Type]) -> Iterator[inspect.Type]:
    """The types that unions and annotations hold."""
    for kind in types:
        if isinstance(kind, inspect.UnionType):
            yield from _each(kind.types)
        elif isinstance(kind, inspect.Metadata):
            yield from _each([kind.type])
        else:
            yield kind


def _descriptions(types: Iterable[inspect.Type]) -> Iterator[str]:
    """How annotations of types describe what is allowed."""
    for kind in types:
        if isinstance(kind, inspect.UnionType):
            yield from _descriptions(kind.types)
        elif isinstance(kind, inspect.Metadata) and "description" in (kind.extra_json_schema or {}):
            yield str((kind.extra_json_schema or {})["description"])


def _fields(kind: inspect.Type) -> list[str]:
    """The keys of a mapping that is a record, the key that tells its kind included."""
    return [
        key
        for record in _each([kind])
        if isinstance(record, inspect.StructType)
        for key in [*([record.tag_field] if record.tag_field else []), *(field.encode_name for field in record.fields)]
    ]
