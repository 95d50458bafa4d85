"""One finding for one fault: where findings lie upon each other, one speaks for all."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter

import msgspec

from newslint.linting.finding import Finding
from newslint.packs.selectors import names_of
from newslint.rule.declaration import SEVERITIES, Rule

_GRAVITY = {severity: at for at, severity in enumerate(SEVERITIES)}
_ORDER = attrgetter("start", "end", "code")
"""As Finding.order, and faster."""
_WIDE = 10_000
"""Code points of a span that says of a whole document what it says; it lies upon nothing."""
_NEAR = 64
"""Code points within which findings are near each other."""


def settle(findings: list[Finding], explaining: Mapping[str, Rule], summing: Collection[str]) -> list[Finding]:
    """The findings of a document in order, without those that name a fault which another one names.

    `explaining` are the rules that explain, by code, and `summing` the codes of those that sum up a document. A
    finding that explains others takes them in where they lie within its span, or anywhere in the document if its
    scope is that, and says how many. Of the rest, the graver speaks, else the longer, for those of its family at
    least half of whose span it covers, and for those of other families with which it has half of the longer span in
    common. One that sums up a document lies upon nothing.
    """
    if len(findings) < 2:
        return findings
    findings.sort(key=_ORDER)
    left, taken = _take_in(findings, explaining, summing)
    kept = [finding for cluster in _clusters(left, summing) for finding in _speaking(cluster)]
    if taken:
        kept = [_counting(finding, taken[finding.start, finding.code]) for finding in kept]
    return sorted(kept, key=_ORDER)


def _take_in(
    findings: list[Finding], explaining: Mapping[str, Rule], summing: Collection[str]
) -> tuple[list[Finding], Counter[tuple[int, str]]]:
    """The findings that no other explains, and how many each explains, by place and code.

    What sums up a document is explained by what speaks of all of it, not by what lies where it stands.
    """
    taken: Counter[tuple[int, str]] = Counter()
    speakers = [at for at, finding in enumerate(findings) if finding.code in explaining]
    if not speakers:
        return findings, taken
    ranks = list(map(_rank, findings))
    starts = [finding.start for finding in findings]
    named = {finding.code: finding for finding in findings}
    explained_by = {
        code: {other for other in named if not selectors.isdisjoint(names_of(named[other]))}
        for code in {findings[at].code for at in speakers}
        for selectors in [set(explaining[code].explains)]
    }
    gone: set[int] = set()
    told: set[str] = set()
    for at in sorted(speakers, key=ranks.__getitem__):
        speaker = findings[at]
        if at in gone or speaker.code in told:
            continue
        wide = explaining[speaker.code].scope == "document"
        if wide:
            told.add(speaker.code)  # there is nothing left for another one
        first = 0 if wide else bisect_left(starts, speaker.start)
        last = len(findings) if wide else bisect_left(starts, speaker.end)
        explained = {
            other: (finding.start, finding.end)
            for other, finding in enumerate(findings[first:last], first)
            if finding.code in explained_by[speaker.code]
            and other != at
            and other not in gone
            and (wide or (finding.end <= speaker.end and ranks[at] <= ranks[other] and finding.code not in summing))
        }
        if explained:
            taken[speaker.start, speaker.code] += len(set(explained.values()))
            gone.update(explained)
    return [finding for at, finding in enumerate(findings) if at not in gone], taken


def _clusters(findings: Iterable[Finding], summing: Collection[str]) -> Iterator[list[Finding]]:
    """Findings in a row each of which overlaps one before it."""
    cluster: list[Finding] = []
    end = 0
    for finding in findings:
        if finding.end - finding.start > _WIDE or finding.code in summing:
            yield [finding]
            continue
        if cluster and finding.start >= end:
            yield cluster
            cluster = []
        cluster.append(finding)
        end = max(end, finding.end)
    if cluster:
        yield cluster


def _speaking(cluster: list[Finding]) -> list[Finding]:
    """Of findings that lie upon each other those that name a fault of their own.

    What lies upon half of a finding lies upon its middle: so each is compared with those that were kept near there.
    """
    if len(cluster) == 1:
        return cluster
    if len(cluster) == 2:
        speaker, other = sorted(cluster, key=_rank)
        return [speaker] if _same_fault(other, speaker) else cluster
    kept: list[Finding] = []
    near: dict[int, list[Finding]] = {}
    for finding in sorted(cluster, key=_rank):
        middle = (finding.start + finding.end) // 2 // _NEAR
        if not any(_same_fault(finding, other) for other in near.get(middle, ())):
            kept.append(finding)
            for block in range(finding.start // _NEAR, finding.end // _NEAR + 1):
                near.setdefault(block, []).append(finding)
    return kept


def _same_fault(finding: Finding, speaker: Finding) -> bool:
    """Whether a finding says what a graver or longer one says: it lies mostly upon it."""
    common = min(finding.end, speaker.end) - max(finding.start, speaker.start)
    if common <= 0:
        return False
    length = finding.end - finding.start
    if finding.code[:-3] != speaker.code[:-3]:
        length = max(length, speaker.end - speaker.start)
    return 2 * common >= length


def _rank(finding: Finding) -> tuple[int, int, str]:
    """The graver comes first, then the longer."""
    return -_GRAVITY[finding.severity], finding.start - finding.end, finding.code


def _counting(finding: Finding, count: int) -> Finding:
    if not count:
        return finding
    more = f"{count} other finding{'s' if count > 1 else ''} here {'are' if count > 1 else 'is'} part of it"
    return msgspec.structs.replace(finding, message=f"{finding.message} ({more})")
