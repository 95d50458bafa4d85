"""OCR damage in a document: every token tested, the doubtful ones looked at with their neighbours, signs counted.

The work is done once for each document and shared by all rules that ask. A token without a sign is remembered
across documents, so that sound text costs a look at each.
"""

from __future__ import annotations

from functools import cached_property

from newslint.english.lexicon import lexicon
from newslint.late import late
from newslint.ocr.capitals import capitals
from newslint.ocr.columns import columns
from newslint.ocr.evidence import SURE, Evidence
from newslint.ocr.figures import figures
from newslint.ocr.glued import glued
from newslint.ocr.marks import marks
from newslint.ocr.mending import LIGATURES, LONGEST
from newslint.ocr.pieces import pieces
from newslint.ocr.sifting import PlacedSign, sift
from newslint.ocr.signs import MANY, Sign, Test
from newslint.ocr.words import EDGES, HYPHENS, classify_token
from newslint.text.document import Document
from newslint.text.language import ENGLISH

KEPT = 250_000
"""Tokens remembered across documents, about 100 bytes each; past that they are forgotten and tested anew."""
FEW = 24
"""So many tokens or fewer are looked for one by one, more in one pass over the text."""

OFTEN = 2 * MANY
"""Per million words: how frequent a word must be to be made of two pieces."""

_TOKEN = late(r"\S+")
_NEXT = late(r"(\s+)([A-Za-z]+)")
_BEFORE = late(r"(?<!\S)([a-z]+|[B-HJ-Z]) $")
_SUSPENDED = frozenset({"and", "or", "to", "und", "nor", "but", "as", "versus", "vs"})
_FRAGMENTS: frozenset[Test] = frozenset({"lone", "unknown", "misread", "debris", "confused", "lookalike"})
_PREFIX_WORDS = (
    "anti co counter cross ex half inter mid mini multi non over post pre pro self semi sub super trans un under"
)
_PREFIXED = frozenset(_PREFIX_WORDS.split())
_LOSSES: tuple[tuple[Test, str], ...] = (("split", ""), *(("lost-ligature", ligature) for ligature in LIGATURES))
_HALF: tuple[Test, str] = ("lost-ligature", "f")
"""The other f of “dif erent”."""
_STANDS = late(r"\w[.,]? v\.? [A-Z“]|\([a-z][.)]")
"""A letter between two parties to a suit, or in brackets."""
_UNIT = late(r"(?:[\d½¼¾⅓⅔] |\b[Tt]he |\bletter )$")
"""Before a unit, “500 g”, or a letter that is spoken of, “the h in herb”."""
_UNIT_NAMES = "g l m h k s kg dl cl ml tsp tbsp oz lb km cm mm ft"
_UNITS = frozenset(_UNIT_NAMES.split())
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
        for token in set(tokens) - self.sound:
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
    def weighed(self) -> Evidence:
        """What the signs of its tokens say of the document."""
        return Evidence(self._text, self._document.tokens, self._first)

    @cached_property
    def found(self) -> list[PlacedSign]:
        """Every sign in order; in a text that is surely damaged also those that are looked for there alone."""
        if not self._first or self.weighed.evidence < SURE:
            return self._first
        text = self._text
        return _apart([*self._first, *pieces(text), *glued(text), *capitals(text), *figures(text), *marks(text)])

    @cached_property
    def _first(self) -> list[PlacedSign]:
        """The signs that tokens bear, each seen with its neighbours, but for paragraphs in another language."""
        if not self._signs:
            return []
        languages = self._document.languages
        places = [place for place in self._places() if languages.at(place[0]) == ENGLISH]
        found = [sign for start, token in places for sign in self._look(start, self._signs[token])]
        return sift(self._text, _apart(found))

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
        if sign.test in _FRAGMENTS and self._measured(start, end):
            return []
        if sign.test == "debris" and _STANDS.search(self._text, max(0, start - 2), end + 4):
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
        if after and after[1] in (" ", "\n") and after[2].islower():
            fragment = after[2] not in ("a", "i") and (
                word not in lexicon() or after[2] not in lexicon() or 1 in (len(word), len(after[2]))
            )
            losses = (*_LOSSES, _HALF) if word[-1] == "f" else _LOSSES
            for test, between in losses if fragment else ():
                if frequent.get(joined := word + between + after[2], 0) >= OFTEN and len(joined) > 2:
                    return PlacedSign(test if after[1] == " " else "line-end", start, after.end(2), joined)
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

    def _measured(self, start: int, end: int) -> bool:
        """Whether it is a unit behind its number, or a letter that is spoken of."""
        before = _UNIT.search(self._text, max(0, start - 8), start)
        if before is None:
            return False
        if before[0][0].isalpha():
            return end - start == 1 and self._text[end : end + 4] in (" in ", " is ")
        return self._text[start:end] in _UNITS and not self._text[end : end + 2].strip().isdigit()

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
