"""Compiled regexes as plain data: what the regex package itself pickles, the code of its matcher and names of groups.

Compiling a regex takes some milliseconds of Python at work, taking up what was compiled a hundredth of that.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import msgspec
import regex

_Rest = tuple[int, bytes, dict[str, int], dict[int, str], dict[str, int], list[int], int, tuple[int, ...], int, int]
"""What `regex.compile` puts together, behind the regex: its flags, the matcher's code, its groups by name and number,
named lists (we have none), and what its matches need."""
_STR, _BYTES = tuple[str, _Rest], tuple[bytes, _Rest]


def taken_apart(made: regex.Pattern[Any]) -> bytes | None:
    """A regex as plain data; None where it has named lists."""
    pattern, *rest = _apart(made)[1]
    return None if rest[4] else msgspec.msgpack.encode((pattern, rest))


def put_together(data: bytes, pattern: str | bytes) -> regex.Pattern[Any] | None:
    """A regex from its data; None where that is damaged, or of another version of the package."""
    try:
        named, rest = msgspec.msgpack.decode(data, type=_BYTES if isinstance(pattern, bytes) else _STR)
    except msgspec.MsgspecError:
        return None
    return _remake()(pattern, *rest) if named == pattern else None


@cache
def _remake() -> Callable[..., regex.Pattern[Any]]:
    """What the package puts a regex together with."""
    return _apart(regex.compile(""))[0]


def _apart(made: regex.Pattern[Any]) -> tuple[Callable[..., regex.Pattern[Any]], tuple[Any, ...]]:
    """A regex as the package takes it apart to pickle it."""
    return cast("tuple[Callable[..., regex.Pattern[Any]], tuple[Any, ...]]", copyreg.dispatch_table[type(made)](made))
