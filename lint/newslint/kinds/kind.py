"""What every kind of rule offers, and what passes between the engine and a matcher.

A kind knows nothing of severities, files, suppression or output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from newslint.document import Document
from newslint.rule import LoadedRule, Rule

NOTHING: Mapping[str, str] = {}


Hit = tuple[int, int, int]
"""A literal found: its place in the matcher's `literals`, then `written`, and its offsets in the folded text."""


class Match(NamedTuple):
    """What a matcher found: offsets into the text, and the values that templates may name."""

    start: int
    end: int
    values: Mapping[str, str] = NOTHING


class Matcher(Protocol):
    """A compiled rule.

    `literals` are folded, `written` have their case (typography and white space are folded there too); `find` is
    called where one of them stands, or for every document if `always`.
    """

    literals: Sequence[str]
    written: Sequence[str]
    always: bool

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterable[Match]:
        """The matches in a document, given where the literals stand."""
        ...


class Kind(NamedTuple):
    """A kind of rule: its keys, how it is compiled, and its regexes, each with the key it stands under.

    `patterns` is called when a pack is read; it raises ValueError for what cannot be compiled. `values` are what
    its matches tell besides the columns of tables, and the groups of its regexes if `grouped`; None where that is
    not known, so that names in braces are taken as they are.
    """

    rule: type[Rule]
    compile: Callable[[LoadedRule], Matcher]
    patterns: Callable[[LoadedRule], Iterator[tuple[str, str]]]
    values: tuple[str, ...] | None = None
    grouped: bool = False


def no_patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """For kinds whose keys hold no regex."""
    yield from ()
