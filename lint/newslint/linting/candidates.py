"""Candidates: everything that any rule seeks is looked for at once.

Phrases are looked for in the folded text, regexes in the units that they look at, traits in the document as a whole.
A rule is asked only about documents in which something that it seeks stands, and told where.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain

from newslint.kinds.kind import Hit, Matcher, Phrase, Regex, Trait
from newslint.scan.alphabet import encode
from newslint.scan.buffers import View, Viewed, together, views
from newslint.scan.database import Heard, Owner, Scan, compile_all
from newslint.scan.needles import Needle
from newslint.scan.sign import CHARACTERS, EXPRESSION, By
from newslint.text.document import Document
from newslint.text.language import ENGLISH

Candidates = dict[int, dict[Hit, None]]
"""For each matcher that must look at a document where stands what it seeks, each hit once."""

Find = Callable[[Document], Collection[str]]
Seekers = dict[str, list[int]]
"""The matchers that seek a trait, by its name."""


class Finder:
    """Finds out which of some matchers must look at a document, and where.

    `groups` are the matchers for which databases are made, one for each group, by default one for those that look: what
    is sought by others of a group is told to nobody. `holds` says of a matcher's place and a language whether it looks
    at text in that language: a document in another language than English costs only the groups of which one does.
    """

    def __init__(
        self,
        matchers: Sequence[Matcher],
        groups: Sequence[Sequence[Matcher]] | None = None,
        holds: Callable[[int, str], bool] = lambda at, language: True,
    ) -> None:
        self._holds = holds
        self._places = range(len(matchers))
        self._speaking: dict[str, frozenset[int]] = {}
        self._always = [at for at, matcher in enumerate(matchers) if not matcher.sought]
        places = {id(matcher): at for at, matcher in enumerate(matchers)}
        wanted = [group for group in groups or [matchers] if any(id(matcher) in places for matcher in group)]
        self._scanners = [_Scanner(group, places) for group in wanted]
        compile_all(chain.from_iterable((scanner.phrases, *scanner.regexes.values()) for scanner in self._scanners))
        self._kinds = dict.fromkeys(kind for scanner in self._scanners for kind, _ in scanner.regexes)
        self._traits: dict[Find, Seekers] = {}
        for at, matcher in enumerate(matchers):
            for sought in matcher.sought:
                if isinstance(sought, Trait):
                    self._traits.setdefault(sought.find, {}).setdefault(sought.name, []).append(at)

    def find(self, documents: Sequence[Document]) -> list[Candidates]:
        """For each document the matchers that must look at it, and what stands where.

        One scan after another goes over all documents, whose views of a kind are made once for all scans: so a scan's
        tables stay in the processor's cache. So do the tokens of a document while its traits are looked for, and the
        next document's take their place.
        """
        results: list[Candidates] = [{at: {} for at in self._always} for _ in documents]
        heard = [self._heard(document.languages.document) for document in documents]
        asked = list(zip(documents, results, heard, strict=True))
        for scanner in self._scanners:
            for document, found, listening in asked:
                if scanner.phrases.is_told(listening):
                    _find_phrases(document.passing_fact(_folded), scanner.phrases, found, listening)
        for document in documents:
            document.forget()
        for kind in self._kinds:
            scans = [scan for scanner in self._scanners for (at, _), scan in scanner.regexes.items() if at == kind]
            viewed = [
                views(document, kind) if any(scan.is_told(listening) for scan in scans) else []
                for document, listening in zip(documents, heard, strict=True)
            ]
            for scan in scans:
                for (document, found, listening), seen in zip(asked, viewed, strict=True):
                    if seen and scan.is_told(listening):
                        _find_regexes(document, seen, scan, found, listening)
        for document, found, listening in asked:
            for scanner in self._scanners:
                for kind, needle in scanner.needles:
                    _find_characters(document, kind, needle, found)
            for find, seekers in self._traits.items():
                if listening is None or not listening.isdisjoint(chain.from_iterable(seekers.values())):
                    _find_traits(document, find, seekers, found)
            if listening is not None:
                for at in found.keys() - listening:
                    del found[at]
            document.forget()
        return results

    def _heard(self, language: str) -> Heard:
        """The matchers that look at text in a language; None where all do."""
        if language == ENGLISH:
            return None
        heard = self._speaking.get(language)
        if heard is None:
            heard = self._speaking[language] = frozenset(at for at in self._places if self._holds(at, language))
        return heard


def _folded(document: Document) -> bytes:
    return encode(document.folded.text)


class _Scanner:
    """The scans for what a group of matchers seeks; `places` of those that are told, by identity."""

    def __init__(self, matchers: Sequence[Matcher], places: Mapping[int, int]) -> None:
        self.places = [places[id(matcher)] for matcher in matchers if id(matcher) in places]
        phrases: list[tuple[bytes | None, Owner | None]] = []
        regexes: dict[tuple[Viewed, By], list[tuple[bytes | None, Owner | None]]] = {}
        characters: dict[tuple[Viewed, bytes], list[Owner]] = {}
        for matcher in matchers:
            at = places.get(id(matcher))
            for place, sought in enumerate(matcher.sought):
                if isinstance(sought, Phrase):
                    phrases.append((encode(sought.text), None if at is None else (at, place, "document")))
                elif isinstance(sought, Regex):
                    owner: Owner | None = None if at is None else (at, place, sought.where)
                    by, sign = sought.sign or (EXPRESSION, None)
                    if by == CHARACTERS and sign is not None:
                        if owner:
                            characters.setdefault((together(sought.where), sign), []).append(owner)
                    else:
                        regexes.setdefault((together(sought.where), by), []).append((sign, owner))
        self.phrases = Scan(phrases, "text")
        self.regexes = {(kind, by): Scan(sought, by, once=kind == "document") for (kind, by), sought in regexes.items()}
        self.needles = [(kind, Needle(sign, owners)) for (kind, sign), owners in characters.items()]


def _find_phrases(folded: bytes, phrases: Scan, found: Candidates, heard: Heard) -> None:
    told = phrases.told(heard)
    for phrase, end in phrases.find(folded):
        start = end - len(phrases.expressions[phrase])
        for at, place, _ in told[phrase]:
            found.setdefault(at, {})[Hit(place, start, end)] = None


def _find_characters(document: Document, kind: Viewed, needle: Needle, found: Candidates) -> None:
    spans = list(needle.units(document, kind))
    if spans:
        for at, place, _ in needle.owners:
            found.setdefault(at, {}).update((Hit(place, *span), None) for span in spans)


def _find_regexes(document: Document, viewed: Sequence[View], regexes: Scan, found: Candidates, heard: Heard) -> None:
    told = regexes.told(heard)
    for view in viewed:
        for at, place, where in regexes.everywhere:
            found.setdefault(at, {}).update((Hit(place, *span), None) for span in view.units(document, where))
        done: dict[int, int] = {}
        for regex, end in regexes.find(view.data):
            if not told[regex] or end < done.get(regex, 0):
                continue  # nothing new: it was found in this unit
            unit = view.at(end)
            if not regexes.in_sentences[regex]:
                done[regex] = view.end(unit)
            for at, place, where in told[regex]:
                sentences = where == "sentence"
                spans = view.sentences(document, unit, end) if sentences else view.around(unit, end)
                hits = found.setdefault(at, {})
                for start, last in spans:
                    hits[Hit(place, start, last)] = None


def _find_traits(document: Document, find: Find, seekers: Seekers, found: Candidates) -> None:
    try:
        names = find(document)
    except Exception:  # the matchers that seek it will say so, each for its rule
        names = seekers
    for name in names:
        for at in seekers.get(name, ()):
            found.setdefault(at, {})
