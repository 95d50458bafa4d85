"""XML as reports write it: texts made fit to stand in an attribute."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from newslint.late import late
from newslint.report.display import one_line
from newslint.report.reporter import encodable

HEAD = '<?xml version="1.0" encoding="utf-8"?>'

_FORBIDDEN = late("[\ufffe\uffff]")


def tag(element: str, /, *, empty: bool = False, **attributes: str | int) -> str:
    """The tag that opens an element, or an element without content. What no XML may hold is shown by its number."""
    written = "".join(f" {key}={_quoted(str(value))}" for key, value in attributes.items())
    return f"<{element}{written}{'/' if empty else ''}>"


def _quoted(text: str) -> str:
    shown = _FORBIDDEN.sub(lambda char: f"<U+{ord(char[0]):04X}>", one_line(encodable(text)))
    return quoteattr(shown, {"##[": "##&#91;"})
