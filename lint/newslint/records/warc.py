"""WARC and WET files of web archives, by warcio: the pages and texts in them are records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from newslint.records.record import Malformed, Record, stray_byte, too_large

TEXTS = ("text/", "application/xhtml")
"""How the media types of pages and texts begin."""
_HEADERS = 1_000_000
"""Bytes that what is written above a record may have, beside its own."""


class Other(NamedTuple):
    """What is no text: a request, an image, a description of the archive. Without bytes if it is too large."""

    type: str
    raw: bytes


def read_warc(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The texts of an archive: what was extracted (`conversion`), and pages as they were sent or kept."""
    return (entry for entry in read_entries(stream, most) if not isinstance(entry, Other))


def read_entries(stream: BinaryIO, most: int) -> Iterator[Record | Malformed | Other]:
    """All of an archive, texts and what is none, each with its bytes, which end where the next begins."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  (an extra)
    except ImportError:
        raise ValueError("warcio, which reads WARC files, is missing: pip install 'newslint[records]'") from None
    number = 0
    kept = _Kept(stream, most + _HEADERS)
    try:
        entries = ArchiveIterator(kept)
        for entry in entries:
            if not entry.rec_headers.get_header("Content-Length"):
                raise ValueError("a record does not say how long it is")
            record = None
            if _is_text(entry):
                number += 1
                record = _record(number, entry, most)
            entries.read_to_end()
            raw = kept.until(entries.offset)
            if getattr(entry.raw_stream, "limit", 0):
                if record is None:
                    raise ValueError(f"breaks off within what follows its {number} texts")
                if isinstance(record, Record):
                    record = Malformed(number, number, "the file breaks off within it")
            yield record._replace(raw=raw) if record else Other(entry.rec_type, raw)
    except (OSError, EOFError, MemoryError):
        raise
    except Exception as error:  # the library trips over what an archive lacks
        lacks = isinstance(error, AttributeError | TypeError | LookupError)
        told = "a header lacks" if lacks else str(error).partition("\n")[0]
        raise ValueError(f"no WARC file, or damaged after {number} texts: {told}") from None


class _Kept:
    """A stream that keeps what was read, the last of it and no more than so many bytes, until it is asked for."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._data = bytearray()
        self._start = self._asked = 0

    def read(self, size: int = -1) -> bytes:
        """Read, and keep."""
        data = self._stream.read(size)
        self._data += data
        if (over := len(self._data) - self._most) > 0:
            self._drop(over)
        return data

    def tell(self) -> int:
        """How much was read."""
        return self._start + len(self._data)

    def until(self, end: int) -> bytes:
        """What stands before a place and after that which was asked for last; nothing where it was too much."""
        raw = bytes(self._data[: end - self._start]) if self._start == self._asked else b""
        self._drop(end - self._start)
        self._asked = end
        return raw

    def _drop(self, count: int) -> None:
        del self._data[:count]
        self._start += count


def _record(number: int, entry: Any, most: int) -> Record | Malformed:
    size = int(entry.rec_headers.get_header("Content-Length") or 0)
    data = entry.content_stream().read(most + 1) if size <= most else b""
    if size > most or len(data) > most:
        return Malformed(number, number, too_large(most))
    if entry.http_headers is None and len(data) < size:
        return Malformed(number, number, f"ends after {len(data)} of its {size} bytes")
    encoding = _charset(entry)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return Malformed(number, number, stray_byte(data, encoding))
    except LookupError:
        return Malformed(number, number, f"its encoding, {encoding}, is not known")
    headers = {
        "url": "WARC-Target-URI",
        "record_id": "WARC-Record-ID",
        "date": "WARC-Date",
        "type": "WARC-Type",
    }
    said = {name: entry.rec_headers.get_header(header) or "" for name, header in headers.items()}
    return Record(number, number, {"text": text, **said, "id": said["url"] or said["record_id"]})


def _is_text(entry: Any) -> bool:
    if entry.rec_type == "conversion" or (entry.rec_type == "resource" and entry.http_headers is None):
        kind = entry.rec_headers.get_header("Content-Type") or "text/plain"
    elif entry.rec_type == "response" and entry.http_headers is not None:
        kind = entry.http_headers.get_header("Content-Type") or ""
    else:
        return False
    return str(kind).strip().lower().startswith(TEXTS)


def _charset(entry: Any) -> str:
    """The encoding that a page was sent with, else UTF-8."""
    said = (entry.http_headers and entry.http_headers.get_header("Content-Type")) or ""
    found = str(said).lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return found or "utf-8"
