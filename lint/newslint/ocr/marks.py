"""Words with marks or capitals in them, looked for in texts that OCR damaged."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.ocr.mending import ADDRESSED
from newslint.ocr.sifting import PlacedSign

SMALL = 4
"""Letters. A word with a stop in it falls into two pieces of which one has fewer."""
_BEFORE, _AFTER = r"(?<![\w'’@#/.-])", r"(?![\w@/])"
_MARKED = late(
    # a mark that no word holds, but in addresses, handles and code
    r"(?<!\S)(?=\S{0,40}[A-Za-z])(?=\S{0,40}[_\\^~|«»¿¡{}<>°§©®¥•■♦])"
    r"(?!\S{0,40}(?://|@|#|www|\w_\w{1,20}_\w|=|<\w|</|\{\{))[^\s¬]{1,40}(?!\S)"
    # a capital within, but in units
    rf"|{_BEFORE}(?![ei][A-Z][a-z])(?!(?:pH|kW|kWh|dB|mRNA|kHz|mAh|hPa|tvOS|macOS)\b)[a-z]+[A-Z][A-Za-z]*{_AFTER}"
    # a bracket, a quotation mark, an ampersand or an apostrophe between letters
    rf"|{_BEFORE}(?<![(\[])[A-Za-z]+[(\[)\]](?!e?s\)|[A-Z]{{2,}})[A-Za-z]+{_AFTER}(?![)\]])"
    rf"|{_BEFORE}[a-z]+[\"”“][a-z]+{_AFTER}"
    rf"|{_BEFORE}[A-Za-z]*[a-z]&(?![a-z]+;)[a-z]+{_AFTER}|{_BEFORE}[A-Z]&(?![a-z]+;)[a-z]+{_AFTER}"
    rf"|{_BEFORE}[A-Za-z]+['’](?!(?:s|t|re|ve|ll|d|m|clock|em|er|n)\b)[a-z]+(?![\w@/'’])"
)
_PIECES = late(r"[()\[\]]")
_AROUND = "~«¡{•.,;:!?\"'“”‘’()[]*-—–"
"""Marks beside a word that is sound all the same."""
_STOPPED = late(rf"{_BEFORE}([a-z]{{1,12}})[.:;!?]([a-z]{{1,12}}){_AFTER}(?!\.\w)")
_ENDINGS = ADDRESSED | {"js", "py", "io", "ai"}


def marks(text: str) -> Iterator[PlacedSign]:
    """Every one of them."""
    for match in _MARKED.finditer(text):
        if _broken(_PIECES.split(match[0])):
            yield PlacedSign("debris", match.start(), match.start() + len(match[0].rstrip(".,;:!?")), "")
    for match in _STOPPED.finditer(text):
        left, right = match.groups()
        small = min(len(left), len(right)) < SMALL and len(left + right) >= SMALL - 1
        if small and right not in _ENDINGS and _broken([left, right]):
            yield PlacedSign("debris", *match.span(), "")


def _broken(pieces: list[str]) -> bool:
    """Whether one of the pieces is no word: two words that lost the space between them are another matter."""
    words = lexicon()
    cores = [piece.strip(_AROUND) for piece in pieces]
    return any(core.lower() not in words or (len(core) == 1 and core not in "aI") for core in cores)
