"""Which ids of a file stood in it before: kept as digests in a file of their own, of which memory holds the last."""

from __future__ import annotations

import errno
import sqlite3

AT_ONCE = 10_000
"""Ids that are put away together."""
SHOWN = 5
"""Ids that come again of which it is told where."""


class Names:
    """Counts the ids that come again, and tells of the first where they stand and stood. SQLite keeps what is known in
    a temporary file, which is made once it is more than a little.

    Raises OSError where it cannot.
    """

    def __init__(self) -> None:
        self.twice = 0
        self.told: list[tuple[str, int, int]] = []
        """Ids that come again, the record where they do, and the first that had them."""
        self._new: list[tuple[str, int]] = []
        self._database = sqlite3.connect("", isolation_level=None)
        for said in ("PRAGMA journal_mode=OFF", "CREATE TABLE names (name INTEGER PRIMARY KEY, at INTEGER)", "BEGIN"):
            self._database.execute(said)

    def add(self, name: str, at: int) -> None:
        """Note the id of a record, unless it is empty."""
        if name:
            self._new.append((name, at))
            if len(self._new) == AT_ONCE:
                self._put_away()

    def close(self) -> None:
        """Count those that are left."""
        self._put_away()
        self._database.close()

    def _put_away(self) -> None:
        rows = sorted((hash(name), at) for name, at in self._new)
        try:
            added = self._database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", rows).rowcount
            again = len(rows) - max(added, 0)
            for name, at in self._new if again and len(self.told) < SHOWN else ():
                (first,) = self._database.execute("SELECT at FROM names WHERE name = ?", (hash(name),)).fetchone()
                if first != at and len(self.told) < SHOWN:
                    self.told.append((name, at, first))
        except sqlite3.Error as error:
            raise OSError(errno.ENOSPC, f"its ids cannot be kept in a temporary file: {error}") from None
        self.twice += again
        self._new.clear()
