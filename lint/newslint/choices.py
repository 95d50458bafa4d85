"""What callers of the Python interface choose: rules and settings, and the linters made of them, kept compiled."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path
from typing import Any, NamedTuple

from newslint.linting.finding import Finding
from newslint.linting.ignores import Ignores
from newslint.linting.linter import Linted, Linter
from newslint.linting.linters import Linters
from newslint.linting.policy import Policy
from newslint.rule.declaration import Grade
from newslint.settings.keys import Language, Settings
from newslint.settings.layers import Layers
from newslint.settings.read import check_keys

PathName = str | PathLike[str]
Selectors = str | Sequence[str]
Packs = PathName | Sequence[PathName]

CHOICES = 16
"""Choices of rules that are kept compiled."""

_lock = threading.RLock()


class Choice(NamedTuple):
    """What a caller asks for: a settings file, and the settings that take the place of the file's."""

    settings: str | None = None
    given: tuple[tuple[str, Any], ...] = ()

    def layers(self) -> Layers:
        """The settings file, or the defaults, under what is given. Raises SettingsError for a value that none has."""
        given = {key: dict(value) if key == "severity" else value for key, value in self.given}
        check_keys(given)
        return Layers(given, Path(self.settings) if self.settings else None, isolated=self.settings is None)


def choose(
    select: Selectors | None,
    ignore: Selectors | None,
    rules: Packs,
    severity: Mapping[str, Grade] | None,
    preview: bool | None,
    language: Language | None,
    settings: PathName | None,
    encoding: str | None = None,
) -> Choice:
    """What a caller asks for, as something that can be looked up."""
    packs = [rules] if isinstance(rules, str | PathLike) else rules
    wanted = {
        "select": _selectors(select),
        "ignore": _selectors(ignore),
        "rules": tuple(fspath(pack) for pack in packs) or None,
        "severity": tuple(severity.items()) if severity else None,
        "preview": preview,
        "language": language,
        "encoding": encoding,
    }
    given = tuple((key, value) for key, value in wanted.items() if value is not None)
    return Choice(fspath(settings) if settings is not None else None, given)


def _selectors(selectors: Selectors | None) -> tuple[str, ...] | None:
    return (selectors,) if isinstance(selectors, str) else tuple(selectors) if selectors is not None else None


class Used(NamedTuple):
    """A linter, and the settings that hold for a text."""

    linter: Linter
    settings: Settings
    ignores: Ignores | None = None

    def decide(self, linted: Linted) -> list[Finding]:
        """The findings that stand."""
        return Policy(self.settings, self.linter.rules, ignores=self.ignores).decide(linted)


def used_for(path: str, choice: Choice, linter: Linter | None) -> Used:
    """What lints a text of that name: the linter given, or the one that is chosen.

    Raises SettingsError and PackError, as `load_linter` does, and TypeError where both are given.
    """
    if linter is not None:
        if any(key != "encoding" for key, _ in choice.given) or choice.settings is not None:
            raise TypeError("a linter has its rules already: give either `linter`, or what to choose")
        return Used(linter, Settings(encoding=dict(choice.given).get("encoding")))
    with _lock:
        layers, linters, ignores = _made(choice)
        settings = layers.of(path)
        return Used(linters.of(settings), settings, ignores)


@lru_cache(maxsize=CHOICES)
def _made(choice: Choice) -> tuple[Layers, Linters, Ignores | None]:
    layers = choice.layers()
    return layers, Linters(), Ignores.beside(layers.run.root) if choice.settings is not None else None
