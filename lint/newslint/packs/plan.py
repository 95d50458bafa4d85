"""The plan of a pack: all that its rules seek, sorted by how it is looked for.

It is kept with the pack, since sorting ten thousand phrases takes longer than reading what came of it, and each part of
it is read where something is found. What is sought by rules that do not run is in the databases, and told to nobody: so
a choice of rules, or a change in one pack, compiles nothing else. Several small databases are also scanned faster than
a large one: their tables fit the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from newslint.kinds.kind import Matcher, Phrase, Regex, Trait
from newslint.scan.alphabet import encode
from newslint.scan.buffers import Viewed, together
from newslint.scan.database import Owner, Scan, Wanted
from newslint.scan.sign import CHARACTERS, EXPRESSION, By

Characters = tuple[Viewed, bytes, list[Owner]]
"""Where characters are looked for, which, and by whom: see `scan.needles`."""


class Plan(NamedTuple):
    """What some matchers seek, each told by its place among them; which seek traits of a document, which nothing."""

    phrases: Scan
    regexes: list[tuple[Viewed, Scan]]
    characters: list[Characters]
    traits: list[int]
    nothing: list[int]

    def everywhere(self) -> set[int]:
        """The matchers that must look at every document, since nothing tells where they would find something."""
        return {*self.nothing, *(at for _, scan in self.regexes for at, _, _ in scan.unfound)}


class _KeptScan(msgspec.Struct, array_like=True):
    viewed: Viewed
    by: By
    once: bool
    digest: str
    unfound: list[Owner]
    wanted: msgspec.Raw

    def scan(self) -> Scan:
        data = self.wanted
        wanted = lambda: msgspec.msgpack.decode(data, type=Wanted)  # noqa: E731
        return Scan(wanted, self.by, self.unfound, once=self.once, digest=self.digest)


class KeptPlan(msgspec.Struct, array_like=True):
    """A plan as it is kept."""

    phrases: _KeptScan
    regexes: list[_KeptScan]
    characters: list[Characters]
    traits: list[int]
    nothing: list[int]

    @classmethod
    def of(cls, plan: Plan) -> KeptPlan:
        """A plan as it is kept."""
        regexes = [_keep(*one) for one in plan.regexes]
        return cls(_keep("document", plan.phrases), regexes, plan.characters, plan.traits, plan.nothing)

    def plan(self) -> Plan:
        """The plan that was kept, nothing of it read yet."""
        regexes = [(kept.viewed, kept.scan()) for kept in self.regexes]
        return Plan(self.phrases.scan(), regexes, self.characters, self.traits, self.nothing)


def _keep(viewed: Viewed, scan: Scan) -> _KeptScan:
    wanted = msgspec.Raw(msgspec.msgpack.encode(scan.wanted))
    return _KeptScan(viewed, scan.by, scan.once, scan.digest, scan.unfound, wanted)


def plan(matchers: Sequence[Matcher]) -> Plan:
    """Sort what matchers seek."""
    phrases: list[tuple[bytes | None, Owner]] = []
    regexes: dict[tuple[Viewed, By], list[tuple[bytes | None, Owner]]] = {}
    characters: dict[tuple[Viewed, bytes], list[Owner]] = {}
    for at, matcher in enumerate(matchers):
        for place, sought in enumerate(matcher.sought):
            if isinstance(sought, Phrase):
                phrases.append((encode(sought.text), (at, place, "document")))
            elif isinstance(sought, Regex):
                by, sign = sought.sign or (EXPRESSION, None)
                viewed, owner = together(sought.where), (at, place, sought.where)
                if by == CHARACTERS and sign is not None:
                    characters.setdefault((viewed, sign), []).append(owner)
                else:
                    regexes.setdefault((viewed, by), []).append((sign, owner))
    return Plan(
        Scan.of(phrases, "text"),
        [(viewed, Scan.of(sought, by, once=viewed == "document")) for (viewed, by), sought in regexes.items()],
        [(viewed, sign, owners) for (viewed, sign), owners in characters.items()],
        [at for at, matcher in enumerate(matchers) if any(isinstance(sought, Trait) for sought in matcher.sought)],
        [at for at, matcher in enumerate(matchers) if not matcher.sought],
    )
