"""The Python interface: texts in, findings out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from os import PathLike, fspath

from newslint.linting.finding import Finding
from newslint.linting.linter import Linter
from newslint.linting.mending import Mended, mend
from newslint.packs.library import Library
from newslint.settings.keys import Settings
from newslint.text.document import Document


def load_linter(
    select: str | Sequence[str] = ("ALL",),
    ignore: str | Sequence[str] = (),
    *,
    rules: str | PathLike[str] | Sequence[str | PathLike[str]] = (),
    preview: bool = False,
    languagetool: bool | str = False,
) -> Linter:
    """Compile rules into a Linter that can be used for any number of documents.

    `select` and `ignore` take one or several codes, beginnings of codes, rule names, or ALL; `rules` are further packs
    (files or folders). `languagetool` switches LanguageTool's rules on: true, or where it is (the URL of a
    server, a folder, a class path); a server that is started ends with the process. No settings file is
    read. Raises SettingsError for a selector that no rule answers to, or where LanguageTool is missing, and
    PackError for a pack that cannot be read.
    """
    named = [rules] if isinstance(rules, str | PathLike) else rules
    settings = Settings(
        select=(select,) if isinstance(select, str) else tuple(select),
        ignore=(ignore,) if isinstance(ignore, str) else tuple(ignore),
        rules=tuple(fspath(path) for path in named),
        preview=preview,
        languagetool=languagetool,
    )
    library = Library.of(settings)
    return Linter(library.select(settings), languagetool, groups=library.groups)


def lint_text(text: str, path: str = "<text>", *, linter: Linter | None = None) -> list[Finding]:
    """Lint one text with the shipped rules, or with `linter`; findings in order of their place.

    Lines and columns are 1-based, offsets 0-based, all in code points of `text`. `path` only names the
    text in findings. Raises RuleError where a rule fails on the text.
    """
    linted = (linter or _default()).lint(Document(text, path))
    if linted.errors:
        raise linted.errors[0]
    return linted.findings


def fix_text(text: str, path: str = "<text>", *, linter: Linter | None = None, unsafe: bool = False) -> Mended:
    """Lint one text and apply the safe fixes of its findings, or with `unsafe` all fixes.

    `text` of what is returned is the mended text, `fixed` the findings that are gone, round by round with the places
    they had then, `findings` those that are left in the mended text. Raises RuleError where a rule fails on the text.
    """
    used = linter or _default()
    mended = mend(used, used.lint(Document(text, path)), lambda linted: linted.findings, unsafe=unsafe)
    if mended.errors:
        raise mended.errors[0]
    return mended


@cache
def _default() -> Linter:
    return load_linter()
