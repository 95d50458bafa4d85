"""Named lists and alternatives: how one line of a rule file stands for many phrases.

`{speech}` is every entry of the list `speech`, `{a|b|}` is "a", "b" or nothing. In a regex `{speech}`
becomes a group of alternatives; quantifiers such as `{2,5}` are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from newslint.late import late

Lists = Mapping[str, Sequence[str]]

MAX_PHRASES = 5_000
"""One line of a rule file may stand for at most this many phrases."""

_BRACES = late(r"\{([^{}]*)\}")
CELL = late(r"(?<!\\[pPN])(?<!\\)\{([A-Za-z][\w-]*)\}")
"""A name in braces inside a regex; `\\p{L}`, `\\N{DASH}` and quantifiers are none."""


class UnknownListError(ValueError):
    """A name in braces that no list bears."""

    def __init__(self, name: str, lists: Lists) -> None:
        from difflib import get_close_matches  # noqa: PLC0415  (seldom needed)

        near = get_close_matches(name, lists, 1)
        known = f"did you mean {{{near[0]}}}?" if near else f"known lists: {', '.join(sorted(lists)) or 'none'}"
        super().__init__(f"no list named {name!r}; {known}")


def phrases(template: str, lists: Lists) -> Iterator[str]:
    """Every phrase that a template stands for. Raises UnknownListError or ValueError."""
    if "{" not in template:
        yield template
        return
    parts: list[Sequence[str]] = []
    at, count = 0, 1
    for match in _BRACES.finditer(template):
        parts.append([template[at : match.start()]])
        parts.append(_alternatives(match[1], lists))
        count *= len(parts[-1])
        at = match.end()
    parts.append([template[at:]])
    if count > MAX_PHRASES:
        raise ValueError(f"stands for {count} phrases; at most {MAX_PHRASES} are allowed in one line")
    for words in product(*parts):
        yield "".join(words)


def _alternatives(braced: str, lists: Lists) -> Sequence[str]:
    if "|" in braced:
        return braced.split("|")
    if braced in lists:
        return lists[braced]
    raise UnknownListError(braced, lists)


def regex(pattern: str, lists: Lists) -> str:
    """A regex with its named lists written out as groups. Raises UnknownListError."""
    written = listed(pattern, lists)
    if unknown := CELL.search(written):
        raise UnknownListError(unknown[1], lists)
    return written


def listed(pattern: str, lists: Lists) -> str:
    """The same, names that no list bears left as they are."""
    return CELL.sub(lambda name: _group(lists[name[1]]) if name[1] in lists else name[0], pattern)


def _group(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"
