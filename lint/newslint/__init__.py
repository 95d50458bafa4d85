"""newslint: a linter for ingested news text.

`lint_text` lints one text with the shipped rules; a `Linter` made by `load_linter` is compiled once and
used for as many documents as you have.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newslint.api import Findings, fix_text, lint_file, lint_text, lint_texts, load_linter
    from newslint.errors import InputError, NewslintError, PackError, RuleError, RuleWarning, SettingsError
    from newslint.linting.finding import Finding
    from newslint.linting.fix import Fix
    from newslint.linting.linter import Linted, Linter
    from newslint.linting.mending import Mended
    from newslint.records.lint import LintedText, lint_records
    from newslint.text.document import Document

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Finding",
    "Findings",
    "Fix",
    "InputError",
    "Linted",
    "LintedText",
    "Linter",
    "Mended",
    "NewslintError",
    "PackError",
    "RuleError",
    "RuleWarning",
    "SettingsError",
    "fix_text",
    "lint_file",
    "lint_records",
    "lint_text",
    "lint_texts",
    "load_linter",
]

_HOMES = {
    "Document": "text.document",
    "Finding": "linting.finding",
    "Fix": "linting.fix",
    "Linted": "linting.linter",
    "LintedText": "records.lint",
    "Linter": "linting.linter",
    "Mended": "linting.mending",
    "lint_records": "records.lint",
    **dict.fromkeys(("Findings", "fix_text", "lint_file", "lint_text", "lint_texts", "load_linter"), "api"),
    **dict.fromkeys(
        ("InputError", "NewslintError", "PackError", "RuleError", "RuleWarning", "SettingsError"), "errors"
    ),
}


def __getattr__(name: str) -> object:
    """What the package offers, imported when it is first asked for: the command does with less."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
