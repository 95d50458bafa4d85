"""What scans: Hyperscan, or the regex package alone where there is no Hyperscan for a machine.

Both take the same expressions and literals, and what they find leads to the same findings. Hyperscan looks for all
of them in one pass; the regex package looks for one after another, which takes several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol


class Refused(Exception):
    """An expression that cannot be looked for, since the empty text matches it, or a database of no use here."""


class Database(Protocol):
    """Expressions or literals that are looked for together."""

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """The place of each expression that stands in a text, and the offsets at which it may end, in their order."""
        ...

    def dump(self) -> bytes:
        """The database as it is kept, with what tells whether it was damaged since."""
        ...


class Engine(NamedTuple):
    """A way to scan: its name and version, how a database is compiled, or taken up as it was kept, and what to know.

    `compiled` and `taken` raise Refused. With `literal` expressions are plain bytes, several joined by NUL for what is
    told as one; with `once` each is told once a text. `note` is empty where all is as it should be.
    """

    name: str
    compiled: Callable[[Sequence[bytes], bool, bool], Database]
    taken: Callable[[bytes], Database]
    note: str = ""


def _engine() -> Engine:
    try:
        from newslint.scan import hyper  # noqa: PLC0415  (cannot be imported where Hyperscan is missing)
    except ImportError:
        from newslint.scan import plain  # noqa: PLC0415  (needed there alone)

        return Engine(plain.NAME, plain.compiled, plain.taken, plain.NOTE)
    return Engine(hyper.NAME, hyper.compiled, hyper.taken)


ENGINE = _engine()
