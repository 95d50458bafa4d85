"""Bytes to text: a byte order mark decides, else the encoding that is named, else UTF-8."""

from __future__ import annotations

import codecs

from newslint.errors import InputError
from newslint.text.formats import binary_format, binary_place, utf_16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, path: str, encoding: str | None = None) -> str:
    """Decode a document's bytes: a byte order mark decides, else `encoding`, else strict UTF-8.

    The mark itself is no part of the text. Raises InputError that says what the file is where it is no text, or names
    the offending byte's offset.
    """
    if known := binary_format(data):
        raise InputError(path, f"not text: {known}")
    mark, marked = byte_order_mark(data)
    if mark:
        data, encoding = data[len(mark) :], marked
    if encoding is None and (unmarked := utf_16(data)):
        raise InputError(path, f"not UTF-8: looks like UTF-16 without a byte order mark; try --encoding {unmarked}")
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if not encoding and binary_place(data.decode("latin-1")) is not None:
            raise InputError(path, "not text: binary data of a kind that is not known") from None
        line = data.count(b"\n", 0, error.start) + 1
        hint = "" if encoding else "; say what it is with --encoding, for example --encoding cp1252"
        raise InputError(
            path,
            f"not {encoding or 'UTF-8'}: byte 0x{data[error.start]:02x} at offset {error.start} (line {line}){hint}",
        ) from None
    if (at := binary_place(text)) is not None:
        line = text.count("\n", 0, at) + 1
        raise InputError(
            path, f"binary, not text: control character U+{ord(text[at]):04X} at offset {at} (line {line})"
        )
    return text


def encode(text: str, data: bytes, encoding: str | None = None) -> bytes | None:
    """A text as bytes, as those that were read: with their byte order mark and encoding.

    None where the bytes that were read are not the only ones that decode so, or the text has characters that the
    encoding has not.
    """
    mark, marked = byte_order_mark(data)
    name = marked or encoding or "utf-8"
    try:
        if data[len(mark) :].decode(name).encode(name) != data[len(mark) :]:
            return None
        return mark + text.encode(name)
    except UnicodeError:
        return None


def byte_order_mark(data: bytes) -> tuple[bytes, str]:
    """The byte order mark that bytes begin with, and the encoding that it tells of; both empty where there is none."""
    return next((found for found in _BOMS if data.startswith(found[0])), (b"", ""))
