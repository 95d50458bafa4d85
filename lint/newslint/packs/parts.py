"""What the rules of a pack share: word lists, and parts of regexes that stand in several of them.

Those of `pack.yaml` hold in all files of the pack, those of another file in that file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

import regex

from newslint.errors import PackError
from newslint.late import late
from newslint.packs import yaml
from newslint.rule.declaration import many
from newslint.rule.templates import CELL

SAID = ("code", "name", "message", "why", "fix", "phrases", "examples")
"""The keys of a rule that hold no regex: a name in braces there is another."""
WRITTEN = late(r"\\[bBdDsSwWpPAZ]|[\])](?:[*+?]|\{\d)")
"""What stands in regexes and in no list of words: a class of characters by its letter, a group or class repeated."""

T = TypeVar("T")


class Shared(NamedTuple):
    """Lists of words by their names, and parts of regexes by theirs."""

    lists: dict[str, list[str]]
    parts: dict[str, str]

    def joined(self, marked: yaml.PlacedData, lists: dict[str, list[str]], parts: dict[str, str]) -> Shared:
        """These and those of a file. Raises PackError for a name that is taken, or a part that is no regex."""
        for name, part in parts.items():
            wrong = ""
            try:
                regex.compile(CELL.sub("(?:x)", part))
            except regex.error as error:
                wrong = f"regex does not compile: {error}: {part[:200]}"
            if name in self.lists or name in lists:
                wrong = f"`{name}` is the name of a list already"
            if wrong:
                raise PackError([marked.mistake(("parts", name), wrong, at_key=True)])
        parted = {*self.parts, *parts}
        for key, named, known in (("lists", lists, parted | {*self.lists, *lists}), ("parts", parts, parted)):
            for name, held in named.items():
                for cell in (cell for text in many(held) for cell in CELL.findall(text) if cell in known):
                    wrong = f"{{{cell}}} cannot stand in {key}: a list holds words, and a part no other part"
                    raise PackError([marked.mistake((key, name), wrong, at_key=True)])
        entries = ((name, at, word) for name, words in lists.items() for at, word in enumerate(words))
        for name, at, word in entries:
            if WRITTEN.search(word):
                wrong = f"`{word}` is a regex: a list holds words, taken as they are written; make it one of `parts`"
                raise PackError([marked.mistake(("lists", name, at), wrong)])
        return Shared(_together(marked, "lists", self.lists, lists), _together(marked, "parts", self.parts, parts))


def _together(marked: yaml.PlacedData, key: str, shared: dict[str, T], own: dict[str, T]) -> dict[str, T]:
    for name in own:
        if name in shared:
            raise PackError([marked.mistake((key, name), f"`{name}` stands in pack.yaml already", at_key=True)])
    return {**shared, **own}


def written_out(rule: Any, parts: Mapping[str, str]) -> Any:
    """A rule as it stands in a file, the parts that its regexes name written out as groups."""
    if not parts or not isinstance(rule, dict):
        return rule
    return {key: value if key in SAID else _filled(value, parts) for key, value in rule.items()}


def _filled(value: Any, parts: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return CELL.sub(lambda cell: f"(?:{parts[cell[1]]})" if cell[1] in parts else cell[0], value)
    if isinstance(value, list):
        return [_filled(one, parts) for one in value]
    if isinstance(value, dict):
        return {key: _filled(one, parts) for key, one in value.items()}
    return value
