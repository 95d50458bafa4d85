"""Regexes of the `regex` package, compiled when they are first needed, and kept from run to run.

Compiling one takes some milliseconds of Python at work, taking up what was compiled a hundredth of that. What is kept
is what the package itself pickles: the code of its matcher and the names of groups, as plain data.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from functools import cache as once
from functools import lru_cache
from typing import Any, cast

import msgspec
import regex

from newslint import cache

MOST = 3_000
"""Regexes that are kept, those used last."""
_Parts = tuple[
    str, int, bytes, dict[str, int], dict[int, str], dict[str, int], list[int], int, tuple[int, ...], int, int
]
"""The regex, its flags, the matcher's code, its groups by name and number, named lists (we have none), and what its
matches need: as `regex.compile` puts them together."""


@lru_cache(maxsize=10_000)
def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """A compiled regex: as it was kept, or else compiled now. Raises regex.error."""
    return _kept().take(pattern, flags) or _kept().add(pattern, flags)


def keep_compiled() -> None:
    """Keep what was compiled in this process, for other runs."""
    _kept().keep()


class _Kept:
    def __init__(self) -> None:
        self._key = cache.digest((), f"compiled regexes {cache.built_on()}")
        self._earlier = cache.kept(self._key, dict[str, bytes]) or {}
        self._used: dict[str, bytes] = {}
        self._grown = False

    def take(self, pattern: str, flags: int) -> regex.Pattern[str] | None:
        """A regex as it was kept; None where there is none, or none that this version of the package takes."""
        name = f"{flags} {pattern}"
        data = self._earlier.get(name)
        if data is None:
            return None
        try:
            parts = msgspec.msgpack.decode(data, type=_Parts)
        except msgspec.MsgspecError:
            return None
        if parts[0] != pattern:
            return None
        self._used[name] = data
        return _remake()(*parts)

    def add(self, pattern: str, flags: int) -> regex.Pattern[str]:
        """A regex, compiled now."""
        made = regex.compile(pattern, flags)
        parts = _apart(made)[1]
        if not parts[5]:
            self._used[f"{flags} {pattern}"] = msgspec.msgpack.encode(parts)
            self._grown = True
        return made

    def keep(self) -> None:
        """Write down what was used, if any of it is new, and of what was not used as much as there is room for."""
        if self._grown:
            unused = {name: data for name, data in self._earlier.items() if name not in self._used}
            cache.keep(self._key, dict([*unused.items(), *self._used.items()][-MOST:]))
            self._grown = False


@once
def _kept() -> _Kept:
    return _Kept()


@once
def _remake() -> Callable[..., regex.Pattern[str]]:
    """What the package puts a regex together with."""
    return _apart(regex.compile(""))[0]


def _apart(made: regex.Pattern[str]) -> tuple[Callable[..., regex.Pattern[str]], tuple[Any, ...]]:
    """A regex as the package takes it apart to pickle it."""
    return cast("tuple[Callable[..., regex.Pattern[str]], tuple[Any, ...]]", copyreg.dispatch_table[type(made)](made))
