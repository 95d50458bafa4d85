"""Scanners: the scans of a group of matchers, and who is told of what they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from newslint.kinds.kind import Matcher
from newslint.packs.plan import Plan
from newslint.scan.database import Owner, Scan
from newslint.scan.needles import Needle

Heard = frozenset[int] | None
"""The matchers that look at text in some language; None where all do."""


class Audience:
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


class Scanner:
    """The scans for what a group of matchers seeks; `places` of those of them that look, by identity."""

    def __init__(self, matchers: Sequence[Matcher], planned: Plan, places: Mapping[int, int]) -> None:
        self.plan = planned
        self._places = [places.get(id(matcher)) for matcher in matchers]
        self.places = self.looking(range(len(matchers)))
        self._told: dict[tuple[int, Heard], Audience | None] = {}
        needles = (
            (kind, sign, [(at, place, where) for matcher, place, where in owners for at in self.looking([matcher])])
            for kind, sign, owners in planned.characters
        )
        self.needles = [(kind, Needle(sign, owners)) for kind, sign, owners in needles if owners]

    def looking(self, matchers: Iterable[int]) -> list[int]:
        """The places of those of some matchers of the group that look."""
        return [at for matcher in matchers if (at := self._places[matcher]) is not None]

    def told(self, scan: Scan, heard: Heard) -> Audience | None:
        """Who is told of what a scan finds; None where nobody is."""
        key = id(scan), heard
        if key not in self._told:
            places = [at if heard is None or at in heard else None for at in self._places]
            told = Audience(scan, places)
            self._told[key] = told if None not in places or told.anybody() else None
        return self._told[key]
