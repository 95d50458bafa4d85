"""Figures, looked for in texts that OCR damaged: letters among digits, digits in places where none can stand."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.late import late
from newslint.ocr.sifting import PlacedSign

_FIGURE = late(
    r"(?<![\w/@#.-])(?:"
    r"[£$](?=\w{0,3}[A-Za-z])(?![\d.,]+(?:[mk]|bn|m?n|tn)\b)[\dlIOoSB][\dlIOoSB.,]*(?<![.,])"
    r"|(?=\w{0,2}\d)(?:[lI]\d*|\d+[lIO]\d*|\d*O\d+)(?:th|st|nd|rd|d|s|lb|lbs|min)?"
    r"|\d{1,2}(?:ih|tb|lh|tli|bh|nb|ud|rcl|ch|fh|ll)"
    r"|S\d{1,3}|lO+|\d+[A-Z]\d+"
    r"|\d{1,3},0{2,4}[1-9]|\d{1,3},\d{3}[,.]?\d[«»*]?"
    r"|\d+[«»]"
    r")(?![\w/@-]|\.\d)"
)


def figures(text: str) -> Iterator[PlacedSign]:
    """Every one of them."""
    for match in _FIGURE.finditer(text):
        yield PlacedSign("figure", *match.span(), "")
