"""newslint: a linter for ingested news text.

`lint_text` lints one text with the shipped rules; a `Linter` made by `load_linter` is compiled once and
used for as many documents as you have.
"""

from __future__ import annotations

from newslint.api import Findings, fix_text, lint_file, lint_text, lint_texts, load_linter
from newslint.errors import InputError, NewslintError, PackError, RuleError, RuleWarning, SettingsError
from newslint.linting.finding import Finding
from newslint.linting.fix import Fix
from newslint.linting.linter import Linted, Linter
from newslint.linting.mending import Mended
from newslint.text.document import Document

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Finding",
    "Findings",
    "Fix",
    "InputError",
    "Linted",
    "Linter",
    "Mended",
    "NewslintError",
    "PackError",
    "RuleError",
    "RuleWarning",
    "SettingsError",
    "fix_text",
    "lint_file",
    "lint_text",
    "lint_texts",
    "load_linter",
]
