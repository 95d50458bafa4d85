"""The parse tree of a regex, by the standard library's parser.

That parser is private to the library but has kept its shape for decades. What only `regex` understands it refuses,
or is not shown where it would take it for something else; then nothing is known of a pattern.
"""

from __future__ import annotations

import re
import sys
import warnings
from functools import lru_cache
from typing import Any

import regex

from newslint.late import late

if sys.version_info >= (3, 11):
    from re import _constants as op  # type: ignore[attr-defined]
    from re import _parser as sre  # type: ignore[attr-defined]
else:  # pragma: no cover
    import sre_constants as op
    import sre_parse as sre

__all__ = ["ATOMIC", "BOUNDARY", "ENDS", "PROPERTIES", "REPEATS", "STARTS", "Node", "op", "parse"]

Node = tuple[Any, Any]

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, getattr(op, "POSSESSIVE_REPEAT", None))
ATOMIC = getattr(op, "ATOMIC_GROUP", "")
BOUNDARY = (op.AT, op.AT_BOUNDARY)
STARTS = ((op.AT, op.AT_BEGINNING), (op.AT, op.AT_BEGINNING_STRING))
ENDS = ((op.AT, op.AT_END), (op.AT, op.AT_END_STRING))

PROPERTIES: dict[str, regex.Pattern[str]] = {}
"""What stands in a tree for `\\p{L}` and the like, which the parser does not know: a private character each."""

_FIRST_PRIVATE = 0x10F000
_ESCAPE = late(r"\\(?:[pP]\{\^?\w+\}|.)", re.DOTALL)
_MISREAD = late(r"\[:\^?\w+:\]|\{[\d<= ]*[eids][\d<=,+ eids]*[:}]")
"""`[[:upper:]]` and `(?:colour){e<=1}`, which the parser takes for other classes and for plain text."""
_NAMED = late(r"(?<!\\)\(\?P?<([^\W\d]\w*)>")
_REFERENCE = late(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?P=|\(\?\(|\\g<")


@lru_cache(maxsize=256)  # the regexes of a rule are parsed to check them, and to find what to look for
def parse(pattern: str) -> Any:
    """A regex as a sequence of nodes, or None where the parser does not know its syntax."""
    if _MISREAD.search(_ESCAPE.sub("", pattern)):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of classes that some day will mean something else, though not to `regex`
            return sre.parse(_ESCAPE.sub(_private, _named_once(pattern)))
    except (sre.error, OverflowError, RecursionError):
        return None


def _named_once(pattern: str) -> str:
    """A regex in which each name is given once: twice it is one group to `regex`, and a mistake to the parser."""
    if _REFERENCE.search(pattern):
        return pattern
    named: set[str] = set()

    def once(group: re.Match[str]) -> str:
        if group[1] in named:
            return "("
        named.add(group[1])
        return f"(?P<{group[1]}>"

    return _NAMED.sub(once, pattern)


def _private(escape: re.Match[str]) -> str:
    if escape[0][1] not in "pP" or len(escape[0]) == 2:
        return escape[0]
    meant = regex.compile(escape[0])
    for char, known in PROPERTIES.items():
        if known is meant:
            return char
    char = chr(_FIRST_PRIVATE + len(PROPERTIES))
    PROPERTIES[char] = meant
    return char
