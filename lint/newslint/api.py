"""The Python interface: texts and files in, findings out.

Offsets, lines and columns count code points of the text as read: offsets from 0, lines and columns from 1, ends
exclusive. Findings come in the order of their place in the text. All functions may be called from several threads. What
newslint raises on purpose is a NewslintError.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path
from typing import Any, NamedTuple

from newslint.errors import InputError, RuleError, RuleWarning
from newslint.linting.finding import Finding
from newslint.linting.ignores import Ignores
from newslint.linting.linter import Linted, Linter
from newslint.linting.linters import Linters
from newslint.linting.mending import Mended, mend
from newslint.linting.policy import Policy
from newslint.records.formats import holds_records
from newslint.rule.declaration import Grade
from newslint.settings.keys import Language, Settings
from newslint.settings.layers import Layers
from newslint.settings.read import check_keys
from newslint.sources.found import Source
from newslint.sources.read import read_source
from newslint.text.decode import decode
from newslint.text.document import Document

PathName = str | PathLike[str]
Selectors = str | Sequence[str]
Packs = PathName | Sequence[PathName]

CHOICES = 16
"""Choices of rules that are kept compiled."""

_lock = threading.RLock()


class Findings(list[Finding]):
    """The findings of a text, in order of their place, and in `errors` the rules that failed on it."""

    def __init__(self, findings: Iterable[Finding] = (), errors: Iterable[RuleError] = ()) -> None:
        super().__init__(findings)
        self.errors = list(errors)


class _Choice(NamedTuple):
    """What a caller asks for: a settings file, and the settings that take the place of the file's."""

    settings: str | None = None
    given: tuple[tuple[str, Any], ...] = ()

    def layers(self) -> Layers:
        """The settings file, or the defaults, under what is given. Raises SettingsError for a value that none has."""
        given = {key: dict(value) if key == "severity" else value for key, value in self.given}
        check_keys(given)
        return Layers(given, Path(self.settings) if self.settings else None, isolated=self.settings is None)


def load_linter(
    select: Selectors | None = None,
    ignore: Selectors | None = None,
    *,
    rules: Packs = (),
    severity: Mapping[str, Grade] | None = None,
    preview: bool | None = None,
    language: Language | None = None,
    settings: PathName | None = None,
    languagetool: bool | str = False,
) -> Linter:
    """Compile rules into a Linter that can be used for any number of documents, by several threads.

    `select` and `ignore` take one or several codes, beginnings of codes, rule names, or ALL; `rules` are further packs
    (files or folders); `severity` maps selectors to `error`, `warning`, `info` or `off`; `language` is `any` where
    every text shall be taken for English, whatever it is in, else `auto`. `settings` is a settings file: what is given
    beside it takes the place of what it says, `rules` and `severity` are added. Its overrides and per-file ignores are
    not for a linter, which knows no files; `lint_text` and `lint_file` obey them. Without `settings` no settings file
    is read. `languagetool` switches LanguageTool's rules on: true, or where it is (the URL of a server, a folder, a
    class path); a server that is started ends with the process.

    Raises SettingsError for a settings file with a mistake, a selector that no rule answers to, or where LanguageTool
    is missing, and PackError for a pack that cannot be read.
    """
    choice = _choice(select, ignore, rules, severity, preview, language, settings)
    if languagetool is not False:
        choice = choice._replace(given=(*choice.given, ("languagetool", languagetool)))
    return Linters().of(choice.layers().run)


def lint_text(
    text: str,
    path: str = "<text>",
    *,
    select: Selectors | None = None,
    ignore: Selectors | None = None,
    rules: Packs = (),
    severity: Mapping[str, Grade] | None = None,
    preview: bool | None = None,
    language: Language | None = None,
    settings: PathName | None = None,
    linter: Linter | None = None,
) -> Findings:
    """Lint one text with the shipped rules, with those that are chosen (see `load_linter`), or with `linter`.

    `path` names the text in findings; its suffix tells Markdown and HTML, and the overrides and per-file ignores of
    `settings` go by it. A choice is compiled once and kept, so that the next text with the same one is quick; packs and
    settings files that were edited meanwhile are not read again: `load_linter` reads them anew.

    A rule that fails on the text costs only its own findings: it stands in `errors` of what is returned, and a
    RuleWarning says so. Raises SettingsError and PackError as `load_linter` does.
    """
    used = _used(path, _choice(select, ignore, rules, severity, preview, language, settings), linter)
    linted = used.linter.lint(Document(text, path))
    _warn(linted.errors)
    return Findings(used.decide(linted), linted.errors)


