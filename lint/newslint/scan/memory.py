"""What was found out about regexes when packs were read: kept from one reading to the next, since it costs most of one.

All of it is said by the regex alone, so that what is remembered is never wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import msgspec

from newslint.scan.sign import Seen


class Known(msgspec.Struct):
    """What is looked for, by what was asked, and the names of the groups of regexes that compile."""

    seen: dict[str, Seen] = {}
    groups: dict[str, list[str]] = {}


class Memory:
    """Answers from what is known, and notes what was asked."""

    def __init__(self, known: Known | None) -> None:
        self.known = known or Known()
        self.used = Known()

    def seen(self, asked: str, find: Callable[[], Seen]) -> Seen:
        """What is known of a regex under a key that says all of what was asked, or what `find` finds out."""
        found = self.known.seen.get(asked) or find()
        self.used.seen[asked] = found
        return found

    def groups(self, pattern: str, find: Callable[[], list[str]]) -> list[str]:
        """The names of the groups of a regex, or what `find` finds out."""
        known = self.known.groups.get(pattern)
        found = find() if known is None else known
        self.used.groups[pattern] = found
        return found

    @property
    def grown(self) -> bool:
        """Whether more or less was asked than was known."""
        return self.used != self.known


class Unasked(Memory):
    """A memory for a matcher of which is known already what it seeks: it finds nothing out."""

    def __init__(self) -> None:
        super().__init__(None)

    def seen(self, asked: str, find: Callable[[], Seen]) -> Seen:
        """Nothing: nobody will look for it."""
        return Seen(None, False)


_current: ContextVar[Memory | None] = ContextVar("memory", default=None)


def current() -> Memory:
    """The memory at hand, or one that forgets."""
    return _current.get() or Memory(None)


@contextmanager
def at_hand(memory: Memory) -> Iterator[None]:
    """Have a memory at hand while packs are read and rules compiled."""
    token = _current.set(memory)
    try:
        yield
    finally:
        _current.reset(token)
