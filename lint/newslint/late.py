"""Regexes of the program that are compiled when they are first used: of a hundred a run over a file needs some ten."""

from __future__ import annotations

import re
from typing import AnyStr, cast


def late(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """A regex, to be compiled when it is first asked for something."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late:
    """Stands for a regex. What was asked for once is an attribute from then on, found as fast as the regex's own."""

    def __init__(self, pattern: str | bytes, flags: int | re.RegexFlag) -> None:
        self.pattern = pattern
        self._flags = flags

    def __reduce__(self) -> tuple[object, ...]:
        return late, (self.pattern, self._flags)

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
