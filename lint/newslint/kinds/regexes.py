"""Regexes of the `regex` package, compiled when they are first needed, and kept from run to run.

What is kept is plain data, which is taken up in a hundredth of the time.
"""

from __future__ import annotations

from functools import cache as once
from functools import lru_cache

import regex

from newslint import cache, digests
from newslint.scan.pickled import put_together, taken_apart

MOST = 3_000
"""Regexes that are kept, those used last."""


@lru_cache(maxsize=10_000)
def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """A compiled regex: as it was kept, or else compiled now. Raises regex.error."""
    return _kept().take(pattern, flags) or _kept().add(pattern, flags)


def keep_compiled() -> None:
    """Keep what was compiled in this process, for other runs."""
    _kept().keep()


class _Kept:
    def __init__(self) -> None:
        self._key = f"regexes-{digests.digest((), digests.built_on())}"
        self._earlier = cache.kept(self._key, dict[str, bytes]) or {}
        self._used: dict[str, bytes] = {}
        self._grown = False

    def take(self, pattern: str, flags: int) -> regex.Pattern[str] | None:
        """A regex as it was kept; None where there is none, or none that this version of the package takes."""
        name = f"{flags} {pattern}"
        data = self._earlier.get(name)
        if data is None:
            return None
        made = put_together(data, pattern)
        if made is not None:
            self._used[name] = data
        return made

    def add(self, pattern: str, flags: int) -> regex.Pattern[str]:
        """A regex, compiled now."""
        made = regex.compile(pattern, flags)
        if data := taken_apart(made):
            self._used[f"{flags} {pattern}"] = data
            self._grown = True
        return made

    def keep(self) -> None:
        """Write down what was used, if any of it is new, and of what was not used as much as there is room for."""
        if self._grown:
            unused = {name: data for name, data in self._earlier.items() if name not in self._used}
            cache.keep(self._key, dict([*unused.items(), *self._used.items()][-MOST:]), quick=True)
            self._grown = False


@once
def _kept() -> _Kept:
    return _Kept()
