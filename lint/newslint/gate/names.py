"""How many ids of a file stood in it before. They are kept as digests in a file of their own, which is as large as it
needs to be, while memory holds the last of them.
"""

from __future__ import annotations

import errno
import sqlite3

AT_ONCE = 10_000
"""Ids that are put away together."""


class Names:
    """Counts the ids that come again. SQLite keeps what is known in a temporary file, once it is more than a little.

    Raises OSError where it cannot.
    """

    def __init__(self) -> None:
        self._new: list[int] = []
        self._count = 0
        self._database: sqlite3.Connection | None = None

    def add(self, name: str) -> None:
        """Note an id, unless it is empty."""
        if name:
            self._count += 1
            self._new.append(hash(name))
            if len(self._new) == AT_ONCE:
                self._put_away()

    def twice(self) -> int:
        """How many stood before."""
        if self._database is None:
            return self._count - len(set(self._new))
        self._put_away()
        (different,) = self._database.execute("SELECT count(*) FROM names").fetchone()
        self._database.close()
        return self._count - int(different)

    def _put_away(self) -> None:
        if self._database is None:
            self._database = sqlite3.connect("", isolation_level=None)
            for said in ("PRAGMA journal_mode=OFF", "CREATE TABLE names (name INTEGER PRIMARY KEY)", "BEGIN"):
                self._database.execute(said)
        rows = ((name,) for name in sorted(self._new))
        try:
            self._database.executemany("INSERT OR IGNORE INTO names VALUES (?)", rows)
        except sqlite3.Error as error:
            raise OSError(errno.ENOSPC, f"its ids cannot be kept in a temporary file: {error}") from None
        self._new.clear()
