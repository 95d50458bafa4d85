"""Candidates: everything that any rule seeks is looked for at once.

Phrases are looked for in the folded text, regexes in the units that they look at, traits in the document as a whole.
A rule is asked only about documents in which something that it seeks stands, and told where.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, compress

from newslint.kinds.kind import Hit, Matcher, Phrase, Regex, Trait
from newslint.scan.alphabet import encode
from newslint.scan.buffers import View, Viewed, together, views
from newslint.scan.database import Owner, Scan, compile_all
from newslint.scan.sign import EXPRESSION, By
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
        pairs = list(zip(documents, results, strict=True))
        looked = [[self._looks(scanner.places, document) for document in documents] for scanner in self._scanners]
        folded = [encode(document.folded.text) for document in documents]
        for scanner, wanted in zip(self._scanners, looked, strict=True):
            if scanner.phrases.expressions:
                for (document, found), text in compress(zip(pairs, folded, strict=True), wanted):
                    _find_phrases(document, text, scanner.phrases, found)
        del folded
        for kind in self._kinds:
            viewed = [views(document, kind) for document in documents]
            for scanner, wanted in zip(self._scanners, looked, strict=True):
                for scan in (scan for (looked_at, _), scan in scanner.regexes.items() if looked_at == kind):
                    for (document, found), seen in compress(zip(pairs, viewed, strict=True), wanted):
                        _find_regexes(document, seen, scan, found)
        for document, found in pairs:
            for find, seekers in self._traits.items():
                if self._looks(chain.from_iterable(seekers.values()), document):
                    _find_traits(document, find, seekers, found)
            document.forget()
        return results

    def _looks(self, places: Iterable[int], document: Document) -> bool:
        """Whether any matcher looks at text in the language of a document."""
        language = document.languages.document
        return language == ENGLISH or any(self._holds(at, language) for at in places)


class _Scanner:
    """The scans for what a group of matchers seeks; `places` of those that are told, by identity."""

    def __init__(self, matchers: Sequence[Matcher], places: Mapping[int, int]) -> None:
        self.places = [places[id(matcher)] for matcher in matchers if id(matcher) in places]
        phrases: list[tuple[bytes | None, Owner | None]] = []
        regexes: dict[tuple[Viewed, By], list[tuple[bytes | None, Owner | None]]] = {}
        for matcher in matchers:
            at = places.get(id(matcher))
            for place, sought in enumerate(matcher.sought):
                if isinstance(sought, Phrase):
                    phrases.append((encode(sought.text), None if at is None else (at, place, "document")))
                elif isinstance(sought, Regex):
                    owner: Owner | None = None if at is None else (at, place, sought.where)
                    by, sign = sought.sign or (EXPRESSION, None)
                    regexes.setdefault((together(sought.where), by), []).append((sign, owner))
        self.phrases = Scan(phrases, "text")
        self.regexes = {(kind, by): Scan(sought, by, once=kind == "document") for (kind, by), sought in regexes.items()}


def _find_phrases(document: Document, folded: bytes, phrases: Scan, found: Candidates) -> None:
    for phrase, end in phrases.find(folded):
        start = end - len(phrases.expressions[phrase])
        for at, place, _ in phrases.owners[phrase]:
            found.setdefault(at, {})[Hit(place, start, end)] = None


def _find_regexes(document: Document, viewed: Sequence[View], regexes: Scan, found: Candidates) -> None:
    for view in viewed:
        for at, place, where in regexes.everywhere:
            found.setdefault(at, {}).update((Hit(place, *span), None) for span in view.units(document, where))
        done: dict[int, int] = {}
        for regex, end in regexes.find(view.data):
            if end < done.get(regex, 0):
                continue  # nothing new: it was found in this unit
            unit = view.at(end)
            if not regexes.in_sentences[regex]:
                done[regex] = view.end(unit)
            for at, place, where in regexes.owners[regex]:
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
