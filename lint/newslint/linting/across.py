"""Findings that depend on a document's neighbours: what stands in many documents of a run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from newslint.late import late
from newslint.linting.finding import Finding, Region, attach_own, region
from newslint.linting.linter import Linted
from newslint.linting.recurring import Part, heads, lines, tails
from newslint.packs.selectors import RECURRING, grade_of
from newslint.rule.declaration import SEVERITIES, Severity
from newslint.settings.keys import Settings
from newslint.text.document import Document
from newslint.text.spans import Span

WORDS, LENGTH = 5, 30
"""Words and code points that a line has, else it may be a subhead, a date or a byline, and recurs with good reason."""
EDGE, WITHIN = 1, 0.05
"""Lines of its own that a document has at most before or behind what is at its edge, and the share of documents in
which something must stand elsewhere: sentences that explain a thing are used again in articles about it."""
ROW = 3
"""Short lines in a row that are together no subhead, if they have so many words."""

_WORD = late(r"(?<![\w'’])[^\W\d_]{2,}")


class Block(NamedTuple):
    """Recurring lines in a row, or a recurring part of one: its span, how many lines, and the rarest of them."""

    span: Span
    lines: int
    rarest: bytes


class Across:
    """Adds to each document of a run what recurs in it. `counts` says of each digest in how many documents it stands.

    Documents come in the order of the run: the first one that has a line is named in the others.
    """

    def __init__(self, counts: Mapping[bytes, int], documents: int) -> None:
        self._counts = counts
        self._documents = documents
        self._first: dict[bytes, Region] = {}

    def add(self, linted: Linted, settings: Settings) -> Linted:
        """The findings of a document with those of what recurs in it, which take in what lies within."""
        if not self._counts:
            return linted
        document = linted.document
        rows = list(lines(document))
        edges = [[part for part in side(document) if part.digest in self._counts] for side in (heads, tails)]
        boilerplate = [(found.start, found.end) for found in linted.findings if found.code.startswith("BP")]
        blocks = list(self._blocks(document, rows, edges, boilerplate))
        self._note(document, (*rows, *edges[0], *edges[1]))
        grade = grade_of(RECURRING, settings)
        if grade == "off" or not blocks:
            return linted
        added = [self._finding(document, block, grade) for block in blocks]
        kept = [found for found in linted.findings if not any(_within(found, block) for block in added)]
        return linted._replace(findings=sorted([*kept, *added], key=lambda finding: finding.order))

    def pass_over(self, document: Document) -> None:
        """Note what a document is the first to have, which is not asked about."""
        if self._counts:
            self._note(document, (*lines(document), *heads(document), *tails(document)))

    @cached_property
    def key(self) -> str:
        """A digest of what recurs."""
        said = f"{self._documents} {sorted(self._counts.items())}"
        return blake2b(said.encode(), digest_size=16).hexdigest()

    def _note(self, document: Document, parts: Iterable[Part]) -> None:
        for part in parts:
            if part.digest in self._counts and part.digest not in self._first:
                self._first[part.digest] = region(document, document.original(*part.span), document.path)

    def _blocks(
        self, document: Document, rows: Sequence[Part], edges: Sequence[Sequence[Part]], boilerplate: Sequence[Span]
    ) -> Iterator[Block]:
        """Lines in a row that recur and that nothing else tells; then what recurs of the first and last line.

        `rows` are the lines, `edges` what recurs of the first and of the last one.
        """
        told = [_covered(document.original(*line.span), boilerplate) for line in rows]
        marked = [
            (at, line, line.digest in self._counts and not known)
            for at, (line, known) in enumerate(zip(rows, told, strict=True))
        ]
        own = [at for at, _, recurs in marked if not (recurs or told[at])]
        for recurs, group in groupby(marked, key=lambda one: one[2]):
            row = [(at, line) for at, line, _ in group]
            if not recurs or not _is_furniture([document.slice(line.span) for _, line in row]):
                continue
            before = bisect_left(own, row[0][0])
            rarest = min((line.digest for _, line in row), key=lambda digest: self._counts[digest])
            if min(before, len(own) - before) <= EDGE or self._counts[rarest] >= WITHIN * self._documents:
                yield Block((row[0][1].span[0], row[-1][1].span[1]), len(row), rarest)
        for at, found in zip((0, -1), edges, strict=True):
            if not marked or marked[at][2] or told[at]:
                continue
            if found and not _covered(document.original(*found[-1].span), boilerplate):
                yield Block(found[-1].span, 0, found[-1].digest)

    def _finding(self, document: Document, block: Block, grade: Severity) -> Finding:
        count = f"{self._counts[block.rarest]} of the {self._documents} documents of this run"
        if block.lines > 1:
            what = f"these {block.lines} lines recur, each in {count} or more"
        else:
            what = f"{'this line' if block.lines else 'these words'} recur{'s' if block.lines else ''} in {count}"
        first = self._first.get(block.rarest)
        related = (first,) if first and first.path != document.path else ()
        where = f"the first is {related[0].path}" if related else "this is the first"
        said = f"{what} ({where}): the site's words, not the article's"
        return attach_own(RECURRING, grade, document, document.original(*block.span), said, related)


def _is_furniture(row: Sequence[str]) -> bool:
    """Whether one of the lines has some length, or several short ones are together no subhead."""
    return any(_is_long(line) for line in row) or (
        len(row) >= ROW and sum(len(_WORD.findall(line)) for line in row) >= WORDS
    )


def _is_long(line: str) -> bool:
    return len(line) >= LENGTH and len(_WORD.findall(line)) >= WORDS and not line.endswith("?")


def _covered(span: Span, others: Sequence[Span]) -> bool:
    """Whether half of a span lies upon another one."""
    start, end = span
    return any(2 * (min(end, last) - max(start, first)) >= end - start for first, last in others)


def _within(finding: Finding, block: Finding) -> bool:
    """Whether a finding lies within a block that is at least as grave: it is the same fault."""
    graver = SEVERITIES.index(finding.severity) > SEVERITIES.index(block.severity)
    return block.start <= finding.start and finding.end <= block.end and not graver
