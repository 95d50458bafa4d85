"""Results of earlier runs: what a text came to under the same rules is not found out a second time.

Kept by content, in a database in the cache's folder: a digest of the text, of what its name says of its layout, of the
rules and all that settings say of them, and of the program. What is wrong with the file costs only time: every entry
has a checksum, what cannot be read is found out again, and what cannot be written is not kept. Several runs may use it.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache as once
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newslint import cache, digests
from newslint.linting.finding import Finding
from newslint.linting.linter import BATCH, MOST, Linted, Linter
from newslint.packs.library import pack_keys
from newslint.settings.keys import Settings
from newslint.text.document import Document

if TYPE_CHECKING:
    import sqlite3

BATCHES = 8
"""Batches of texts that are linted between two looks at what is kept."""
LARGEST = 2_000_000_000
"""Bytes from which on the database is begun anew."""
DAY = 86_400
"""Seconds between two looks for what is too old."""
_PATIENCE = 2.0
"""Seconds that a run waits for another one that writes."""
_ASKED = ("ftfy", "py3langid")
"""Libraries that are asked about some texts: each tells its version in the file that it begins with."""
_OF_RULES = (
    "profile",
    "select",
    "extend_select",
    "ignore",
    "extend_ignore",
    "severity",
    "preview",
    "language",
    "rules",
)

T = TypeVar("T")
_encode = msgspec.msgpack.Encoder().encode


class Results:
    """What is kept of earlier runs. `close` writes what this one has added."""

    def __init__(self) -> None:
        self._program = _program()
        self._keys: dict[int, bytes | None] = {}
        self._new: list[tuple[bytes, bytes, int]] = []
        self._database = _opened()
        self.taken = 0

    def through(
        self,
        texts: Iterable[T],
        document_of: Callable[[T], tuple[Document, Linter, Settings]],
        lint: Callable[[Iterable[T]], Iterable[Linted]],
        jobs: int = 1,
    ) -> Iterator[Linted]:
        """What texts come to, in order: as it is kept, or else as `lint` finds it out, and then it is kept.

        `jobs` is the number of processes that `lint` keeps at work: it is given the more at once.
        """
        batches = BATCHES * jobs
        waiting: list[tuple[T, bytes | None, Linted | None]] = []
        missing = size = 0
        for text in texts:
            document, linter, settings = document_of(text)
            key = self._key(document, linter, settings)
            known = self._known(key, document) if key else None
            if known is not None and not missing:
                yield known
                continue
            waiting.append((text, key, known))
            missing += known is None
            size += len(document.source)
            if missing >= BATCH * batches or size >= MOST * batches or len(waiting) >= BATCH * batches * 4:
                yield from self._found_out(waiting, lint)
                waiting, missing, size = [], 0, 0
        yield from self._found_out(waiting, lint)

    def _found_out(
        self, waiting: list[tuple[T, bytes | None, Linted | None]], lint: Callable[[Iterable[T]], Iterable[Linted]]
    ) -> Iterator[Linted]:
        missing = [text for text, _, known in waiting if known is None]
        found = iter(lint(missing)) if missing else iter(())
        for _, key, known in waiting:
            if known is None:
                known = next(found)
                if key and not known.errors:
                    data = _encode([msgspec.structs.replace(finding, path="") for finding in known.findings])
                    self._new.append((key, _summed(key, data), int(time.time())))
            yield known
        self.write()

    def _key(self, document: Document, linter: Linter, settings: Settings) -> bytes | None:
        """What a text's result is kept under; None where it depends on more than can be known."""
        if id(settings) not in self._keys:
            self._keys[id(settings)] = self._rules(linter, settings)
        rules = self._keys[id(settings)]
        if rules is None or self._database is None:
            return None
        name = os.path.basename(document.path).lower()
        suffix = name[name.rfind(".") :] if "." in name else ""
        made = hashlib.blake2b(rules, digest_size=20)
        made.update(f"{suffix}\0".encode("utf-8", "surrogatepass"))
        made.update(document.source.encode("utf-8", "surrogatepass"))
        return made.digest()

    def _rules(self, linter: Linter, settings: Settings) -> bytes | None:
        """A digest of the program and of the rules as they run; None with LanguageTool or foreign kinds."""
        if settings.languagetool or any(not _is_ours(loaded.matcher) for loaded in linter.rules):
            return None
        packs = pack_keys(settings.rules)
        if packs is None:
            return None
        said = msgspec.json.encode([getattr(settings, field) for field in _OF_RULES])
        return hashlib.sha256("\0".join([self._program, *packs]).encode() + said).digest()

    def _known(self, key: bytes, document: Document) -> Linted | None:
        if self._database is None:
            return None
        with self._guarded():
            row = self._database.execute("SELECT found FROM results WHERE key = ?", (key,)).fetchone()
            if row is None or not isinstance(row[0], bytes) or _summed(key, row[0][cache.CHECKSUM :]) != row[0]:
                return None
            with suppress(msgspec.MsgspecError):
                kept = _decoder().decode(row[0][cache.CHECKSUM :])
                found = [msgspec.structs.replace(finding, path=document.path) for finding in kept]
                self.taken += 1
                return Linted(document, found, [])
        return None

    def write(self) -> None:
        """Write what was added."""
        if self._new and self._database is not None:
            with self._guarded(), self._database:
                self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", self._new)
        self._new.clear()

    def close(self) -> None:
        """Write what was added, and let go of the database."""
        self.write()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _guarded(self) -> suppress:
        import sqlite3  # noqa: PLC0415

        return suppress(sqlite3.Error, OverflowError)


