"""kind: run. Many lines in a row that look alike: menus, link lists, tables of tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import regex

from newslint import expand
from newslint.document import Document, Span
from newslint.kinds.kind import Hit, Kind, Match
from newslint.kinds.pattern import TIME_LIMIT, compiled, time_limit
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

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, RunRule)
        self._rule = loaded.rule
        pattern = expand.regex(loaded.rule.pattern, loaded.lists)
        needs = loaded.needs[pattern]
        self._pattern = pattern
        self._one_line = needs.one_line
        self.literals: Sequence[str] = needs.folded
        self.written: Sequence[str] = needs.written
        self.always = not needs.literals

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """Spans from the first line of a run to the end of its last."""
        if not self.always and len(hits) < self._rule.at_least:
            return
        for short in _short_runs(document.lines, self._rule.max_length, self._rule.at_least):
            run: list[Span] = []
            for span, alike in zip(short, self._alike([document.text[slice(*span)] for span in short]), strict=True):
                if alike:
                    run.append(span)
                    continue
                yield from self._found(run)
                run = []
            yield from self._found(run)

    def _alike(self, lines: list[str]) -> list[bool]:
        """Whether the pattern matches each line; all are asked at once where a match cannot hold a line end."""
        if not self._one_line:
            whole = compiled(self._pattern).fullmatch
            return [whole(line, timeout=TIME_LIMIT) is not None for line in lines]
        text = "\n".join(lines)
        found = compiled(f"^(?:{self._pattern})$", regex.MULTILINE).finditer(text, timeout=time_limit(text))
        starts = {match.start() for match in found}
        ends = accumulate(len(line) + 1 for line in lines)
        return [end - len(line) - 1 in starts for line, end in zip(lines, ends, strict=True)]

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
