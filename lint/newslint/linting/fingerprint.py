"""Fingerprints: the same finding keeps its own when lines move."""

from __future__ import annotations

import hashlib
from collections import Counter

from newslint.linting.finding import Finding
from newslint.text.origin import Origin


class Fingerprints:
    """Makes the fingerprints of one document's findings, taken in order.

    Made of code, path and match, white space and case aside, never of a line. Where that is not unique
    in the document, of how many came before as well. The path is that of the file; of a text out of it counts by what
    name it is known there.
    """

    def __init__(self, path: str, origin: Origin | None = None) -> None:
        self._path = f"{path}\0{origin.key}" if origin else path
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, finding: Finding) -> str:
        """The finding's fingerprint: 32 hexadecimal digits."""
        match = " ".join(finding.match.casefold().split())
        salt = self._seen[finding.code, match]
        self._seen[finding.code, match] += 1
        text = "\0".join((finding.code, self._path, match, *([str(salt)] if salt else [])))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
