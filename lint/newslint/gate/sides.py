"""Files that the gate writes: each appears when it is whole."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from newslint.beside import beside, sweep
from newslint.sources.found import Source


class Shard(NamedTuple):
    """A file, and where its records go: accepted, rejected, and what is beside these."""

    source: Source
    accept: Path
    reject: Path

    @property
    def malformed(self) -> Path:
        """Where the bytes go that are no records, as they are."""
        return self.reject.with_name(f"{self.reject.name}.malformed")

    @property
    def sidecar(self) -> Path:
        """Where reasons and findings go under `sidecar`, a line a rejected record."""
        return self.reject.with_name(f"{self.reject.name}.findings.jsonl")

    @property
    def fixed(self) -> Path:
        """Where it is told which accepted records were mended, of forms that have no place for it in these."""
        return self.reject.with_name(f"{self.reject.name}.fixed.jsonl")

    @property
    def others(self) -> Path:
        """Where goes what is no text in an archive, as it is."""
        return self.reject.with_name(f"{self.reject.name}.others")


class Out:
    """Opens what is written for a file; without `write`, and for what nobody wants (None), it is written to nowhere."""

    def __init__(self, stack: ExitStack, *, write: bool) -> None:
        self.stack = stack
        self.write = write
        self._files: dict[Path, BinaryIO] = {}

    def file(self, path: Path | None, packed: str = "") -> BinaryIO:
        """A file, or the same again."""
        if path is None or not self.write:
            path = Path(os.devnull)
        if path not in self._files:
            self._files[path] = self.stack.enter_context(written(path, packed))
        return self._files[path]

    def table(self, path: Path, schema: Any, writer: Any) -> Callable[[Any], None]:
        """What writes tables into a file of columns."""
        made: Callable[[Any], None] = self.stack.enter_context(table(path if self.write else None, schema, writer))
        return made


@contextmanager
def written(path: Path, packed: str = "") -> Iterator[BinaryIO]:
    """A file that appears when it is whole; nowhere is as it is."""
    if path == Path(os.devnull):
        with path.open("wb") as nowhere:
            yield nowhere
        return
    with _taking_place(path) as place, place.open("wb") as raw:
        if packed == ".gz":
            with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as stream:
                yield cast(BinaryIO, stream)
        elif packed == ".zst":
            import zstandard  # noqa: PLC0415  (an extra)

            with zstandard.ZstdCompressor().stream_writer(raw) as stream:
                yield cast(BinaryIO, stream)
        elif packed:
            with {".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile}[packed](raw, "wb") as stream:
                yield cast(BinaryIO, stream)
        else:
            yield raw


@contextmanager
def table(path: Path | None, schema: Any, writer: Any) -> Iterator[Any]:
    """What writes tables into a file of columns that appears when it is whole."""
    if path is None:
        yield lambda table: None
        return
    with _taking_place(path) as place, writer(str(place), schema) as writing:
        yield writing.write_table


@contextmanager
def _taking_place(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path)
    place = beside(path)
    try:
        yield place
        os.replace(place, path)
    finally:
        with suppress(FileNotFoundError):
            place.unlink()
