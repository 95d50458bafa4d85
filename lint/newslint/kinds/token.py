"""kind: token. Words that OCR damaged, by an English lexicon and a model of what OCR takes for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newslint.kinds.kind import NOTHING, Hit, Kind, Match, Sought, Trait, no_patterns
from newslint.ocr.damage import DamageReport, tests
from newslint.ocr.sifting import PlacedSign
from newslint.ocr.signs import Test
from newslint.ocr.words import guess
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document
from newslint.text.spans import Span


class TokenRule(Rule, tag="token", frozen=True, kw_only=True):
    """Signs of damage, by the tests that find them.

    `strong: N`: only in a document in which N different words (of each 1,000) bear a strong sign, whichever
    rules run.
    `above`: not each sign, but units of the rule's scope in which more than this share of the words bear
    one, with `at-least` signs and `min-words` words; `below` is the end of the band.
    `often: N`: what stands N times in a document is a term or a name that the lexicon lacks, and no damage.
    """

    find: Test | list[Test]
    strong: int = 0
    often: int = 0
    above: float | None = None
    below: float = 1.01
    at_least: int = 1
    min_words: int = 1

    @property
    def sums_up(self) -> bool:
        """Whether the document as a whole is judged."""
        return self.above is not None and self.scope == "document"


class TokenMatcher:
    """Asks what is known of a document, which is found out once for all rules."""

    def __init__(self, loaded: LoadedRule) -> None:
        assert isinstance(loaded.rule, TokenRule)
        self._rule = loaded.rule
        find = loaded.rule.find
        self._tests: frozenset[Test] = frozenset([find] if isinstance(find, str) else find)
        self.sought: Sequence[Sought] = [Trait(tests, test) for test in sorted(self._tests)]

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterable[Match]:
        """Damaged words with the word meant as `suggestion`; or damaged units, with `count` and `share`."""
        damage = document.fact(DamageReport)
        strong = damage.weighed.strong if self._rule.sums_up else damage.weighed.evidence
        if self._rule.strong and strong < self._rule.strong:
            return ()
        found = [sign for sign in (*damage.found, *damage.columns) if sign.test in self._tests]
        if self._rule.above is not None:
            return self._units(document, found)
        if often := self._rule.often:
            words = Counter(document.text[sign.start : sign.end] for sign in found)
            found = [sign for sign in found if words[document.text[sign.start : sign.end]] < often]
        return [self._match(document, sign) for sign in found]

    @staticmethod
    def _match(document: Document, sign: PlacedSign) -> Match:
        meant = sign.meant or guess(sign.test, document.text[sign.start : sign.end])
        return Match(sign.start, sign.end, {"suggestion": meant} if meant else NOTHING)

    def _units(self, document: Document, found: Sequence[PlacedSign]) -> Iterator[Match]:
        rule, units = self._rule, dict[Span, list[PlacedSign]]()
        above = rule.above or 0.0
        for sign in found:
            unit = document.rows.around(sign.start) if rule.scope == "line" else document.unit(rule.scope, sign.start)
            units.setdefault(unit, []).append(sign)
        for (start, end), signs in units.items():
            words = len(document.text[start:end].split())
            share = len(signs) / max(words, 1)
            if len(signs) >= rule.at_least and words >= rule.min_words and above < share <= rule.below:
                values: Mapping[str, str] = {"count": str(len(signs)), "share": f"{share:.0%}"}
                whole = rule.scope != "document"
                yield Match(start if whole else signs[0].start, end if whole else signs[0].end, values)


KIND = Kind(TokenRule, TokenMatcher, no_patterns, values=("suggestion", "count", "share"))
