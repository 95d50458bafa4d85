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
    """Tests the lines that may match, and only where enough of them stand in a row."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, RunRule)
        self._rule = loaded.rule
        self._pattern = templates.regex(loaded.rule.pattern, loaded.lists)
        self._landmark = None if loaded.rule.landmark is None else templates.regex(loaded.rule.landmark, loaded.lists)
        short: Viewed = "row" if loaded.rule.at_least >= ROW else "short line"
        where = short if loaded.rule.max_length <= SHORT else "line"
        self.sought: Sequence[Sought] = [seek(self._pattern, where, whole=True)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans from the first line of a run to the end of its last."""
        text, lines = document.text, document.lines
        starts = {hit.start for hit in hits if hit.end - hit.start <= self._rule.max_length}
        if len(starts) * _SPARSE < len(lines):
            places = sorted(map(document.line_at, starts))
        else:
            places = [place for place, (start, _) in enumerate(lines) if start in starts]
        fitting: dict[str, bool] = {}
        for first, last in _in_a_row(places, self._rule.at_least):
            row = lines[first:last]
            written = [text[start:end] for start, end in row]
            for line in set(written).difference(fitting):
                fitting[line] = _fits(self._pattern, document, line)
            for run in _FITTING.finditer(bytes(map(fitting.__getitem__, written))):
                yield from self._found(document, row[run.start() : run.end()])

    def _found(self, document: Document, run: list[Span]) -> Iterator[Match]:
        if len(run) >= self._rule.at_least:
            run = self._between_landmarks(document, run)
        if len(run) >= self._rule.at_least:
            yield Match(run[0][0], run[-1][1], {"count": str(len(run))})

    def _between_landmarks(self, document: Document, run: list[Span]) -> list[Span]:
        if self._landmark is None:
            return run
        texts = [document.slice(span) for span in run]
        fitting = {text for text in set(texts) if _fits(self._landmark, document, text)}
        places = [at for at, text in enumerate(texts) if text in fitting]
        return run[places[0] : places[-1] + 1] if len(places) >= self._rule.landmarks else []


def _fits(pattern: str, document: Document, line: str) -> bool:
    return compiled(pattern).fullmatch(line, timeout=time_limit(document, line)) is not None


def _in_a_row(places: list[int], at_least: int) -> Iterator[Span]:
    """Where places that follow one another begin and have ended, where they are enough."""
    begun = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            if at - begun >= at_least:
                yield places[begun], places[at - 1] + 1
            begun = at


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The regexes of a line and of a landmark."""
    assert isinstance(loaded.rule, RunRule)
    yield "pattern", templates.regex(loaded.rule.pattern, loaded.lists)
    if loaded.rule.landmark is not None:
        yield "landmark", templates.regex(loaded.rule.landmark, loaded.lists)


KIND = Kind(RunRule, RunMatcher, patterns, values=("count",))
