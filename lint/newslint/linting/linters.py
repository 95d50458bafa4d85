"""The linters of a run: one for each settings that hold for some of its documents, made when first asked for."""

from __future__ import annotations

from newslint.linting.linter import Linter
from newslint.packs.library import Library
from newslint.settings.keys import Settings


class Linters:
    """Makes and keeps the linter of each settings. Settings are told apart by identity, as Layers gives them."""

    def __init__(self) -> None:
        self._libraries: dict[tuple[str, ...], Library] = {}
        self._linters: dict[int, tuple[Settings, Linter]] = {}

    def of(self, settings: Settings) -> Linter:
        """The linter of settings. Raises PackError and SettingsError."""
        if id(settings) not in self._linters:
            library = self.library(settings)
            made = Linter(library.select(settings), settings.languagetool, packs=library.packs)
            self._linters[id(settings)] = settings, made
        return self._linters[id(settings)][1]

    def library(self, settings: Settings) -> Library:
        """The packs that settings name. Raises PackError."""
        if settings.rules not in self._libraries:
            self._libraries[settings.rules] = Library.of(settings)
        return self._libraries[settings.rules]
