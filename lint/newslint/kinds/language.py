"""kind: language. A text, or paragraphs of it, in another language than English."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from newslint.kinds.kind import Hit, Kind, Match, Sought, Trait, no_patterns
from newslint.rule.declaration import LoadedRule, Rule
from newslint.text.document import Document
from newslint.text.language import ENGLISH, NAMES, available

FOREIGN = "foreign"
"""The trait of a document that holds text in another language."""


class LanguageRule(Rule, frozen=True, kw_only=True, tag="language"):
    """No keys of its own. The span is the first line in that language; its values are `language` and `count`."""

    @property
    def sums_up(self) -> bool:
        """It speaks of the document, wherever it stands."""
        return True


class LanguageMatcher:
    """Asks what is known of a document."""

    def __init__(self) -> None:
        self.sought: Sequence[Sought] = [Trait(_foreign, FOREIGN)] if available() else []

    def find(self, document: Document, hits: Sequence[Hit]) -> Iterator[Match]:
        """The first line of a foreign document; in an English one the first of foreign paragraphs in a row."""
        if not available():
            raise RuntimeError("py3langid, which names languages, is missing; install newslint again: pip install -e .")
        languages = document.languages
        if languages.document != ENGLISH:
            start, end = document.lines[0]
            yield Match(start, end, {"language": NAMES[languages.document], "count": str(len(document.lines))})
            return
        place = -2
        for (start, end), language in languages.foreign:
            before, place = place, document.line_at(start)
            if place != before + 1:
                yield Match(start, end, {"language": NAMES[language], "count": "1"})


def _foreign(document: Document) -> Collection[str]:
    languages = document.languages
    return (FOREIGN,) if languages.document != ENGLISH or languages.foreign else ()


def compile_rule(loaded: LoadedRule) -> LanguageMatcher:
    """Nothing to prepare."""
    return LanguageMatcher()


KIND = Kind(LanguageRule, compile_rule, no_patterns, values=("language", "count"))
