"""kind: encoding. Text that went through a wrong decoder, or was decoded too little; the suggestion is the repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from newslint.encodings import alphabets, characters, codepages, hidden, sequences
from newslint.encodings.characters import Spotted
from newslint.encodings.decoders import DECODERS, Escape, Misreading
from newslint.kinds.kind import NOTHING, Hit, Kind, Match, Sought, Trait, seek
from newslint.kinds.pattern import PatternMatcher
from newslint.rule import templates
from newslint.rule.declaration import LoadedRule, Regexes, Rule, many
from newslint.scan.buffers import Viewed
from newslint.text.document import Document
from newslint.text.shifts import Shifts

Damage = Literal["mojibake", "garbled", "code-page", "other-alphabet", "replacement", "control", "mixed-script"]
Oddity = Literal["invisible", "hidden", "styled", "space", "gap", "full-width"]

_FINDERS: Mapping[str, tuple[re.Pattern[str], Viewed, Callable[[str], Iterator[Spotted]]]] = {
    "mojibake": (sequences.SUSPECT, "line", sequences.mended),
    "garbled": (sequences.SUSPECT, "line", sequences.garbled),
    "code-page": (codepages.SIGN, "document", codepages.misread_words),
    "other-alphabet": (alphabets.SIGN, "document", alphabets.other_alphabets),
    "mixed-script": (characters.MIXED, "document", characters.mixed),
    "styled": (characters.STYLED, "document", characters.styled),
    "hidden": (hidden.WITHIN, "line", hidden.within),
    "invisible": (hidden.ANY, "document", hidden.invisible),
    "gap": (hidden.GAP, "document", hidden.gaps),
}
"""What a unit must hold, the unit, and what finds the damage in it."""


class EncodingRule(Rule, tag="encoding", frozen=True, kw_only=True):
    """What to `find`.

    `mojibake`: bytes read in a wrong encoding, where ftfy's plan for the line mends the word; `garbled`: the same
    where the plan fails; `replacement`: U+FFFD; `control`: control characters; `invisible`: characters that nobody
    sees; `hidden`: lines in which such stand within several words; `space`: spaces of unusual width; `gap`: two spaces
    between two words, where the text has lost its apostrophes; `full-width`: Latin letters and digits of East Asian
    width; `styled`: letters that are signs of mathematics or small capitals; `mixed-script`: words of Latin letters
    with a Cyrillic or Greek one; `code-page`: words written in a national code page and read as Windows-1252;
    `other-alphabet`: the same for whole words of Cyrillic, Greek or Chinese; `pattern`: what the regexes of `pattern`
    match, with the text that `decode` makes of it as the suggestion.
    """

    find: Damage | Oddity | Literal["pattern"]
    pattern: Regexes = []
    decode: Escape | Misreading | None = None

    def __post_init__(self) -> None:
        if (self.find == "pattern") != bool(self.pattern):
            raise ValueError("`pattern` and `find: pattern` go together")


class Characters:
    """Runs of characters that no text should hold, with plain ones in their place where that is known."""

    def __init__(self, find: str) -> None:
        self._run = re.compile(f"[{re.escape(characters.CHARACTERS[find])}]+")
        self._plain = characters.PLAIN.get(find)
        self.sought: Sequence[Sought] = [seek(self._run.pattern, "document")]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of whole runs, but for those that are a part of a longer sequence of misread bytes."""
        plain = cache(self._plain) if self._plain else None
        for match in self._run.finditer(document.text):
            if sequences.part(document.text, *match.span()):
                continue
            values = {"code": f"U+{ord(match[0][0]):04X}"}
            if plain and (meant := plain(match[0])):
                values["suggestion"] = meant
            yield Match(*match.span(), values)


class Damaged:
    """What a function finds in the text, or in each line that may hold it."""

    def __init__(self, find: str) -> None:
        self._suspect, where, self._find = _FINDERS[find]
        self.sought: Sequence[Sought] = [seek(self._suspect.pattern, where)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """The spans found, each with the text meant as its suggestion."""
        for _, start, end in hits:
            if self._suspect.search(document.text, start, end):
                for first, last, values in self._find(document.text[start:end]):
                    yield Match(start + first, start + last, values)


class Hidden(Damaged):
    """Lines in which words hold what nobody sees; where many hold soft hyphens, they are looked for in the source."""

    def __init__(self) -> None:
        super().__init__("hidden")
        self.sought = [*self.sought, Trait(_typeset, "soft hyphens")]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """The spans found, each with its text without hidden characters as the suggestion."""
        shifts = document.reading.shifts
        if not (document.layout.soft and shifts):
            yield from super().find(document, hits)
            return
        for least in (hidden.MANY, 1):
            matches = list(self._within(document, shifts, least))
            if matches:
                yield from matches
                return

    @staticmethod
    def _within(document: Document, shifts: Shifts, least: int) -> Iterator[Match]:
        for line in document.lines:
            start, end = shifts.original(*line)
            for first, last, values in hidden.within(document.source[start:end], least):
                yield Match(shifts.edited(start + first), shifts.edited(start + last), values)


def _typeset(document: Document) -> Sequence[str]:
    return ("soft hyphens",) if document.layout.soft else ()


class Decoded:
    """What regexes match, with what a decoder makes of it."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, EncodingRule)
        found = [(pattern, NOTHING) for _, pattern in patterns(loaded)]
        self._matcher = PatternMatcher(found, loaded.rule.scope)
        self._decode = loaded.rule.decode
        self.sought = self._matcher.sought

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans of the regexes; a text that cannot be decoded has no suggestion."""
        for match in self._matcher.find(document, hits):
            damaged = document.text[match.start : match.end]
            try:
                fixed = DECODERS[self._decode](damaged) if self._decode else damaged
            except ValueError:
                fixed = damaged
            yield match._replace(values={**match.values, "suggestion": fixed}) if fixed != damaged else match


def compile_rule(loaded: LoadedRule) -> Characters | Damaged | Hidden | Decoded:
    """Choose the matcher."""
    rule = loaded.rule
    assert isinstance(rule, EncodingRule)
    if rule.find == "pattern":
        return Decoded(loaded)
    if rule.find == "hidden":
        return Hidden()
    return Damaged(rule.find) if rule.find in _FINDERS else Characters(rule.find)


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The rule's regexes with their lists written out."""
    assert isinstance(loaded.rule, EncodingRule)
    for pattern in many(loaded.rule.pattern):
        yield "pattern", templates.regex(pattern, loaded.lists)


KIND = Kind(EncodingRule, compile_rule, patterns, values=("code", "suggestion"), grouped=True)
