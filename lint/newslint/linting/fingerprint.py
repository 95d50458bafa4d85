"""Fingerprints: the same finding keeps its own when lines move."""

from __future__ import annotations

import hashlib
from collections import Counter

from newslint.linting.finding import Finding


class Fingerprints:
    """Makes the fingerprints of one document's findings, taken in order.

    Made of code, path and match, white space and case aside, never of a line. Where that is not unique
    in the document, of how many came before as well.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, finding: Finding) -> str:
        """The finding's fingerprint: 32 hexadecimal digits."""
        match = " ".join(finding.match.casefold().split())
        salt = self._seen[finding.code, match]
        self._seen[finding.code, match] += 1
        text = "\0".join((finding.code, self._path, match, *([str(salt)] if salt else [])))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