def _opened() -> sqlite3.Connection | None:
    """The database, made where there is none, and anew where it is damaged; None where there can be none."""
    folder = cache.cache_folder()
    if folder is None:
        return None
    import sqlite3  # noqa: PLC0415  (not needed with --no-cache)

    file = folder / cache.RESULTS
    for _ in range(2):
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_trusted(file):
            return None
        try:
            if file.exists() and file.stat().st_size > LARGEST:
                raise sqlite3.DatabaseError("too large")
            database = sqlite3.connect(file, timeout=_PATIENCE)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = OFF")
            made = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, found BLOB, time INTEGER) WITHOUT ROWID"
            database.execute(made)
            _let_go_of_old(database)
            return database
        except sqlite3.OperationalError:  # in use for too long, or nothing can be written here
            return None
        except sqlite3.Error:
            with suppress(OSError):
                file.unlink()
        except OSError:
            return None
    return None


def _let_go_of_old(database: sqlite3.Connection) -> None:
    """Take out what is kept for too long: once a day, since all of it is looked through."""
    today = int(time.time()) // DAY
    if database.execute("PRAGMA user_version").fetchone()[0] != today:
        with database:
            database.execute("DELETE FROM results WHERE time < ?", (int(time.time()) - cache.KEPT,))
        database.execute(f"PRAGMA user_version = {today}")


def _is_trusted(file: Path) -> bool:
    """Whether nobody else can have written a file: who can, could say that nothing is found."""
    if sys.platform == "win32":
        return True
    for path in (file.parent, file):
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            continue
        except OSError:  # no folder at all, or one that may not be looked into
            return False
        if status.st_uid not in (os.geteuid(), 0) or status.st_mode & 0o022:
            return False
    return True


def _is_ours(matcher: object) -> bool:
    return type(matcher).__module__.partition(".")[0] == "newslint"


@once
def _decoder() -> msgspec.msgpack.Decoder[list[Finding]]:
    """Made where something is found: to see how findings are set takes 2 ms."""
    return msgspec.msgpack.Decoder(list[Finding])


def _summed(key: bytes, data: bytes) -> bytes:
    """An entry with its checksum before it."""
    return cache.checksum(key + data) + data


def _program() -> str:
    """A digest of all that the program is made of, its data too, and of the libraries that it asks."""
    here = os.path.dirname(os.path.dirname(__file__))
    others = tuple(os.path.join(here, name, "") for name in ("rules", cache.BUILT))  # each pack has a digest of its own
    own = [file for file in digests.files_under(here) if not file.endswith(".pyc") and not file.startswith(others)]
    asked = [spec.origin for name in _ASKED if (spec := find_spec(name)) and spec.origin]
    return digests.digest([*own, *asked], digests.built_on())