def lint_texts(
    texts: Iterable[str],
    *,
    select: Selectors | None = None,
    ignore: Selectors | None = None,
    rules: Packs = (),
    severity: Mapping[str, Grade] | None = None,
    preview: bool | None = None,
    language: Language | None = None,
    settings: PathName | None = None,
    linter: Linter | None = None,
) -> Iterator[Findings]:
    """Lint many texts as `lint_text` lints one, faster, since they are scanned together; what each comes to, in order.

    The texts are taken in batches. Raises what `lint_text` raises, at once.
    """
    used = _used("<text>", _choice(select, ignore, rules, severity, preview, language, settings), linter)
    return (
        Findings(used.decide(linted), _warned(linted.errors))
        for linted in used.linter.lint_all(Document(text) for text in texts)
    )


def lint_file(
    path: PathName,
    *,
    select: Selectors | None = None,
    ignore: Selectors | None = None,
    rules: Packs = (),
    severity: Mapping[str, Grade] | None = None,
    preview: bool | None = None,
    language: Language | None = None,
    settings: PathName | None = None,
    encoding: str | None = None,
    linter: Linter | None = None,
) -> Findings:
    """Lint one file as `lint_text` lints a text.

    It is read as UTF-8, or as its byte order mark, `encoding` or the settings say. Raises InputError where it cannot
    be read, is no text or holds records, and what `lint_text` raises.
    """
    name = fspath(path)
    if holds_records(name):
        raise InputError(
            name, "holds records, not one text; the command reads them, or newslint.records.read.read_texts"
        )
    choice = _choice(select, ignore, rules, severity, preview, language, settings, encoding)
    used = _used(name, choice, linter)
    text = decode(read_source(Source(name, used.settings)), name, used.settings.encoding)
    linted = used.linter.lint(Document(text, name))
    _warn(linted.errors)
    return Findings(used.decide(linted), linted.errors)


def fix_text(
    text: str,
    path: str = "<text>",
    *,
    unsafe: bool = False,
    select: Selectors | None = None,
    ignore: Selectors | None = None,
    rules: Packs = (),
    severity: Mapping[str, Grade] | None = None,
    preview: bool | None = None,
    language: Language | None = None,
    settings: PathName | None = None,
    linter: Linter | None = None,
) -> Mended:
    """Lint one text as `lint_text` does and apply the safe fixes of its findings, or with `unsafe` all fixes.

    `text` of what is returned is the mended text, `fixed` the findings that are gone, round by round with the places
    they had then, `findings` those that are left in the mended text. Where a rule failed the text is left as it is:
    `errors` has the failure, and a RuleWarning says so.
    """
    used = _used(path, _choice(select, ignore, rules, severity, preview, language, settings), linter)
    linted = used.linter.lint(Document(text, path))
    if linted.errors:
        _warn(linted.errors)
        return Mended(text, [], used.decide(linted), linted.errors)
    mended = mend(used.linter, linted, used.decide, unsafe=unsafe)
    _warn(mended.errors)
    return mended


def _choice(
    select: Selectors | None,
    ignore: Selectors | None,
    rules: Packs,
    severity: Mapping[str, Grade] | None,
    preview: bool | None,
    language: Language | None,
    settings: PathName | None,
    encoding: str | None = None,
) -> _Choice:
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
    return _Choice(fspath(settings) if settings is not None else None, given)


def _selectors(selectors: Selectors | None) -> tuple[str, ...] | None:
    return (selectors,) if isinstance(selectors, str) else tuple(selectors) if selectors is not None else None


class _Used(NamedTuple):
    """A linter, and the settings that hold for a text."""

    linter: Linter
    settings: Settings
    ignores: Ignores | None = None

    def decide(self, linted: Linted) -> list[Finding]:
        """The findings that stand."""
        return Policy(self.settings, self.linter.rules, ignores=self.ignores).decide(linted)


def _used(path: str, choice: _Choice, linter: Linter | None) -> _Used:
    if linter is not None:
        if any(key != "encoding" for key, _ in choice.given) or choice.settings is not None:
            raise TypeError("a linter has its rules already: give either `linter`, or what to choose")
        return _Used(linter, Settings(encoding=dict(choice.given).get("encoding")))
    with _lock:
        layers, linters, ignores = _made(choice)
        settings = layers.of(path)
        return _Used(linters.of(settings), settings, ignores)


@lru_cache(maxsize=CHOICES)
def _made(choice: _Choice) -> tuple[Layers, Linters, Ignores | None]:
    layers = choice.layers()
    return layers, Linters(), Ignores.beside(layers.run.root) if choice.settings is not None else None


def _warned(errors: list[RuleError]) -> list[RuleError]:
    _warn(errors)
    return errors


def _warn(errors: Iterable[RuleError]) -> None:
    for error in errors:
        warnings.warn(str(error), RuleWarning, stacklevel=3)
