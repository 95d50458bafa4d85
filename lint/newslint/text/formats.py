"""What a file is that is no text: told by its first bytes, or by the zeros of UTF-16 and the control characters."""

from __future__ import annotations

from contextlib import suppress

from newslint.late import late

SHOWN = 4096
"""Bytes at the head of a file in which the parts of a ZIP archive, and the zeros of UTF-16, are looked for."""
ALLOWED = 0.05
"""The share of control characters up to which a text is a damaged one, and beyond which it is none."""
FEW = 20
"""Control characters of a short text that make it none, whatever their share."""

_SIGNATURES = (
    (b"\x1f\x8b", "gzip data; unpack it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ\0", "xz data; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"%PDF-", "a PDF file; take the text out of it first, for example with pdftotext"),
    (b"{\\rtf", "an RTF file; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file; save it as plain text first"),
    (b"PAR1", "a Parquet file; give it the name it should have, *.parquet"),
    (b"ARROW1", "an Arrow file; give it the name it should have, *.arrow"),
    (b"ORC\n", "an ORC file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\x00asm", "a program"),
)
_ZIP = b"PK\x03\x04"
_PARTS = (
    (b"word/", "a Word document (DOCX); save it as plain text first"),
    (b"xl/", "an Excel workbook (XLSX); save it as plain text first"),
    (b"ppt/", "a PowerPoint file (PPTX); save it as plain text first"),
    (b"mimetypeapplication/epub", "an EPUB book; take the text out of it first"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file; save it as plain text first"),
)
_CONTROL = late("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")


def binary_format(data: bytes) -> str:
    """What the first bytes of a file say that it is; empty where they say nothing."""
    if data.startswith(_ZIP):
        head = data[:SHOWN]
        return next((name for part, name in _PARTS if part in head), "a ZIP archive; unpack it first")
    return next((name for signature, name in _SIGNATURES if data.startswith(signature)), "")


def utf_16(data: bytes) -> str:
    """The name of the UTF-16 in which bytes without a mark seem to be written; empty where they do not."""
    head = data[:SHOWN]
    half = len(head) // 2
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if half < 2 or max(even, odd) * 2 < half or min(even, odd) * 10 > half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def binary_place(text: str) -> int | None:
    """The offset of the first control character of what is no text, though it could be decoded.

    None for a text, also for one that holds a few of them (programs that read PDF write a ligature so), or is made of
    them, since UTF-8 in another alphabet was read as Latin-1.
    """
    first = _CONTROL.search(text)
    if first is None:
        return None
    count = len(_CONTROL.findall(text))
    if count <= ALLOWED * len(text) or (count < FEW and count * 4 <= len(text)):
        return None
    with suppress(UnicodeError):
        if _CONTROL.search(text.encode("latin-1").decode()) is None:
            return None
    return first.start()
