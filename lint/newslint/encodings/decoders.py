"""Decoders: what undoes an escape or the reading of bytes in the wrong encoding."""

from __future__ import annotations

import codecs
import re
from binascii import a2b_qp
from collections.abc import Callable, Mapping
from typing import Literal
from urllib.parse import unquote

Escape = Literal["html", "backslash", "mail", "url"]
Misreading = Literal[
    "utf-8-as-windows", "utf-8-as-mac", "utf-8-as-dos", "utf-8-as-cp1250", "utf-8-as-cp1251", "utf-8-as-koi8",
    "utf-8-as-chinese", "mac", "windows-as-mac",
]  # fmt: skip


def read_as(text: str, *pages: str) -> bytes:
    """The bytes of which a text was made by reading them in one of the code pages, the first that has its characters.

    What Windows-1252 lacks stands for its own byte. Raises UnicodeEncodeError where no page has the text.
    """
    for page in pages[:-1]:
        try:
            return text.encode(page, _OWN_BYTE)
        except UnicodeEncodeError:
            continue
    return text.encode(pages[-1], _OWN_BYTE)


_OWN_BYTE = "newslint.own-byte"


def _own_byte(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    lost = error.object[error.start : error.end]
    if any(not "\x80" <= char <= "\x9f" for char in lost):
        raise error
    return lost.encode("latin-1"), error.end


codecs.register_error(_OWN_BYTE, _own_byte)


def _utf_8_read_as(*pages: str) -> Callable[[str], str]:
    """Undo the reading of UTF-8 in one of some code pages."""
    return lambda text: read_as(text, *pages).decode()


def _octets(octets: bytes) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252")


def _backslash(text: str) -> str:
    """Undo the escapes of JSON and of programming languages."""
    if text.startswith("\\x"):
        return _octets(bytes(int(digits, 16) for digits in re.findall(r"\\x(..)", text)))
    units = re.sub(r"\\(?:u(....)|(.))", lambda part: chr(int(part[1], 16)) if part[1] else _escaped(part[2]), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _escaped(letter: str) -> str:
    return {"n": "\n", "r": "\r", "t": "\t"}.get(letter, letter)


def _html(text: str) -> str:
    """Undo the escapes of HTML, which may have been written twice."""
    from html import unescape  # noqa: PLC0415  (reads the names of 2,231 characters)

    return unescape(unescape(text))


DECODERS: Mapping[Escape | Misreading, Callable[[str], str]] = {
    "html": _html,
    "backslash": _backslash,
    "mail": lambda text: _octets(a2b_qp(text.encode("ascii"))),
    "url": lambda text: unquote(text, errors="strict"),
    "utf-8-as-windows": _utf_8_read_as("cp1252"),
    "utf-8-as-mac": _utf_8_read_as("mac_roman"),
    "utf-8-as-dos": _utf_8_read_as("cp437", "cp850"),
    "utf-8-as-cp1250": _utf_8_read_as("cp1250"),
    "utf-8-as-cp1251": _utf_8_read_as("cp1251"),
    "utf-8-as-koi8": _utf_8_read_as("koi8_r"),
    "utf-8-as-chinese": _utf_8_read_as("gb18030"),
    "mac": lambda text: text.encode("cp1252").decode("mac_roman"),
    "windows-as-mac": lambda text: text.encode("mac_roman").decode("cp1252"),
}
"""Each raises ValueError for what it cannot decode."""
