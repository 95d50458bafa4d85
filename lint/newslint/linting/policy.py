"""Policy: what a run decides about findings once a document is linted."""

from __future__ import annotations

from newslint.linting.baseline import Baseline
from newslint.linting.finding import Finding
from newslint.linting.linter import Linted
from newslint.packs.selectors import selects
from newslint.settings.globs import matches
from newslint.settings.keys import Settings


class Policy:
    """Leaves out the findings that settings exempt a file from, and tells those that a baseline knows."""

    def __init__(self, settings: Settings, baseline: Baseline | None = None) -> None:
        self._settings = settings
        self._baseline = baseline

    def decide(self, linted: Linted) -> list[Finding]:
        """The findings of a document that stand, and are not accepted."""
        return [finding for finding in self.judge(linted) if finding.state != "unchanged"]

    def judge(self, linted: Linted) -> list[Finding]:
        """The findings of a document that stand, those that a baseline accepts among them."""
        path = linted.document.path
        ignored = self._ignored(path)
        kept = [finding for finding in linted.findings if not any(selects(selector, finding) for selector in ignored)]
        return self._baseline.mark(path, kept) if self._baseline is not None else kept

    def _ignored(self, path: str) -> list[str]:
        """The selectors that `per-file-ignores` gives for a file."""
        return [
            selector
            for pattern, selectors in self._settings.per_file_ignores.items()
            if matches(path, [pattern], self._settings.root)
            for selector in selectors
        ]
