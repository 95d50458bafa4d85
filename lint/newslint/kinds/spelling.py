"""kind: spelling. Words of a table of misspellings, among those that the English lexicon does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from newslint.kinds.kind import NOTHING, Hit, Kind, Match, Sought, Trait
from newslint.ocr.damage import DamageReport
from newslint.ocr.signs import Test
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document

MISSPELLED = "misspelled"
"""The trait that a document has in which an unknown word is in the table."""

_UNKNOWN: frozenset[Test] = frozenset(
    {"formed", "unknown", "letters", "confused", "lookalike", "merged", "nonword", "long-s"}
)
"""Signs that the words in lower case bear which the lexicon does not list."""


class SpellingRule(Rule, tag="spelling", frozen=True, kw_only=True):
    """A table (TSV) of two columns, sorted by the first: a wrong spelling, and what is meant ("a|b": one of these).

    Words in lower case are looked up which the lexicon does not list, in documents in English; but not the first of a
    line, which may have lost letters, and not one that was cut off.
    """

    table: str


class SpellingMatcher:
    """Looks up the unknown words of a document, which are found once for all rules."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert loaded.table is not None
        self._table = loaded.table
        self.sought: Sequence[Sought] = [Trait(self._misspelled, MISSPELLED)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """The wrong spellings, with the word meant as `suggestion` where there is but one."""
        if not document.fact(DamageReport).weighed.english:
            return
        for start, end in self._unknown(document):
            row = self._table.row(document.text[start:end])
            if row:
                values: Mapping[str, str] = NOTHING if "|" in row[1] else {"suggestion": row[1]}
                yield Match(start, end, values)

    def _misspelled(self, document: Document) -> Collection[str]:
        words = {document.text[start:end] for start, end in self._unknown(document)}
        return [MISSPELLED] if any(self._table.row(word) for word in words) else ()

    @staticmethod
    def _unknown(document: Document) -> Iterator[tuple[int, int]]:
        for sign in document.fact(DamageReport).found:
            first = sign.start == document.unit("line", sign.start)[0]
            if sign.test in _UNKNOWN and not first and not document.text.startswith(("…", "..."), sign.end):
                yield sign.start, sign.end


def check(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """No regexes; raises ValueError for a table that is not sorted, in which words would not be found."""
    assert loaded.table is not None
    words = [row[0] for row in loaded.table.rows]
    if words != sorted(words) or len(loaded.table.columns) != 2:
        raise ValueError("a table of misspellings has two columns and is sorted by the first")
    yield from ()


KIND = Kind(SpellingRule, SpellingMatcher, check, values=("suggestion",))
