"""Candidates: everything that any rule seeks is looked for at once.

Phrases are looked for in the folded text, regexes in the units that they look at, traits in the document as a whole.
A rule is asked only about documents in which something that it seeks stands, and told where.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, repeat
from typing import cast

from newslint.kinds.kind import Hit, Matcher, Trait
from newslint.packs.plan import Plan, plan
from newslint.scan.alphabet import encode
from newslint.scan.buffers import View, Viewed, views
from newslint.scan.database import Owner, Scan, compile_all
from newslint.scan.needles import Needle
from newslint.text.document import Document
from newslint.text.language import ENGLISH
from newslint.text.spans import Span

Candidates = dict[int, dict[Hit, None]]
"""For each matcher that must look at a document where stands what it seeks, each hit once."""

Seen = tuple[View, dict[tuple[int, int, int], dict[Hit, None]]]
"""A view, and the hits in lines of it that are alike: made once, since several rules are told the same."""
_MANY = 20
"""So many lines that are alike."""
_hit = cast("Callable[[tuple[int, int, int]], Hit]", partial(tuple.__new__, Hit))

Find = Callable[[Document], Collection[str]]
Seekers = dict[str, list[int]]
"""The matchers that seek a trait, by its name."""

Heard = frozenset[int] | None
"""The matchers that look at text in some language; None where all do."""


class Finder:
    """Finds out which of some matchers must look at a document, and where.

    `groups` are matchers with the plan of what they seek, by default one of those that look: what others of a group
    seek is told to nobody. `holds` says of a matcher's place and a language whether it looks at text in that language:
    a document in another language than English costs only the scans for those that do.
    """

    def __init__(
        self,
        matchers: Sequence[Matcher],
        groups: Iterable[tuple[Sequence[Matcher], Plan]] | None = None,
        holds: Callable[[int, str], bool] = lambda at, language: True,
    ) -> None:
        self._holds = holds
        self._places = range(len(matchers))
        self._speaking: dict[str, frozenset[int]] = {}
        places = {id(matcher): at for at, matcher in enumerate(matchers)}
        planned = [(matchers, plan(matchers))] if groups is None else groups
        self._scanners = [scanner for group in planned if (scanner := _Scanner(*group, places)).places]
        plans = [scanner.plan for scanner in self._scanners]
        compile_all(chain([plan.phrases for plan in plans], [scan for plan in plans for _, scan in plan.regexes]))
        self._kinds = dict.fromkeys(kind for plan in plans for kind, _ in plan.regexes)
        self._always = [at for scanner in self._scanners for at in scanner.looking(scanner.plan.nothing)]
        self._traits: dict[Find, Seekers] = {}
        for at in (at for scanner in self._scanners for at in scanner.looking(scanner.plan.traits)):
            for sought in matchers[at].sought:
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
                if told := scanner.told(scanner.plan.phrases, listening):
                    _find_phrases(document.passing_fact(_folded), told, found)
        for document in documents:
            document.forget()
        for kind in self._kinds:
            scans = [(scanner, scan) for scanner in self._scanners for at, scan in scanner.plan.regexes if at == kind]
            viewed: list[list[Seen]] = [
                [(view, {}) for view in views(document, kind)]
                if any(scanner.told(scan, listening) for scanner, scan in scans)
                else []
                for document, listening in zip(documents, heard, strict=True)
            ]
            for scanner, scan in scans:
                for (document, found, listening), seen in zip(asked, viewed, strict=True):
                    if seen and (told := scanner.told(scan, listening)):
                        _find_regexes(document, seen, told, found)
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


class _Told:
    """A scan, and who is told of what it finds: those of its owners that run, and look at text in some language."""

    def __init__(self, scan: Scan, places: Sequence[int | None]) -> None:
        self.scan = scan
        self._places = places
        self._owners: dict[int, list[Owner]] = {}
        self.everywhere = self._listening(scan.everywhere)

    def owners(self, expression: int) -> list[Owner]:
        """Who is told of an expression, each by its place among all matchers."""
        owners = self._owners.get(expression)
        if owners is None:
            owners = self._owners[expression] = self._listening(self.scan.owners[expression])
        return owners

    def anybody(self) -> bool:
        """Whether anybody is told of anything."""
        return bool(self.everywhere) or any(map(self._listening, self.scan.owners))

    def _listening(self, owners: Iterable[Owner]) -> list[Owner]:
        return [(at, place, where) for matcher, place, where in owners if (at := self._places[matcher]) is not None]


class _Scanner:
    """The scans for what a group of matchers seeks; `places` of those of them that look, by identity."""

    def __init__(self, matchers: Sequence[Matcher], planned: Plan, places: Mapping[int, int]) -> None:
        self.plan = planned
        self._places = [places.get(id(matcher)) for matcher in matchers]
        self.places = self.looking(range(len(matchers)))
        self._told: dict[tuple[int, Heard], _Told | None] = {}
        needles = (
            (kind, sign, [(at, place, where) for matcher, place, where in owners for at in self.looking([matcher])])
            for kind, sign, owners in planned.characters
        )
        self.needles = [(kind, Needle(sign, owners)) for kind, sign, owners in needles if owners]

    def looking(self, matchers: Iterable[int]) -> list[int]:
        """The places of those of some matchers of the group that look."""
        return [at for matcher in matchers if (at := self._places[matcher]) is not None]

    def told(self, scan: Scan, heard: Heard) -> _Told | None:
        """Who is told of what a scan finds; None where nobody is."""
        key = id(scan), heard
        if key not in self._told:
            places = [at if heard is None or at in heard else None for at in self._places]
            told = _Told(scan, places)
            self._told[key] = told if None not in places or told.anybody() else None
        return self._told[key]


def _find_phrases(folded: bytes, told: _Told, found: Candidates) -> None:
    scan = told.scan
    for phrase, end in scan.find(folded):
        for at, place, _ in told.owners(phrase):
            found.setdefault(at, {})[Hit(place, end - len(scan.expressions[phrase]), end)] = None


def _find_characters(document: Document, kind: Viewed, needle: Needle, found: Candidates) -> None:
    spans = list(needle.units(document, kind))
    if spans:
        for at, place, _ in needle.owners:
            found.setdefault(at, {}).update(_hits(place, spans))


def _hits(place: int, spans: Sequence[Span]) -> dict[Hit, None]:
    """A hit for each span. Put together without Hit's own `__new__`, which takes most of the time."""
    return dict.fromkeys(map(_hit, zip(repeat(place), *zip(*spans, strict=True), strict=False)))


