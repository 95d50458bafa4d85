"""kind: spelling. Words of a table of misspellings: those that the lexicon does not know, or capitalised ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from newslint.english.joined import joined
from newslint.english.slips import slip_of
from newslint.kinds.kind import NOTHING, Hit, Kind, Match, Sought, Trait
from newslint.kinds.regexes import compiled
from newslint.late import late
from newslint.ocr.damage import DamageReport
from newslint.ocr.signs import Test
from newslint.rule.declaration import LoadedRule, Rule
from newslint.rule.table import SortedTable
from newslint.text.document import Document

MISSPELLED = "misspelled"
"""The trait that a document has in which an unknown word is in the table."""

_SPOKEN_OF = late(r".[^\W\d_]+[”\"’]? ?[\[(]sic[\])]")
"""A word that the writer says was so."""
_SPELT = late(r"\b(?:spell(?:ed|s|ing)?|spelt|misspel\w+|typos?|the word|reads?|tattoo) (?:[^\W\d_]+ ){0,4}[“\"‘]$")
"""Before a word that is quoted for its spelling."""
_UNKNOWN: frozenset[Test] = frozenset(
    {"formed", "unknown", "letters", "confused", "lookalike", "merged", "nonword", "long-s"}
)
"""Signs that the words in lower case bear which the lexicon does not list."""
_CAPITALISED = late(r"[A-Z](?<![\w@#./’'&-].)[a-z]{5,}\b(?![’'-][A-Z]|\.\w|[@/])")
"""A word of some length with a capital, and no part of an address, a double name or a handle. The capital, which is
found fastest, stands before the look behind it."""
Word = tuple[int, int, str]
"""Where a word stands, and the word."""

OFTEN = 3
"""Times that a text may hold a form: what stands there more often is somebody's name."""
_REMEMBERED = 50_000
"""Words of which is remembered what they mean."""


class SpellingRule(Rule, tag="spelling", frozen=True, kw_only=True):
    """A table (TSV) of two columns, sorted by the first: a wrong spelling, and what is meant ("a|b": one of these).

    Words in lower case are looked up which the lexicon does not list, in documents in English; but not the first of a
    line, which may have lost letters, and not one that was cut off. With `capitals` those with a capital are looked up,
    in lower case, and only where a regex, `meant`, matches all of what is meant: other slips may be names. With `slips`
    the words are those that the table does not hold, and of which one slip of the hand leads to a common word; with
    `joined` those of which neither is true, and which are two words without the space between them.
    """

    table: str
    slips: bool = False
    joined: bool = False
    capitals: bool = False
    meant: str = ""


class Unknown:
    """The words of a document in lower case that the lexicon does not list, found once for all rules."""

    def __init__(self, document: Document) -> None:
        text = document.text
        self.words: list[Word] = [
            (start, end, text[start:end])
            for test, start, end, _ in document.fact(DamageReport).found
            if test in _UNKNOWN and start != document.unit("line", start)[0] and not text.startswith(("…", "..."), end)
        ]
        self.different = frozenset(word for _, _, word in self.words)


class Capitalised:
    """The longer capitalised words of a document, found once for all rules: each once, and where they stand."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self.different = frozenset(_CAPITALISED.findall(document.text))

    @cached_property
    def words(self) -> list[Word]:
        """Every one in order: sought only where one is misspelled."""
        return [(found.start(), found.end(), found[0]) for found in _CAPITALISED.finditer(self._text)]


class SpellingMatcher:
    """Looks up words of a document. Those in lower case were found once for all rules."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, SpellingRule)
        assert loaded.table is not None
        self._table = loaded.table.made(SortedTable)
        self._of_meant = loaded.rule.meant
        self._slips = loaded.rule.slips
        self._joined = loaded.rule.joined
        self._capitals = loaded.rule.capitals
        self._known: dict[str, str] = {}
        self._sound: set[str] = set()
        self.sought: Sequence[Sought] = [Trait(self._misspelled, MISSPELLED)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """The wrong spellings, with the word meant as `suggestion` where there is but one."""
        if not document.fact(DamageReport).weighed.english:
            return
        found = [(start, end, word) for start, end, word in self._held(document).words if self._meant(word)]
        often = Counter(word for _, _, word in found if self._slips or self._joined or not word.islower())
        for start, end, word in found:
            meant = self._meant(word)
            if often[word] <= OFTEN and not self._spoken_of(document.text, start, end):
                values: Mapping[str, str] = NOTHING if "|" in meant else {"suggestion": meant}
                yield Match(start, end, values)

    @staticmethod
    def _spoken_of(text: str, start: int, end: int) -> bool:
        """Whether a wrong spelling is shown as one."""
        if _SPOKEN_OF.match(text, max(0, start - 1), end + 7):
            return True
        return text[start - 1 : start] in tuple('“"‘') and bool(_SPELT.search(text, max(0, start - 60), start))

    def _misspelled(self, document: Document) -> Collection[str]:
        doubtful = self._held(document).different - self._sound
        return [MISSPELLED] if any(map(self._meant, doubtful)) else ()

    def _meant(self, word: str) -> str:
        """What is meant by a word, empty where that is the word itself; looked up once for all documents."""
        meant = "" if word in self._sound else self._known.get(word) or self._look_up(word)
        if len(self._sound) + len(self._known) < _REMEMBERED:
            if meant:
                self._known[word] = meant
            else:
                self._sound.add(word)
        return meant

    def _look_up(self, word: str) -> str:
        row = self._table.row(word.lower())
        if self._slips:
            return "" if row else slip_of(word)
        if self._joined:
            return "" if row or slip_of(word) else joined(word)
        if not row or (self._of_meant and not compiled(self._of_meant).fullmatch(row[1])):
            return ""
        return row[1] if word.islower() else "|".join(meant.capitalize() for meant in row[1].split("|"))

    def _held(self, document: Document) -> Unknown | Capitalised:
        return document.fact(Capitalised) if self._capitals else document.fact(Unknown)


def check(loaded: LoadedRule) -> Iterator[tuple[str, str]]:
    """The regex of what is meant. Raises ValueError for a table that is not sorted: words would not be found in it."""
    assert isinstance(loaded.rule, SpellingRule)
    assert loaded.table is not None
    words = [row[0] for row in loaded.table.rows]
    if words != sorted(words) or len(loaded.table.columns) != 2:
        raise ValueError("a table of misspellings has two columns and is sorted by the first")
    if loaded.rule.meant:
        yield "meant", loaded.rule.meant


KIND = Kind(SpellingRule, SpellingMatcher, check, values=("suggestion",))
