"""kind: run. Many lines in a row that look alike: menus, link lists, tables of tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from newslint import expand
from newslint.document import Document, Span
from newslint.kinds.kind import Hit, Kind, Match
from newslint.kinds.pattern import TIME_LIMIT
from newslint.rule import LoadedRule, Rule


class RunRule(Rule, frozen=True, kw_only=True, tag="run"):
    """`at-least` lines in a row, blank ones aside, that `pattern` matches as a whole: one finding a run.

    Lines longer than `max-length` code points are not looked at.
    """

    pattern: str
    at_least: int = 3
    max_length: int = 60


class RunMatcher:
    """Tests each short line, and only where enough of them stand in a row."""

    literals: Sequence[str] = ()
    always = True

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, RunRule)
        self._rule = loaded.rule
        self._line = regex.compile(expand.regex(loaded.rule.pattern, loaded.lists))

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans from the first line of a run to the end of its last."""
        run: list[Span] = []
        for short in _short_runs(document.lines, self._rule.max_length, self._rule.at_least):
            for start, end in short:
                if self._line.fullmatch(document.text, start, end, timeout=TIME_LIMIT):
                    run.append((start, end))
                    continue
                yield from self._found(run)
                run = []
            yield from self._found(run)
            run = []

    def _found(self, run: list[Span]) -> Iterator[Match]:
        if len(run) >= self._rule.at_least:
            yield Match(run[0][0], run[-1][1], {"count": str(len(run))})


def _short_runs(lines: list[Span], max_length: int, at_least: int) -> Iterator[list[Span]]:
    """Enough lines in a row of at most `max_length` code points."""
    if len(lines) < at_least:
        return
    run: list[Span] = []
    for line in lines:
        if line[1] - line[0] <= max_length:
            run.append(line)
        else:
            if len(run) >= at_least:
                yield run
            run = []
    if len(run) >= at_least:
        yield run


def patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The regex of a line."""
    assert isinstance(loaded.rule, RunRule)
    yield "pattern", expand.regex(loaded.rule.pattern, loaded.lists)


KIND = Kind(RunRule, RunMatcher, patterns)
