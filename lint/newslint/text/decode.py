"""Bytes to text: a byte order mark decides, else the encoding that is named, else UTF-8."""

from __future__ import annotations

import codecs

from newslint.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, path: str, encoding: str | None = None) -> str:
    """Decode a document's bytes: a byte order mark decides, else `encoding`, else strict UTF-8.

    The mark itself is no part of the text. Raises InputError that names the offending byte's offset.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            data, encoding = data[len(bom) :], name
            break
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "" if encoding else "; say what it is with --encoding, for example --encoding cp1252"
        raise InputError(
            path,
            f"not {encoding or 'UTF-8'}: byte 0x{data[error.start]:02x} at offset {error.start} (line {line}){hint}",
        ) from None
    if (nul := text.find("\0")) >= 0:
        raise InputError(path, f"binary, not text: NUL at offset {nul} (line {text.count(chr(10), 0, nul) + 1})")
    return text
