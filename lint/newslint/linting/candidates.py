"""Candidates: everything that any rule seeks is looked for at once.

Phrases are looked for in the folded text, regexes in the units that they look at, traits in the document as a whole.
A rule is asked only about documents in which something that it seeks stands, and told where.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from itertools import accumulate, chain, groupby, repeat
from operator import itemgetter
from typing import cast

from newslint.kinds.kind import Hit, Matcher, Trait
from newslint.linting.scanners import Audience, Heard, Scanner
from newslint.packs.plan import Plan, plan
from newslint.scan.alphabet import encode
from newslint.scan.buffers import Place, View, Viewed, views
from newslint.scan.database import compile_all
from newslint.scan.needles import Needle, unusual
from newslint.text.document import Document
from newslint.text.language import ENGLISH
from newslint.text.spans import Span

Candidates = dict[int, dict[Hit, None]]
"""For each matcher that must look at a document where stands what it seeks, each hit once."""

Alike = tuple[int, int, int]
"""What is sought, a unit, and how many are alike."""
Seen = tuple[View, dict[Alike, dict[int, dict[Hit, None]]]]
"""A view, and the hits in units of it that are alike: made once, since several rules are told the same."""
_MANY = 20
"""So many lines that are alike."""
_hit = cast("Callable[[tuple[int, int, int]], Hit]", partial(tuple.__new__, Hit))

Find = Callable[[Document], Collection[str]]
Seekers = dict[str, list[int]]
"""The matchers that seek a trait, by its name."""


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
        self._scanners = [scanner for group in planned if (scanner := Scanner(*group, places)).places]
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

        Each scan goes over all documents of a language at once: so its tables stay in the processor's cache, and what
        stands in many of them is looked at once. The tokens of a document are at hand while its traits are looked for,
        and then the next document's take their place.
        """
        results: list[Candidates] = [{at: {} for at in self._always} for _ in documents]
        languages: dict[Heard, list[int]] = {}
        for at, document in enumerate(documents):
            languages.setdefault(self._heard(document.languages.document), []).append(at)
        for heard, places in languages.items():
            batch, found = [documents[at] for at in places], [results[at] for at in places]
            self._find_phrases(batch, heard, found)
            self._find_regexes(batch, heard, found)
            for document, candidates in zip(batch, found, strict=True):
                self._find_others(document, heard, candidates)
                document.forget()
        return results

    def _find_phrases(self, batch: Sequence[Document], heard: Heard, found: Sequence[Candidates]) -> None:
        texts = [encode(document.folded.text) for document in batch]
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        data = b"\0".join(texts)
        for scanner in self._scanners:
            if told := scanner.told(scanner.plan.phrases, heard):
                for phrase, end in told.scan.find(data):
                    document = bisect_left(starts, end) - 1
                    last = end - starts[document]
                    first = last - len(told.scan.expressions[phrase])
                    if first >= 0:  # a phrase that holds a NUL may begin in the document before
                        for at, place, _ in told.owners(phrase):
                            found[document].setdefault(at, {})[Hit(place, first, last)] = None

    def _find_regexes(self, batch: Sequence[Document], heard: Heard, found: Sequence[Candidates]) -> None:
        for kind in self._kinds:
            scans = [
                told
                for scanner in self._scanners
                for at, scan in scanner.plan.regexes
                if at == kind and (told := scanner.told(scan, heard))
            ]
            seen: list[Seen] = [(view, {}) for view in views(batch, kind)] if scans else []
            for told in scans:
                for view, alike in seen:
                    _find_in(batch, view, alike, told, found)

    def _find_others(self, document: Document, heard: Heard, found: Candidates) -> None:
        """What stands in one document without a scan: characters and traits."""
        if chars := unusual(document):
            for scanner in self._scanners:
                for kind, needle in scanner.needles:
                    if needle.stands(chars):
                        _find_characters(document, kind, needle, found)
        for find, seekers in self._traits.items():
            if heard is None or not heard.isdisjoint(chain.from_iterable(seekers.values())):
                _find_traits(document, find, seekers, found)
        if heard is not None:
            for at in found.keys() - heard:
                del found[at]

    def _heard(self, language: str) -> Heard:
        """The matchers that look at text in a language; None where all do."""
        if language == ENGLISH:
            return None
        heard = self._speaking.get(language)
        if heard is None:
            heard = self._speaking[language] = frozenset(at for at in self._places if self._holds(at, language))
        return heard


def _find_characters(document: Document, kind: Viewed, needle: Needle, found: Candidates) -> None:
    spans = list(needle.units(document, kind))
    if spans:
        for at, place, _ in needle.owners:
            found.setdefault(at, {}).update(_hits(place, spans))


def _hits(place: int, spans: Sequence[Span]) -> dict[Hit, None]:
    """A hit for each span. Put together without Hit's own `__new__`, which takes most of the time."""
    return dict.fromkeys(map(_hit, zip(repeat(place), *zip(*spans, strict=True), strict=False)))


def _find_in(
    batch: Sequence[Document], view: View, made: dict[Alike, dict[int, dict[Hit, None]]], told: Audience,
    found: Sequence[Candidates],
) -> None:  # fmt: skip
    """Tell of what a scan finds in a view."""
    scan = told.scan
    for at, place, where in told.everywhere:
        for document, start, last in view.units(batch, where):
            found[document].setdefault(at, {})[Hit(place, start, last)] = None
    done: dict[int, int] = {}
    for regex, end in scan.find(view.data):
        end -= scan.past_the_end[regex]
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
            units = view.sentences(batch, unit, end) if sentences else view.around(unit, end)
            if sentences or len(units) < _MANY:
                for document, start, last in units:
                    found[document].setdefault(at, {})[_hit((place, start, last))] = None
                continue
            alike = place, unit, len(units)
            if alike not in made:
                made[alike] = _hits_by_document(place, units)
            for document, hits in made[alike].items():
                if at in found[document]:
                    found[document][at].update(hits)
                else:
                    found[document][at] = hits.copy()


def _hits_by_document(place: int, units: Iterable[Place]) -> dict[int, dict[Hit, None]]:
    found: dict[int, dict[Hit, None]] = {}
    for document, here in groupby(units, itemgetter(0)):
        found.setdefault(document, {}).update(_hits(place, [unit[1:] for unit in here]))
    return found


def _find_traits(document: Document, find: Find, seekers: Seekers, found: Candidates) -> None:
    try:
        names = find(document)
    except Exception:  # the matchers that seek it will say so, each for its rule
        names = seekers
    for name in names:
        for at in seekers.get(name, ()):
            found.setdefault(at, {})