def _find_regexes(document: Document, viewed: Sequence[Seen], told: _Told, found: Candidates) -> None:
    scan = told.scan
    for view, made in viewed:
        for at, place, where in told.everywhere:
            found.setdefault(at, {}).update((Hit(place, *span), None) for span in view.units(document, where))
        done: dict[int, int] = {}
        for regex, end in scan.find(view.data):
            if end < done.get(regex, 0):
                continue  # nothing new: it was found in this unit
            owners = told.owners(regex)
            if not owners:
                continue
            unit = view.at(end)
            if not scan.in_sentences[regex]:
                done[regex] = view.end(unit)
            for at, place, where in owners:
                sentences = where == "sentence"
                spans = view.sentences(document, unit, end) if sentences else view.around(unit, end)
                if sentences or len(spans) < _MANY:
                    hits = found.setdefault(at, {})
                    for start, last in spans:
                        hits[Hit(place, start, last)] = None
                    continue
                alike = place, unit, len(spans)
                if alike not in made:
                    made[alike] = _hits(place, spans)
                if at in found:
                    found[at].update(made[alike])
                else:
                    found[at] = made[alike].copy()


def _find_traits(document: Document, find: Find, seekers: Seekers, found: Candidates) -> None:
    try:
        names = find(document)
    except Exception:  # the matchers that seek it will say so, each for its rule
        names = seekers
    for name in names:
        for at in seekers.get(name, ()):
            found.setdefault(at, {})
