"""What makes the gate reject a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newslint.errors import LostError
from newslint.linting.finding import Finding
from newslint.linting.linter import Linted
from newslint.packs.selectors import selects
from newslint.rule.declaration import ANY, SEVERITIES
from newslint.settings.keys import GateKeys
from newslint.text.document import Document
from newslint.text.language import NAMES

UNCHECKED = "not checked"
"""Why a record is rejected whose text ended the process that looked at it, twice."""


class Size(NamedTuple):
    """The code points and the words of a text."""

    length: int
    words: int


def size(document: Document) -> Size:
    """How long a text is."""
    return Size(len(document.text), len(document.text.split()))


def language_of(document: Document) -> str:
    """What a text is written in."""
    return document.languages.document


class GatePolicy:
    """Decides about a record by what was found in its texts, and by `facts` of them."""

    def __init__(self, keys: GateKeys) -> None:
        self._keys = keys
        self.facts = (size,) if ANY in keys.languages else (size, language_of)
        self._grave = SEVERITIES[SEVERITIES.index(keys.severity) :]

    def reasons(self, texts: Sequence[Linted], findings: Sequence[Finding]) -> list[str]:
        """Why a record is rejected, in a few words each; none where it is accepted. `findings` are those that stand."""
        return list(dict.fromkeys(self._reasons(texts, findings)))

    def _reasons(self, texts: Sequence[Linted], findings: Sequence[Finding]) -> Iterator[str]:
        if any(isinstance(error, LostError) for linted in texts for error in linted.errors):
            yield UNCHECKED  # and who looks at it here may be ended, too
            return
        keys = self._keys
        words = sum(linted.document.fact(size).words for linted in texts)
        if words < keys.min_words:
            yield f"fewer than {keys.min_words} words" if words else "no words"
        if words and ANY not in keys.languages:
            yield from self._foreign([linted.document for linted in texts])
        for finding in findings:
            if any(selects(selector, finding) for selector in keys.reject):
                yield finding.code
        grave = [finding for finding in findings if finding.severity in self._grave]
        if grave and 1000 * len(grave) > keys.per_1000_words * max(words, 1):
            yield from (finding.code for finding in grave)
        if any(linted.errors for linted in texts):
            yield "a rule failed"

    def _foreign(self, documents: Sequence[Document]) -> Iterator[str]:
        language = max(documents, key=lambda document: document.fact(size).length).fact(language_of)
        if language not in self._keys.languages:
            yield f"written in {NAMES.get(language, language)}"
