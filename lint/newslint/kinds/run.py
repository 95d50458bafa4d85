"""kind: run. Many lines in a row that look alike: menus, link lists, tables of tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from newslint.kinds.kind import Hit, Kind, Match, Sought, seek
from newslint.kinds.pattern import time_limit
from newslint.kinds.regexes import compiled
from newslint.late import late
from newslint.rule import templates
from newslint.rule.declaration import LoadedRule, Rule
from newslint.scan.buffers import ROW, SHORT, Viewed
from newslint.text.document import Document
from newslint.text.spans import Span

_FITTING = late(rb"\x01+")
"""Lines that fit, a byte each."""
_SPARSE = 8
"""Where fewer lines than one of so many may match, each is looked up; otherwise all are gone through."""


class RunRule(Rule, frozen=True, kw_only=True, tag="run"):
    """`at-least` lines in a row, blank ones aside, that `pattern` matches as a whole: one finding a run.

    Lines longer than `max-length` code points are not looked at. With `landmark`, a regex, so many of the lines as
    `landmarks` says must match that as a whole, too: what tells a menu from other short lines. The run then goes from
    the first of these to the last.
    """

    pattern: str
    at_least: Annotated[int, Meta(ge=1)] = 3
    max_length: Annotated[int, Meta(ge=1)] = 60
    landmark: str | None = None
    landmarks: Annotated[int, Meta(ge=1)] = 3


class RunMatcher:
    """Tests the lines that may match, and only where enough of them stand in a row.

    With a landmark it is landmarks that are looked for: they are rarer than lines that look like some of a menu.
    """

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, RunRule)
        self._rule = loaded.rule
        self._pattern = templates.regex(loaded.rule.pattern, loaded.lists)
        self._landmark = None if loaded.rule.landmark is None else templates.regex(loaded.rule.landmark, loaded.lists)
        short: Viewed = "row" if loaded.rule.at_least >= ROW else "short line"
        where = short if loaded.rule.max_length <= SHORT else "line"
        self.sought: Sequence[Sought] = [seek(self._landmark or self._pattern, where, whole=True)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans from the first line of a run to the end of its last."""
        told = {hit.start for hit in hits if hit.end - hit.start <= self._rule.max_length}
        if self._landmark is None:
            fitting = _Fitting(self._pattern, document)
            for row in _rows(document, _places(document, told), self._rule.at_least):
                for run in fitting.runs(row):
                    if len(run) >= self._rule.at_least:
                        yield self._match(run)
        elif len(told) >= self._rule.landmarks:
            yield from self._between_landmarks(document, told)

    def _between_landmarks(self, document: Document, told: set[int]) -> Iterator[Match]:
        """Runs that hold landmarks enough, `told` where they may stand: the other lines are tested last."""
        assert self._landmark is not None
        least, most = self._rule.landmarks, self._rule.max_length
        fitting, marking = _Fitting(self._pattern, document), _Fitting(self._landmark, document)
        short = [place for place, (start, end) in enumerate(document.lines) if end - start <= most]
        for row in _rows(document, short, self._rule.at_least):
            marks = marking.among([span for span in row if span[0] in told], least)
            if len(marks) < least:
                continue
            for run in fitting.runs(row):
                places = [at for at, (start, _) in enumerate(run) if start in marks]
                if len(places) >= least and places[-1] + 1 - places[0] >= self._rule.at_least:
                    yield self._match(run[places[0] : places[-1] + 1])

    @staticmethod
    def _match(run: list[Span]) -> Match:
        return Match(run[0][0], run[-1][1], {"count": str(len(run))})


class _Fitting:
    """Which lines of a document a regex matches as a whole, each text asked once."""

    def __init__(self, pattern: str, document: Document) -> None:
        self._pattern = pattern
        self._document = document
        self._known: dict[str, bool] = {}

    def runs(self, row: list[Span]) -> Iterator[list[Span]]:
        """The lines of a row that follow one another and fit."""
        return (row[run.start() : run.end()] for run in _FITTING.finditer(bytes(self._each(row))))

    def among(self, spans: list[Span], least: int) -> set[int]:
        """Where those of some lines begin that fit; none where there are fewer lines than the least that is asked."""
        if len(spans) < least:
            return set()
        return {start for (start, _), fits in zip(spans, self._each(spans), strict=True) if fits}

    def _each(self, spans: list[Span]) -> Iterator[bool]:
        """Whether each of some lines fits."""
        written = list(map(self._document.slice, spans))
        for line in set(written).difference(self._known):
            self._known[line] = _fits(self._pattern, self._document, line)
        return map(self._known.__getitem__, written)


def _fits(pattern: str, document: Document, line: str) -> bool:
    return compiled(pattern).fullmatch(line, timeout=time_limit(document, line)) is not None


def _places(document: Document, starts: set[int]) -> list[int]:
    """The places of the lines that begin at some offsets, in order."""
    lines = document.lines
    if len(starts) * _SPARSE < len(lines):
        return sorted(map(document.line_at, starts))
    return [place for place, (start, _) in enumerate(lines) if start in starts]


def _rows(document: Document, places: list[int], at_least: int) -> Iterator[list[Span]]:
    """Lines of which the places follow one another, where they are enough."""
    begun = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            if at - begun >= at_least:
                yield document.lines[places[begun] : places[at - 1] + 1]
            begun = at


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The regexes of a line and of a landmark."""
    assert isinstance(loaded.rule, RunRule)
    yield "pattern", templates.regex(loaded.rule.pattern, loaded.lists)
    if loaded.rule.landmark is not None:
        yield "landmark", templates.regex(loaded.rule.landmark, loaded.lists)


KIND = Kind(RunRule, RunMatcher, patterns, values=("count",))
