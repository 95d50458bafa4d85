"""What can go wrong, as exceptions that speak to a person.

A finding is a value and an error is an exception: never one for the other. The command prints
`str(error)` on standard error and exits with 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class NewslintError(Exception):
    """Base of every error that newslint raises on purpose. Pickles, so that workers can hand it back."""

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickled, (type(self), self.args, self.__dict__)


def _unpickled(kind: type[NewslintError], args: tuple[object, ...], state: dict[str, object]) -> NewslintError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class SettingsError(NewslintError):
    """A setting, option or selector that cannot be obeyed."""


class OutputError(NewslintError):
    """A report or message that cannot be written."""


class InputError(NewslintError):
    """A document that cannot be read. `path` names it; the message says why and what to do. `file` is that of a record,
    and empty for what is none."""

    def __init__(self, path: str, reason: str, file: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.file = file


class WriteError(InputError):
    """A document that cannot be written back."""


class RuleError(NewslintError):
    """A rule that failed while it looked at a document; the other rules' findings stand."""

    def __init__(self, code: str, path: str, reason: str) -> None:
        super().__init__(f"{path}: rule {code} failed: {reason}")
        self.code = code
        self.path = path
        self.reason = reason


class UncheckedError(RuleError):
    """A document, or a part of it, that LanguageTool did not check; the findings of the other rules stand."""

    def __init__(self, path: str, reason: str) -> None:
        Exception.__init__(self, f"{path}: not checked by LanguageTool: {reason}")
        self.code, self.path, self.reason = "LT", path, f"not checked by LanguageTool: {reason}"


class RuleWarning(UserWarning):
    """From Python: a rule failed on a text; the findings of the others are given back."""


class Mistake(NamedTuple):
    """One mistake in a rule pack: where it stands (1-based line and column) and what to write instead."""

    path: str
    line: int
    column: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.reason}"


class LostError(RuleError):
    """A document that ended the process that looked at it, and did so again when it was tried alone."""

    def __init__(self, path: str, reason: str) -> None:
        Exception.__init__(self, f"{path}: {reason}")
        self.code, self.path, self.reason = "NL", path, reason


class WorkerError(NewslintError):
    """Processes that lint documents beside this one cannot do so."""


class PackError(NewslintError):
    """A rule pack with one or more mistakes, each with file, line and column."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)
