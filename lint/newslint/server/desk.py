"""What an editor's documents are checked with, as the command would in the folder that is open."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newslint.errors import NewslintError, RuleError, SettingsError
from newslint.linting.baseline import Baseline
from newslint.linting.finding import Finding
from newslint.linting.ignores import NAME, Ignores
from newslint.linting.linter import Linter
from newslint.linting.linters import Linters
from newslint.linting.mending import mend
from newslint.linting.policy import Policy
from newslint.rule.declaration import LoadedRule
from newslint.settings.find import FILES, reach, working_folder
from newslint.settings.globs import matches
from newslint.settings.keys import Settings
from newslint.settings.layers import Layers
from newslint.text.document import Document


class Checked(NamedTuple):
    """What was found in one state of a document, and the rules that failed on it; where rules' pages are."""

    document: Document
    findings: list[Finding]
    errors: list[RuleError]
    rule_pages: str | None = None


class _Loaded(NamedTuple):
    """Settings and what hangs on them."""

    layers: Layers
    linters: Linters
    baseline: Baseline | None
    ignores: Ignores | None


class Desk:
    """Checks texts by the settings of the working folder, which are read again once a file of theirs has changed.

    `given` are the command line's own settings, `readings` is how often settings were read, `elsewhere` says where text
    goes if they send it away. For one thread at a time. What it raises for settings and packs that
    cannot be obeyed is a NewslintError.
    """

    def __init__(self, given: Mapping[str, Any], config: Path | None = None, *, isolated: bool = False) -> None:
        self._given = given
        self._config = config
        self._isolated = isolated
        self._loaded: _Loaded | None = None
        self._mistake: NewslintError | None = None
        self.readings = 0
        self.elsewhere: str | None = None
        self._watched: list[str] = []
        self._state: list[tuple[int, int] | None] = []

    def check(self, text: str, path: str) -> Checked:
        """Check one text. One that settings exclude has no findings."""
        document = Document(text, path)
        if (found := self._for(path)) is None:
            return Checked(document, [], [])
        linter, policy = found
        linted = linter.lint(document)
        return Checked(document, policy.decide(linted), linted.errors, self.settings(path).rule_pages)

    def mended(self, text: str, path: str) -> str:
        """A text with its safe fixes applied; as it is where a rule failed."""
        if (found := self._for(path)) is None:
            return text
        linter, policy = found
        linted = linter.lint(Document(text, path))
        mended = mend(linter, linted, policy.decide) if not linted.errors else None
        return text if mended is None or mended.errors else mended.text

    def rule(self, code: str, path: str) -> LoadedRule | None:
        """The rule of a code among those that a document is checked with."""
        loaded = self._load()
        rules = loaded.linters.of(loaded.layers.of(path)).rules
        return next((rule for rule in rules if rule.rule.code == code), None)

    def settings(self, path: str) -> Settings:
        """The settings of a document."""
        return self._load().layers.of(path)

    @property
    def keeps_ignores(self) -> bool:
        """Whether there is a place for findings that are to stand."""
        return not self._isolated

    def ignore(self, finding: Finding, document: Document) -> None:
        """Write a finding down in `.newslint-ignore.yaml` as one that is to stand. Raises SettingsError."""
        ignores = Ignores.beside(self._load().layers.run.root)
        ignores.add([ignores.entry(finding, document)])

    def is_stale(self) -> bool:
        """Whether a file that settings come from has changed since it was read."""
        return self._state != [_state(file) for file in self._watched]

    def _for(self, path: str) -> tuple[Linter, Policy] | None:
        loaded = self._load()
        settings = loaded.layers.of(path)
        if matches(path, settings.exclude, settings.root):
            return None
        linter = loaded.linters.of(settings)
        return linter, Policy(settings, linter.rules, loaded.baseline, loaded.ignores)

    def _load(self) -> _Loaded:
        """What settings say, read again where they have changed. A mistake in them is told until they change."""
        if self.is_stale() or (self._loaded is None and self._mistake is None):
            self._loaded = self._mistake = None
            self.readings += 1
            try:
                self._loaded = self._read()
            except NewslintError as error:
                self._mistake = error
        if self._loaded is None:
            raise self._mistake or SettingsError("settings cannot be read")
        return self._loaded

    def _read(self) -> _Loaded:
        self._watch()
        layers = Layers(self._given, self._config, isolated=self._isolated)
        settings = layers.run
        baseline = Path(settings.root, settings.baseline) if settings.baseline else None
        self._watch(
            *(place.rpartition(":")[0] for place in settings.lines.values()),
            *(str(file) for file in (baseline, Path(settings.root, NAME)) if file),
            *_files_of(settings.rules),
        )
        self.elsewhere = settings.elsewhere
        linters = Linters()
        made = _Loaded(
            layers,
            linters,
            Baseline.read(baseline) if baseline else None,
            None if self._isolated else Ignores.beside(settings.root),
        )
        linters.of(settings)
        gc.collect()
        gc.freeze()  # rules stay: no collection while someone types has to walk through them
        return made

    def _watch(self, *more: str) -> None:
        """Remember the state of all files that settings may come from."""
        here = working_folder()
        named = [str(here / self._config)] if self._config else []
        near = [] if self._isolated else [str(folder / name) for folder in reach(here) for name in (*FILES, NAME)]
        self._watched = sorted({*named, *near, *more})
        self._state = [_state(file) for file in self._watched]


def _files_of(packs: tuple[str, ...]) -> list[str]:
    """Packs, and what they hold if they are folders."""
    return [*packs, *(str(file) for pack in packs if os.path.isdir(pack) for file in Path(pack).rglob("*"))]


def _state(file: str) -> tuple[int, int] | None:
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
