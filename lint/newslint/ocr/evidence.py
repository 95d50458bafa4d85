"""The evidence that OCR damaged a document: signs of its tokens weighed against its length."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.ocr.capitals import capitals
from newslint.ocr.confusions import confusions
from newslint.ocr.lookalikes import by_hand, near, slipped
from newslint.ocr.mending import LONGEST
from newslint.ocr.sifting import CERTAIN, PlacedSign
from newslint.ocr.signs import DECISIVE, MANY, STRONG, Test

SURE = 2
"""So much evidence says that a text is damaged."""
PAGE = 1000
"""Words in which strong signs are counted: in a longer text so many are asked of each."""
LITTLE, SMALL = 20, 30
"""Words of a text too short to tell its language, and how many may come to one small word of English."""
FEW_CERTAIN = 2
"""So many words that only damaged English has tell it, too."""
SHORT = 200
"""Words of a short text: it has no room for many strong signs, so that one that nothing else makes counts twice."""
WORDY = 4
"""Letters. A slip of the hand is near to any word that is no longer."""
FEW, MORE = 0.2, 0.25
"""Share of doubtful words near to frequent ones, below which they say nothing beside a strong sign, or alone."""
ALONE, ALONE_IN_PRINT = 3.0, 2.0
"""So many of them, halved, are enough without a strong one, and so many whole ones."""
_ENGLISH = "the of and to in that is was for it with"
_FOREIGN = (
    "de la le les et des du que el los un una der und das den ist nicht il di che het een van och att det som une"
    " qui pour dans vous au sur pas ne ce est para por como von zu mit auf für"
)
COMMON, FOREIGN = frozenset(_ENGLISH.split()), frozenset(_FOREIGN.split())
"""Words by which English, garbled English too, is told from other languages."""
_DOUBTFUL: frozenset[Test] = frozenset({"unknown", "debris", "capital"})
_PRINTED = late(r"[a-z]{2}[-¬\u00ad‐⸗]\r?\n[a-z]{2}|[a-z,](?:\r?\n[a-z][^\n]{18,70}(?<=[a-z,])){2}\r?\n[a-z]")
"""A word broken at the end of a printed line, or three lines in a row that end within a sentence."""

_SPECIES = late(r"(?<![\w.])(?:[A-Z]\.|[A-Z][a-z]+(?:us|a|is|um|es|ia))\s$")
_GENUS = late(r"(?<![\w.])[A-Z][a-z]{4,}[a-z]\s$")
"""Before the second word of a Latin name, of any, and of one that ends as such words do."""
_LATIN = ("us", "a", "um", "is", "ii", "ae", "ens")
_QUOTED = late(r"[\"“‘'][^\W\d_]+[\"”’',.]")
"""A word that is quoted alone, as a word that is spoken of."""
STEM = 4
"""Letters that the words of one matter begin with: element names, the parts of a drug. OCR damages any."""


class Evidence:
    """What the signs of a document's tokens say of it."""

    def __init__(self, text: str, tokens: Sequence[str], signs: list[PlacedSign]) -> None:
        self._text, self._tokens, self._signs = text, tokens, signs
        self._short = len(tokens) <= SHORT

    @cached_property
    def strong(self) -> float:
        """How many different words bear a strong sign, for each PAGE words of a text that is longer.

        In a short text doubtful signs beside a strong one count, too, each by half.
        """
        strong = self._words(STRONG)
        if not (strong or self._hints) or (len(self._tokens) > LITTLE and not self.english):
            return 0
        if self._lowered:
            strong = self._words(CERTAIN)
        alone = self._hints >= (ALONE_IN_PRINT if self._printed else ALONE)
        hints = self._hints if strong or alone else 0.0
        if hints and not (self._printed or self._plain) and self._near_share < (FEW if strong else MORE):
            hints = 0.0
        return (len(strong) + hints) * min(1.0, PAGE / max(len(self._tokens), 1))

    @cached_property
    def evidence(self) -> float:
        """The same, but in a short text, which has little room, words that only OCR makes count twice.

        In print a capitalised word near to a name counts, too, beside another sign.
        """
        found = self.strong
        if not self._short or not self._signs or self._lowered:
            return found
        if found:
            found += len(
                {
                    self._word(sign)
                    for sign in self._signs
                    if sign.test in DECISIVE and not (sign.test == "nonword" and by_hand(self._word(sign), sign.meant))
                }
            )
        if found < SURE <= max(found, self._hints) + 1 and self._printed and self.english:
            found = max(found, self._hints) + any(sign.meant for sign in capitals(self._text))
        return found

    @cached_property
    def _hints(self) -> float:
        """What doubtful words of a short text weigh, other than slips of the hand: each a half.

        In print one near to a frequent word is a whole one, but for Latin names.
        """
        if not self._short or not self._signs or self._lowered:
            return 0.0
        doubtful = {word for word in self._words(_DOUBTFUL) - self._words(STRONG) if not _slip(word)}
        doubtful -= {self._word(sign) for sign in self._signs if sign.test == "unknown" and self._spoken_of(sign)}
        doubtful = set({word[:STEM]: word for word in sorted(doubtful)}.values())
        whole = {word for word in doubtful if _near(word)} if self._printed else set()
        for sign in self._signs if whole else ():
            if _SPECIES.search(self._text, max(0, sign.start - 24), sign.start):
                whole.discard(self._word(sign))
        return (len(doubtful) + len(whole)) / 2

    @property
    def _plain(self) -> bool:
        """Whether a sign is one that no word of another English bears."""
        confused = self._words(frozenset({"confused", "lookalike"}))
        return bool(self._words(DECISIVE)) or len(confused) > 1 or any(len(word) > WORDY + 1 for word in confused)

    @cached_property
    def _near_share(self) -> float:
        """Share of doubtful words that are near to frequent ones or no words; those of another English are neither."""
        doubtful = {word for word in self._words(_DOUBTFUL) - self._words(STRONG) if not _slip(word)}
        worn = self._words(frozenset({"debris", "capital"}))
        near_ones = sum(word in worn or (len(word) >= WORDY and (_near(word) or _run_on(word))) for word in doubtful)
        return near_ones / max(len(doubtful), 1)

    def _spoken_of(self, sign: PlacedSign) -> bool:
        """Whether a word is quoted alone, or the second of a Latin name."""
        if _QUOTED.match(self._text, max(0, sign.start - 1)):
            return True
        ends = self._word(sign).endswith(_LATIN)
        return ends and _GENUS.search(self._text, max(0, sign.start - 24), sign.start) is not None

    @cached_property
    def english(self) -> bool:
        """Whether the text has far more small words of English than of other languages, which are not judged."""
        words = self._tokens
        small = sum(map(COMMON.__contains__, words))
        certain = {sign.meant for sign in self._signs if sign.test in CERTAIN}
        if small * SMALL < len(words) and len(certain) < FEW_CERTAIN:
            return False
        return small > 2 * sum(map(FOREIGN.__contains__, words))

    @cached_property
    def _printed(self) -> bool:
        """Whether a short text has words broken at the ends of its lines, so that it comes from a page."""
        return self._short and _PRINTED.search(self._text) is not None

    @cached_property
    def _lowered(self) -> bool:
        """Whether the text has no capitals, so that names are taken for words."""
        words = len(self._tokens)
        return words > LITTLE and sum(map(str.isupper, self._text)) * 100 < words

    def _words(self, tests: frozenset[Test]) -> set[str]:
        """The different words with a sign of these tests."""
        return {self._word(sign) for sign in self._signs if sign.test in tests}

    def _word(self, sign: PlacedSign) -> str:
        return self._text[sign.start : sign.end].lower()


def _run_on(word: str) -> bool:
    """Whether a frequent word runs on into letters that are none: “importantsis”."""
    frequent = lexicon().frequent
    return any(frequent.get(word[:end], 0) >= MANY for end in range(WORDY + 1, len(word) - 1))


def _slip(word: str) -> bool:
    """Whether a word long enough to tell is a slip of the hand."""
    return len(word) > WORDY and word.isalpha() and slipped(word)


def _near(word: str) -> bool:
    """Whether confusions of letters lead from a word to a frequent one; no more is asked of a word of two or three."""
    if not 1 < len(word) <= LONGEST or not word.isalpha():
        return False
    if len(word) < WORDY or near(word):
        return True
    return any(reading.swapped and reading.rate >= MANY for reading in confusions().readings(word, lexicon().frequent))
