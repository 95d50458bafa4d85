"""The Python interface: texts and files in, findings out.

Offsets, lines and columns count code points of the text as read: offsets from 0, lines and columns from 1, ends
exclusive. Findings come in the order of their place in the text. All functions may be called from several threads. What
newslint raises on purpose is a NewslintError.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from os import fspath

from newslint.choices import Packs, PathName, Selectors, choose, used_for
from newslint.errors import InputError, RuleError, RuleWarning
from newslint.linting.finding import Finding
from newslint.linting.linter import Linter
from newslint.linting.linters import Linters
from newslint.linting.mending import Mended, mend
from newslint.records.formats import holds_records
from newslint.rule.declaration import Grade
from newslint.settings.keys import Language
from newslint.sources.found import Source
from newslint.sources.read import read_source
from newslint.text.decode import decode
from newslint.text.document import Document


class Findings(list[Finding]):
    """The findings of a text, in order of their place, and in `errors` the rules that failed on it."""

    def __init__(self, findings: Iterable[Finding] = (), errors: Iterable[RuleError] = ()) -> None:
        super().__init__(findings)
        self.errors = list(errors)


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
    choice = choose(select, ignore, rules, severity, preview, language, settings)
    if languagetool is not False:
        choice = choice._replace(given=(*choice.given, ("languagetool", languagetool)))
    return Linters().of(choice.layers().run)


def lint_text(
    text: str,
    path: PathName = "<text>",
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
    used = used_for(fspath(path), choose(select, ignore, rules, severity, preview, language, settings), linter)
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
    used = used_for("<text>", choose(select, ignore, rules, severity, preview, language, settings), linter)
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
        raise InputError(name, "holds records, not one text: lint_records reads them")
    choice = choose(select, ignore, rules, severity, preview, language, settings, encoding)
    used = used_for(name, choice, linter)
    text = decode(read_source(Source(name, used.settings)), name, used.settings.encoding)
    linted = used.linter.lint(Document(text, name))
    _warn(linted.errors)
    return Findings(used.decide(linted), linted.errors)


def fix_text(
    text: str,
    path: PathName = "<text>",
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
    used = used_for(fspath(path), choose(select, ignore, rules, severity, preview, language, settings), linter)
    linted = used.linter.lint(Document(text, path))
    if linted.errors:
        _warn(linted.errors)
        return Mended(text, [], used.decide(linted), linted.errors)
    mended = mend(used.linter, linted, used.decide, unsafe=unsafe)
    _warn(mended.errors)
    return mended


def _warned(errors: list[RuleError]) -> list[RuleError]:
    _warn(errors)
    return errors


def _warn(errors: Iterable[RuleError]) -> None:
    for error in errors:
        warnings.warn(str(error), RuleWarning, stacklevel=3)
