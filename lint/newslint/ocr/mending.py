"""Words mended: what was meant by one that lost a ligature, its spaces, or the shape of a letter."""

from __future__ import annotations

import re

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.ocr.signs import MANY

_FUNCTION_WORDS = (
    "the and of that was with his from had were which this have they been for not but are all would their there when"
    " him her she who into than them said one out will after about"
)
FUNCTION = frozenset(_FUNCTION_WORDS.split())
_WITHIN = FUNCTION & {"the", "and", "of", "that", "was", "with", "his", "from", "had", "were", "which", "for"} | {
    "in",
    "to",
    "by",
}
_ADDRESSED = "com org net gov edu co uk au tv html htm php aspx pdf jpg png txt"
ADDRESSED = frozenset(_ADDRESSED.split())
"""What follows a stop in addresses and names of files."""
LONGEST = 24
"""Letters. Longer words are tested for their letter runs only."""
SURELY = 7
"""Letters of a piece that stands in a longer word by no chance."""
LONG = 20
"""Letters of a word that is no name, so that its pieces may be short."""
_WORN_Y = late(r"j?\^|j'|\}['-]?")


def worn_y(token: str) -> str:
    """The word meant where a worn y was read as marks, “onl}'” and “bej^ond”; empty where none was."""
    if not _WORN_Y.search(token):
        return ""
    meant = _WORN_Y.sub("y", token.strip('.,;:"“”'))
    return meant if meant.isalpha() and len(meant) > 2 and meant.lower() in lexicon() else ""


_ONE_STRANGER = late(r"[A-Za-z]*[^\x00-\x7f“”‘’–—…][a-z]+")
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")


def ligature_misread(core: str) -> str:
    """The word meant where a letter beyond ASCII stands for a ligature, “conärmed”; empty where none does."""
    if not _ONE_STRANGER.fullmatch(core) or len(core) < 4:
        return ""
    frequent = lexicon().frequent
    for ligature in LIGATURES:
        meant = re.sub(r"[^\x00-\x7f]", ligature, core)
        if frequent.get(meant.lower(), 0) >= MANY:
            return meant
    return ""


def letter_of_ligature(word: str) -> str:
    """The word meant where one letter of a ligature is left, “eficient”; empty where none is."""
    frequent = lexicon().frequent
    for at, char in enumerate(word):
        for ligature in LIGATURES if char == "f" else ():
            if frequent.get(meant := word[:at] + ligature + word[at + 1 :], 0) >= MANY:
                return meant
    return ""


def _least(piece: str) -> int:
    """Per million words: how frequent a piece of a long word must be. Small words are found in anything."""
    return 500 if len(piece) < 3 else 30 if len(piece) < SURELY else 3


def run_together(word: str) -> str:
    """Three words or more that lost the spaces between them, one of them a function word; empty where they are not."""
    frequent = lexicon().frequent
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - LONGEST), end):
            before, piece = best[start], word[start:end]
            if before is not None and (frequent.get(piece, 0) >= _least(piece)):
                pieces = [*before, piece]
                if found is None or len(pieces) < len(found):
                    found = pieces
        best.append(found)
    pieces = best[-1] or []
    within = [piece for piece in pieces[1:-1] if piece in _WITHIN]
    sound = len(word) >= LONG or all(len(piece) > 3 or piece in _WITHIN for piece in pieces)
    return " ".join(pieces) if within and sound else ""
