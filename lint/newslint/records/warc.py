"""WARC and WET files of web archives, by warcio: the pages and texts in them are records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from newslint.records.record import Malformed, Record

TEXTS = ("text/", "application/xhtml")
"""How the media types of pages and texts begin."""


def read_warc(stream: BinaryIO, most: int) -> Iterator[Record | Malformed]:
    """The texts of an archive: what was extracted (`conversion`), and pages as they were sent or kept.

    What is no text (requests, descriptions of the archive, images) is no record.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  (an extra)
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    except ImportError:
        raise ValueError("warcio, which reads WARC files, is missing: pip install 'newslint[records]'") from None
    number = 0
    try:
        for entry in ArchiveIterator(stream):
            if _is_text(entry):
                number += 1
                yield _record(number, entry, most)
    except ArchiveLoadFailed as error:
        raise ValueError(f"no WARC file, or damaged after {number} texts: {str(error).splitlines()[0]}") from None


def _record(number: int, entry: Any, most: int) -> Record | Malformed:
    size = int(entry.rec_headers.get_header("Content-Length") or 0)
    data = entry.content_stream().read(most + 1) if size <= most else b""
    if size > most or len(data) > most:
        return Malformed(number, number, f"larger than the {most / 1_000_000:g} MB that a record may have")
    if entry.http_headers is None and len(data) < size:
        return Malformed(number, number, f"ends after {len(data)} of its {size} bytes")
    encoding = _charset(entry)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        return Malformed(number, number, f"not {encoding.upper()}: {where}")
    except LookupError:
        return Malformed(number, number, f"its encoding, {encoding}, is not known")
    headers = {"url": "WARC-Target-URI", "id": "WARC-Record-ID", "date": "WARC-Date", "type": "WARC-Type"}
    said = {name: entry.rec_headers.get_header(header) or "" for name, header in headers.items()}
    return Record(number, number, {"text": text, **said, "id": said["url"] or said["id"]})


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
