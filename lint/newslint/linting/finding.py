"""A finding: what was found, where, and what could be put in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec

from newslint.kinds.kind import Match
from newslint.late import late
from newslint.linting.fix import Fix, make_fix
from newslint.packs.selectors import Own
from newslint.rule.declaration import Rule, Severity, many
from newslint.text.document import Document
from newslint.text.spans import Span

SHOWN = 80
"""Code points of a match that a message shows."""
EXCERPT = 200
"""Code points of a line that a finding carries along for display."""

_UNWRITTEN = ("suggestions", "start", "end", "excerpt", "state", "suppressed")
"""What is for programs in Python, and not part of a report."""
_NAME = late(r"\{([A-Za-z][\w-]*)\}")


class Excerpt(msgspec.Struct, frozen=True):
    """The part of the first line of a finding that is shown, and the 1-based column where it begins."""

    text: str
    column: int


class Said(NamedTuple):
    """What a finding says that does not depend on where it stands; `values` are what templates may name."""

    suggestions: tuple[str, ...]
    values: Mapping[str, str]
    message: str
    put: str | None
    """What a fix puts in; None where there is no fix."""


Told = dict[tuple[object, ...], Said]
"""What findings say, by code, match and values."""


class Region(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in the text, or in another one, which `path` then names. Lines and columns are 1-based and in code
    points; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    path: str = ""


class Suppressed(msgspec.Struct, frozen=True):
    """What suppresses a finding: something within the document, or else beside it; and the reason that is given."""

    within: bool
    why: str = ""


class Finding(msgspec.Struct, frozen=True):
    """One defect in one document.

    Lines and columns are 1-based and count code points, `end_column` is exclusive. `start` and `end`
    are code-point offsets into the text as read. `related` are other places that bear the finding out.
    `state` says, where there is a baseline, whether it holds the finding; `suppressed`, what takes it out of reports.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    severity: Severity
    message: str
    match: str
    suggestion: str | None
    suggestions: tuple[str, ...]
    fix: Fix | None
    start: int
    end: int
    excerpt: Excerpt
    related: tuple[Region, ...] = ()
    state: Literal["", "new", "unchanged"] = ""
    suppressed: Suppressed | None = None

    @property
    def order(self) -> tuple[int, int, str]:
        """Findings of one document are sorted by where they begin, then by code."""
        return self.start, self.end, self.code

    def to_dict(self) -> dict[str, Any]:
        """The finding as `--output-format json` writes it: plain dicts, lists, texts and numbers."""
        written: dict[str, Any] = msgspec.to_builtins(self)
        for name in _UNWRITTEN:
            del written[name]
        written["related"] = list(written["related"])
        written["origin"] = None
        if written["fix"] is not None:
            written["fix"] = {key: value for key, value in written["fix"].items() if key not in ("start", "end")}
        return written


def attach(rule: Rule, document: Document, match: Match, told: Told) -> Finding:
    """Make a finding of a match: identity, position, message, suggestions, fix. `told` is what was said before of
    matches of any rule: of those that are alike it is put together once."""
    start, end = document.original(match.start, match.end)
    suggestions, values, message, put = _said(rule, document, match, told)
    if rule.once and match.related:
        message += f" (and {len(match.related)} more time{'s' if len(match.related) > 1 else ''} in this text)"
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    return Finding(
        document.path, line, column, end_line, end_column,
        rule.code, rule.name, rule.severity, message, document.source[start:end],
        values["suggestion"] or None, suggestions, _fix(rule, document, match, put),
        start, end, excerpt(document, start),
        tuple(region(document, document.original(*span)) for span in match.related),
    )  # fmt: skip


def attach_own(
    own: Own, grade: Severity, document: Document, span: Span, message: str, related: tuple[Region, ...] = ()
) -> Finding:
    """Make a finding of what a run finds without a rule, at a span of the source."""
    start, end = span
    return Finding(
        document.path, *document.position(start), *document.position(end), own.code, own.name, grade, message,
        document.source[start:end], None, (), None, start, end, excerpt(document, start), related,
    )  # fmt: skip


def region(document: Document, span: Span, path: str = "") -> Region:
    """The place of a span of the source; `path` names the document where it is another one than the finding's."""
    start, end = span
    return Region(*document.position(start), *document.position(end), path)


def _said(rule: Rule, document: Document, match: Match, told: Told) -> Said:
    text = document.text[match.start : match.end]
    key = (rule.code, text, *match.values.items())
    said = told.get(key)
    if said is None:
        suggestions = tuple(_suggestions(rule, {**match.values, "match": text}))
        shown = " ".join(text.split())
        values = {
            **match.values,
            "match": shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…",
            "suggestion": suggestions[0] if suggestions else "",
        }
        told[key] = said = Said(suggestions, values, _filled(rule.message, values), _put(rule, values))
    return said


@lru_cache(maxsize=10_000)
def _pieces(template: str) -> list[str]:
    """What stands between the names of a template, and these in between."""
    return _NAME.split(template)


def _filled(template: str, values: Mapping[str, str]) -> str:
    pieces = _pieces(template)
    if len(pieces) == 1:
        return template
    return "".join(values.get(piece, f"{{{piece}}}") if at % 2 else piece for at, piece in enumerate(pieces))


def _lacks(template: str, values: Mapping[str, str]) -> bool:
    return any(not values.get(name) for name in _pieces(template)[1::2])


def _suggestions(rule: Rule, values: Mapping[str, str]) -> Iterator[str]:
    """The rule's suggestions filled in; a cell `a|b` makes two. One that lacks a value is left out.

    What begins with a value of the rule's begins with a capital where the match is a word that does.
    """
    capital = values["match"][:1].isupper() and values["match"][1:].islower()
    for template in many(rule.suggest) or ["{suggestion}"]:
        if not _lacks(template, values):
            for suggestion in _filled(template, values).split("|"):
                filled = capital and template.startswith("{") and template != "{suggestion}"
                yield suggestion[:1].upper() + suggestion[1:] if filled else suggestion


def _put(rule: Rule, values: Mapping[str, str]) -> str | None:
    if (plan := rule.fix) is None or _lacks(plan.replace or "", values):
        return None
    return _filled(plan.replace, values) if plan.replace is not None else ""


def _fix(rule: Rule, document: Document, match: Match, put: str | None) -> Fix | None:
    return None if rule.fix is None or put is None else make_fix(rule.fix, document, (match.start, match.end), put)


def excerpt(document: Document, offset: int) -> Excerpt:
    """The part of the line around an offset that is shown."""
    start, end = document.line_span(offset)
    first = start if offset - start < EXCERPT * 3 // 4 else offset - EXCERPT // 4
    return Excerpt(document.source[first : min(end, first + EXCERPT)], first - start + 1)
