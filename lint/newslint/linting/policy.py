"""Policy: what a run decides about findings once a document is linted."""

from __future__ import annotations

from newslint.linting.finding import Finding
from newslint.linting.linter import Linted
from newslint.packs.selectors import selects
from newslint.settings.globs import matches
from newslint.settings.keys import Settings


class Policy:
    """Leaves out the findings that settings exempt a file from."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def decide(self, linted: Linted) -> list[Finding]:
        """The findings of a document that stand."""
        ignored = self._ignored(linted.document.path)
        return [finding for finding in linted.findings if not any(selects(selector, finding) for selector in ignored)]

    def _ignored(self, path: str) -> list[str]:
        """The selectors that `per-file-ignores` gives for a file."""
        return [
            selector
            for pattern, selectors in self._settings.per_file_ignores.items()
            if matches(path, [pattern], self._settings.root)
            for selector in selectors
        ]
