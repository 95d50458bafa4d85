"""YAML with the place of every key and value, so that a mistake can be shown where it stands.

Plain scalars are read as YAML 1.1 reads them; what that turns into a trap (`no` as false, `"\\b"` as a
backspace, a key given twice) is reported with what to write instead.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from newslint.errors import Mistake, PackError
from newslint.late import late

KeyPath = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_VALUES = 1_000_000
"""Values that a file may hold: aliases of aliases unfold to any number."""
MOST_NUMBER = 2**63
"""What the largest number stays below, and the smallest is not less than below 0: more fits no key."""
_CONTROL = late(r"[\x00-\x08\x0b-\x1f\x7f]")


class PlacedData(NamedTuple):
    """Plain data (dict, list, str, int, float, bool, None), and by path of keys where each value and key stands."""

    data: Any
    path: str
    places: dict[KeyPath, tuple[int, int]]
    keys: dict[KeyPath, tuple[int, int]]

    def at(self, keys: KeyPath) -> Any:
        """The data at a path of keys."""
        data = self.data
        for key in keys:
            data = data[key]
        return data

    def mistake(self, keys: KeyPath, reason: str, *, at_key: bool = False) -> Mistake:
        """A mistake at the value at a path of keys (or at its key), or at the nearest place above it that is known."""
        place = self.keys.get(keys) if at_key else None
        while place is None and keys:
            place = self.places.get(keys)
            keys = keys[:-1]
        return Mistake(self.path, *(place or (1, 1)), reason)


def load(text: str, path: str) -> PlacedData:
    """Read one YAML document. Raises PackError for what is not YAML and for its traps."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        marked = PlacedData(None, path, {}, {})
        mistakes: list[Mistake] = []
        data = _build(node, (), marked, mistakes, loader) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PackError([Mistake(path, line, column, _explain(error))]) from None
    except RecursionError:
        reason = "nested too deep, or without end: an alias `*` stands within what it names"
        raise PackError([Mistake(path, 1, 1, reason)]) from None
    except yaml.reader.ReaderError as error:
        raise PackError([Mistake(path, 1, 1, f"not YAML: {error.reason} at offset {error.position}")]) from None
    finally:
        loader.dispose()
    if mistakes:
        raise PackError(mistakes)
    return marked._replace(data=data)


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or error.context)
    if "escape character" in problem:
        return f"{problem}; write a regex in single quotes, where a backslash is only a backslash"
    if "mapping values are not allowed" in problem:
        return f"{problem}; put a text that holds a colon in quotes"
    return f"not YAML: {problem}"


def _build(node: yaml.Node, keys: KeyPath, marked: PlacedData, mistakes: list[Mistake], loader: Any) -> Any:
    if len(marked.places) > MOST_VALUES:
        mark = node.start_mark
        reason = f"more than {MOST_VALUES:,} values, counting what aliases `*` stand for"
        raise PackError([Mistake(marked.path, mark.line + 1, mark.column + 1, reason)])
    marked.places[keys] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.SequenceNode):
        items = [_build(item, (*keys, at), marked, mistakes, loader) for at, item in enumerate(node.value)]
        for at, (item, value) in enumerate(zip(node.value, items, strict=True)):
            if isinstance(value, bool) and item.value.lower() not in ("true", "false"):
                mistakes.append(marked.mistake((*keys, at), f"`{item.value}` is read as {value}; put it in quotes"))
        return items
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            marked.keys[(*keys, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key in data:
                mistakes.append(marked.mistake((*keys, key), f"key `{key}` is given twice; keep one", at_key=True))
            else:
                data[key] = _build(value_node, (*keys, key), marked, mistakes, loader)
        return data
    try:
        value = loader.construct_object(node)
    except ValueError:  # looks like a date or a number, and is none
        value = str(node.value)
    if isinstance(value, str) and getattr(node, "style", None) == '"' and (control := _CONTROL.search(value)):
        trap = {"\b": r"\b", "\f": r"\f", "\v": r"\v", "\a": r"\a"}.get(control[0], f"\\x{ord(control[0]):02x}")
        mistakes.append(
            marked.mistake(keys, f'"{trap}" in double quotes is a control character; use single quotes for a regex')
        )
    if isinstance(value, int) and not -MOST_NUMBER <= value < MOST_NUMBER:
        mistakes.append(marked.mistake(keys, "a number larger than any that means something here"))
    if not isinstance(value, str | int | float | bool | None):
        value = str(node.value)  # a date: only texts and numbers occur in a rule
    return value
