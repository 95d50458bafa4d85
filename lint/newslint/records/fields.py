"""Which of a record's fields hold its text, and which its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

TEXTS = ("text", "content", "body", "article", "maintext", "article_text", "raw_content", "full_text", "story")
"""The usual names of the field that holds the text, the first that a record has;"""
TITLES = ("title", "headline")
"""of that which holds its headline, read beside it;"""
NAMES = ("id", "_id", "uuid", "doc_id", "url", "link", "source_url")
"""and of that which names it."""


class Fields(NamedTuple):
    """The fields to look at. Where none is given, they are guessed from each record's own."""

    texts: Sequence[str] = ()
    name: str = ""

    def of(self, values: Mapping[str, object]) -> Sequence[str]:
        """The fields of a record that hold text. Raises ValueError that says what is missing."""
        found = self.texts or _usual(values)
        if not found:
            if field := next(filter(values.__contains__, TEXTS), ""):
                raise ValueError(f"its `{field}` is no text but {_kind(values[field])}")
            known = ", ".join(sorted(map(str, values))[:12]) or "none"
            raise ValueError(f"none of its fields is known to hold text; name it with --text-field (it has {known})")
        for field in found:
            value = look_up(values, field)
            if value is None:
                raise ValueError(f"has no `{field}`")
            if not isinstance(value, str):
                raise ValueError(f"its `{field}` is no text but {_kind(value)}")
        return found

    def name_of(self, values: Mapping[str, object]) -> str:
        """What names a record; empty where nothing does."""
        fields = (self.name,) if self.name else NAMES
        found = (look_up(values, field) for field in fields)
        return next((str(value) for value in found if isinstance(value, str | int) and str(value)), "")


def look_up(values: Mapping[str, object], field: str) -> object:
    """A value by the name of its field, or, with dots, within others; None where there is none."""
    if field in values:
        return values[field]
    head, _, rest = field.partition(".")
    inner = values.get(head) if rest else None
    return look_up(inner, rest) if isinstance(inner, Mapping) else None


def _usual(values: Mapping[str, object]) -> Sequence[str]:
    text = next((field for field in TEXTS if isinstance(values.get(field), str)), "")
    title = next((field for field in TITLES if isinstance(values.get(field), str)), "") if text else ""
    return [field for field in (title, text) if field]


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "an object"
    if value is None:
        return "null"
    return "a list" if isinstance(value, list) else f"{value!r}"[:40]
