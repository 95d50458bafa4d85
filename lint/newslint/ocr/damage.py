"""OCR damage in a document: every token tested, the doubtful ones looked at with their neighbours, signs counted.

The work is done once for each document and shared by all rules that ask. A token without a sign is remembered
across documents, so that sound text costs a look at each.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import filterfalse

from newslint.late import late
from newslint.ocr.capitals import capitals
from newslint.ocr.columns import columns
from newslint.ocr.figures import figures
from newslint.ocr.glued import glued
from newslint.ocr.lexicon import lexicon
from newslint.ocr.lookalikes import by_hand, slipped
from newslint.ocr.mending import LIGATURES, LONGEST
from newslint.ocr.pieces import pieces
from newslint.ocr.sifting import CERTAIN, PlacedSign, sift
from newslint.ocr.signs import DECISIVE, MANY, STRONG, Sign, Test
from newslint.ocr.words import EDGES, HYPHENS, classify_token
from newslint.text.document import Document
from newslint.text.language import ENGLISH

KEPT = 250_000
"""Tokens remembered across documents, about 100 bytes each; past that they are forgotten and tested anew."""
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
ALONE = 3.0
"""So many of them, halved, are enough without a strong one."""
FEW = 24
"""So many tokens or fewer are looked for one by one, more in one pass over the text."""

OFTEN = 2 * MANY
"""Per million words: how frequent a word must be to be made of two pieces."""
_ENGLISH = "the of and to in that is was for it with"
_FOREIGN = (
    "de la le les et des du que el los un una der und das den ist nicht il di che het een van och att det som une"
    " qui pour dans vous au sur pas ne ce est para por como von zu mit auf für"
)
COMMON, FOREIGN = frozenset(_ENGLISH.split()), frozenset(_FOREIGN.split())
"""Words by which English, garbled English too, is told from other languages."""

_TOKEN = late(r"\S+")
_NEXT = late(r"(\s+)([A-Za-z]+)")
_BEFORE = late(r"(?<!\S)([a-z]+|[B-HJ-Z]) $")
_SUSPENDED = frozenset({"and", "or", "to", "und", "nor", "but", "as", "versus", "vs"})
_LOOKED: frozenset[Test] = frozenset({"hyphen", "lone"})
_FRAGMENTS: frozenset[Test] = frozenset({"lone", "unknown", "misread", "debris", "confused", "lookalike"})
_LEADS = _FRAGMENTS | {"hyphen"}
"""Tests whose signs may turn out to be of another test when their neighbours are seen,"""
_SEEN: frozenset[Test] = frozenset({"split", "lost-ligature", "compound", "line-end"})
"""namely of one of these."""
_DOUBTFUL: frozenset[Test] = frozenset({"unknown", "debris", "capital"})
_PREFIX_WORDS = (
    "anti co counter cross ex half inter mid mini multi non over post pre pro self semi sub super trans un under"
)
_PREFIXED = frozenset(_PREFIX_WORDS.split())
_LOSSES: tuple[tuple[Test, str], ...] = (("split", ""), *(("lost-ligature", ligature) for ligature in LIGATURES))
_HALF: tuple[Test, str] = ("lost-ligature", "f")
"""The other f of “dif erent”."""
_CARRIED = late(r"[-¬\u00ad‐⸗]\s*\n\s*$")
"""Before the second half of a word that was broken at a line end."""


class Memory:
    """What tests said of tokens, across documents."""

    def __init__(self) -> None:
        self.sound: set[str] = set()
        self._signs: dict[str, Sign] = {}

    def signs(self, tokens: list[str]) -> dict[str, Sign]:
        """The tokens that bear a sign."""
        if len(self.sound) > KEPT:
            self.sound.clear()
        if len(self._signs) > KEPT:
            self._signs.clear()
        found = {}
        for token in set(filterfalse(self.sound.__contains__, tokens)):
            sign = self._signs.get(token) or self._test(token)
            if sign is None:
                self.sound.add(token)
            else:
                found[token] = self._signs[token] = sign
        return found

    def _test(self, token: str) -> Sign | None:
        """The sign of a token. Marks around a sound one change nothing but for a hyphen at its end."""
        core = token.strip(EDGES)
        if len(core) < len(token) and core and token[-1] not in HYPHENS:
            if core in self.sound:
                return None
            if core not in self._signs and classify_token(core) is None:
                self.sound.add(core)
                return None
        return classify_token(token)


_memory = Memory()


def tests(document: Document) -> frozenset[Test]:
    """The tests by which there are signs of damage in a document. The lexicon is English: other text is not tested."""
    if document.languages.document != ENGLISH:
        return frozenset()
    return document.fact(DamageReport).tests


class DamageReport:
    """The signs of OCR damage in one document."""

    def __init__(self, document: Document) -> None:
        self._document, self._text = document, document.printed
        self._signs = _memory.signs(document.tokens)
        self.columns = [PlacedSign("columns", *span, "") for span in columns(document.printed)]

    @cached_property
    def tests(self) -> frozenset[Test]:
        """The tests by which there are signs."""
        return frozenset(sign.test for sign in (*self.found, *self.columns))

    @cached_property
    def strong(self) -> float:
        """How many different words bear a strong sign, for each PAGE words of a text that is longer.

        In a short text doubtful signs beside a strong one count, each by half, but not slips of the hand.
        """
        words = len(self._document.tokens)
        tests = STRONG | _DOUBTFUL if words <= SHORT else STRONG
        if not any(sign.test in tests for sign in self._first) or (words > LITTLE and not self.english):
            return 0
        strong, doubtful = self._words(CERTAIN if self._lowered else STRONG), self._words(_DOUBTFUL)
        beside = sum(not _slip(word) for word in doubtful - strong) / 2 if words <= SHORT and not self._lowered else 0.0
        return (len(strong) + (beside if strong or beside >= ALONE else 0.0)) * min(1.0, PAGE / max(words, 1))

    @cached_property
    def evidence(self) -> float:
        """The same, but in a short text a word that only OCR makes counts twice: there is little room for a second."""
        short = len(self._document.tokens) <= SHORT and not self._lowered
        return self.strong + (len(self._words(DECISIVE, by_hand)) if self.strong and short else 0)

    @cached_property
    def _lowered(self) -> bool:
        """Whether the text has no capitals, so that names are taken for words."""
        words = len(self._document.tokens)
        return words > LITTLE and sum(map(str.isupper, self._text)) * 100 < words

    def _words(self, tests: frozenset[Test], but: Callable[[str, str], bool] | None = None) -> set[str]:
        """The different words with a sign of these tests, `but` those listed that something else explains."""
        read = ((self._text[sign.start : sign.end].lower(), sign) for sign in self._first if sign.test in tests)
        return {word for word, sign in read if sign.test != "nonword" or not but or not but(word, sign.meant)}

    @cached_property
    def found(self) -> list[PlacedSign]:
        """Every sign in order; in a text that is surely damaged also those that are looked for there alone."""
        if self.evidence < SURE:
            return self._first
        text = self._text
        return _apart([*self._first, *pieces(text), *glued(text), *capitals(text), *figures(text)])

    @cached_property
    def _first(self) -> list[PlacedSign]:
        """The signs that tokens bear, each seen with its neighbours."""
        found = [sign for start, token in self._places() for sign in self._look(start, self._signs[token])]
        return sift(self._text, _apart(found))

    @cached_property
    def english(self) -> bool:
        """Whether the text has far more small words of English than of other languages, which are not judged."""
        words = self._document.tokens
        small = sum(word in COMMON for word in words)
        if (
            small * SMALL < len(words)
            and len({sign.meant for sign in self._first if sign.test in CERTAIN}) < FEW_CERTAIN
        ):
            return False
        return small > 2 * sum(word in FOREIGN for word in words)

    def _places(self) -> list[tuple[int, str]]:
        signs, text = self._signs, self._text
        if len(signs) > FEW:
            return [(match.start(), match[0]) for match in _TOKEN.finditer(text) if match[0] in signs]
        places = []
        for token in signs:
            at = text.find(token)
            while at >= 0:
                end = at + len(token)
                if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
                    places.append((at, token))
                at = text.find(token, end)
        return places

    def _look(self, at: int, sign: Sign) -> list[PlacedSign]:
        start, end = at + sign.start, at + sign.end
        if sign.test == "hyphen":
            return self._hyphen(start, end)
        if sign.test == "initial":
            return self._drop_capital(start, end)
        if start == at and _CARRIED.search(self._text, max(0, at - 8), at):
            return []
        if sign.test in _FRAGMENTS and (split := self._split(start, end)):
            return [split]
        if sign.test == "lone" and not self._stands_alone(start, end):
            return []
        return [PlacedSign(sign.test, start, end, sign.meant)]

    def _drop_capital(self, start: int, end: int) -> list[PlacedSign]:
        """A large capital that stands apart from its word, “R epairs”."""
        after, words = _NEXT.match(self._text, end), lexicon()
        if after is None or after[1] != " " or not after[2].islower() or len(after[2]) < 3:
            return []
        joined = self._text[start].lower() + after[2]
        if words.frequent.get(joined, 0) < MANY or after[2] in words.frequent:
            return []
        return [PlacedSign("split", start, after.end(2), self._text[start] + after[2])]

    def _hyphen(self, start: int, end: int) -> list[PlacedSign]:
        """A word broken by a hyphen: in the line, or at its end."""
        after = _NEXT.match(self._text, end)
        if after is None or after[2] in _SUSPENDED or not after[2].islower() or "\n\n" in after[1]:
            return []
        left, words = self._text[start : end - 1].lower(), lexicon()
        if left + after[2] not in words or (left in _PREFIXED and after[2] in words):
            return []
        whole = left in words and after[2] in words
        test: Test = "line-end" if "\n" in after[1] else "compound" if whole else "hyphen"
        return [PlacedSign(test, start, after.end(2), self._text[start : end - 1] + after[2])]

    def _split(self, start: int, end: int) -> PlacedSign | None:
        """A word that a space fell into, "w ith", or that lost a ligature, "con dence"."""
        word, frequent = self._text[start:end], lexicon().frequent
        if not word.isalpha() or not word.islower() or self._text[max(0, start - 1) : start] in ("'", "’"):
            return None
        after = _NEXT.match(self._text, end)
        if after and after[1] == " " and after[2].islower():
            fragment = after[2] not in ("a", "i") and (
                word not in lexicon() or after[2] not in lexicon() or 1 in (len(word), len(after[2]))
            )
            losses = (*_LOSSES, _HALF) if word[-1] == "f" else _LOSSES
            for test, between in losses if fragment else ():
                if frequent.get(joined := word + between + after[2], 0) >= OFTEN and len(joined) > 2:
                    return PlacedSign(test, start, after.end(2), joined)
        before = _BEFORE.search(self._text, max(0, start - LONGEST), start)
        left = before[1] if before else ""
        losses = (*_LOSSES, _HALF) if left[-1:] == "f" else _LOSSES
        for test, between in losses if before else ():
            rate = frequent.get((joined := left + between + word).lower(), 0)
            whole = len(word) > 1 or between or (len(left) > 1 and rate > frequent.get(left, 0))
            if rate >= OFTEN and whole:
                return PlacedSign(test, start - len(left) - 1, end, joined)
        for ligature in LIGATURES if self._text[start - 1 : start].isspace() else ():
            if len(word) > 4 and frequent.get(ligature + word, 0) >= OFTEN:
                return PlacedSign("lost-ligature", start, end, ligature + word)
        return None

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether a lone letter has prose around it: not a list, a formula or a label."""
        text = self._text
        before = text[max(0, start - 2) : start]
        after = text[end : end + 2]
        return before[-1:] in (" ", "\n", "") and before[:1] not in "(" and after[:1] in tuple(" \n,;")


def _apart(found: list[PlacedSign]) -> list[PlacedSign]:
    """The signs in order without those that lie in another; of two at one place the longer one."""
    kept: list[PlacedSign] = []
    for sign in sorted(found, key=lambda sign: (sign.start, -sign.end)):
        if not kept or sign.start >= kept[-1].end:
            kept.append(sign)
    return kept


def _slip(word: str) -> bool:
    """Whether a word long enough to tell is a slip of the hand."""
    return len(word) > WORDY and word.isalpha() and slipped(word)
