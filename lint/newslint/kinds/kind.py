"""What every kind of rule offers, and what passes between the engine and a matcher.

A kind knows nothing of severities, files, suppression or output.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from newslint.rule.declaration import LoadedRule, Rule
from newslint.scan import memory
from newslint.scan.buffers import Viewed
from newslint.scan.sign import Sign, find_sign
from newslint.text.document import Document
from newslint.text.spans import Span

NOTHING: Mapping[str, str] = {}


class Phrase(NamedTuple):
    """A text to look for, folded."""

    text: str


class Regex(NamedTuple):
    """A regex to look for, and where: by what stands wherever it matches, None where it may match in any unit."""

    sign: Sign | None
    where: Viewed


class Trait(NamedTuple):
    """Something about a document: the name of a thing that a function finds there, for all matchers at once."""

    find: Callable[[Document], Collection[str]]
    name: str


Sought = Phrase | Regex | Trait


class Hit(NamedTuple):
    """Something found: its place in what the matcher seeks, and where it stands, in code points.

    That is the span of a phrase in the folded text, and the span of the unit in which a regex may match. A trait stands
    nowhere, and has no hit.
    """

    sought: int
    start: int
    end: int


class Match(NamedTuple):
    """What a matcher found: offsets into the text, the values that templates may name, other spans that bear it out."""

    start: int
    end: int
    values: Mapping[str, str] = NOTHING
    related: tuple[Span, ...] = ()


class Matcher(Protocol):
    """A compiled rule. `find` is called where something that it seeks stands, or always if it seeks nothing."""

    sought: Sequence[Sought]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterable[Match]:
        """The matches in a document, given where stands what was sought."""
        ...


def seek(pattern: str, where: Viewed, *, whole: bool = False) -> Regex:
    """What to look for so that no match of a pattern is missed; with `whole` it matches whole units.

    What only matches short lines is looked for in these.
    """
    asked = f"{where} {whole:d} {pattern}"
    sign, short = memory.current().seen(asked, lambda: find_sign(pattern, where, whole=whole))
    return Regex(sign, "short line" if short else where)


class Kind(NamedTuple):
    """A kind of rule: its keys, how it is compiled, and its regexes, each with the key it stands under.

    `patterns` is called when a pack is read; it raises ValueError for what cannot be compiled. `values` are what
    its matches tell besides the columns of tables, and the groups of its regexes if `grouped`; None where that is
    not known, so that names in braces are taken as they are. `last`: its matchers are asked after all others, and
    find in the document which codes found something.
    """

    rule: type[Rule]
    compile: Callable[[LoadedRule], Matcher]
    patterns: Callable[[LoadedRule], Iterator[tuple[str, str]]]
    values: tuple[str, ...] | None = None
    grouped: bool = False
    last: bool = False


def no_patterns(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """For kinds whose keys hold no regex."""
    yield from ()
