"""A baseline: the findings that are accepted as they are, so that only new ones fail a run.

An entry holds the file, the rule and the fingerprint of what was found, never a line: a finding stays known when text
moves around it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal

import msgspec

from newslint.errors import SettingsError
from newslint.linting.finding import Finding
from newslint.linting.fingerprint import Fingerprints
from newslint.reading import SMALL, read_file
from newslint.settings.globs import named

NAME = "newslint-baseline.json"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds: for each document, from the file's folder, `CODE FINGERPRINT` for each finding."""

    version: Literal[1]
    files: dict[str, list[str]]


class Baseline:
    """The accepted findings of documents, and which of them were found again."""

    def __init__(self, file: Path, files: dict[str, list[str]]) -> None:
        self.file = file
        self._files = {path: set(entries) for path, entries in files.items()}
        self._seen: dict[str, set[str]] = {}
        self._codes: dict[str, Collection[str]] = {}

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """Read a baseline. Raises SettingsError."""
        try:
            return cls(file, msgspec.json.decode(read_file(file, SMALL), type=_File).files)
        except FileNotFoundError:
            raise SettingsError(f"{file}: no such baseline; `newslint baseline` writes it") from None
        except OSError as error:
            raise SettingsError(f"{file}: cannot be read: {error.strerror}") from None
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file}: not a baseline: {error}") from None

    def mark(self, path: str, findings: Iterable[Finding]) -> list[Finding]:
        """Findings of a document, each said to be new or unchanged."""
        known = self._files.get(self._name(path), set())
        entries = self.entries(path, findings)
        return [
            msgspec.structs.replace(finding, state="unchanged" if entry in known else "new")
            for finding, entry in entries
        ]

    def entries(self, path: str, findings: Iterable[Finding]) -> list[tuple[Finding, str]]:
        """Findings of a document, each with its entry."""
        fingerprints = Fingerprints(self._name(path))
        return [(finding, f"{finding.code} {fingerprints.of(finding)}") for finding in findings]

    def saw(self, path: str, findings: Iterable[Finding], codes: Collection[str]) -> None:
        """Note what stands in a document that was checked with some rules."""
        name = self._name(path)
        self._seen[name] = {entry for _, entry in self.entries(path, findings)}
        self._codes[name] = codes

    def stale(self) -> Counter[str]:
        """How many entries of each document are found no more, as far as that was looked at; or the file is gone."""
        counts = {path: sum(self._is_stale(path, entry) for entry in entries) for path, entries in self._files.items()}
        return +Counter(counts)

    def prune(self) -> None:
        """Take out what is found no more."""
        for path, entries in self._files.items():
            self._files[path] = {entry for entry in entries if not self._is_stale(path, entry)}

    def record(self) -> int:
        """Take in all that was seen, and take out what is found no more; how many findings were seen."""
        self.prune()
        for path, entries in self._seen.items():
            self._files.setdefault(path, set()).update(entries)
        return sum(map(len, self._seen.values()))

    def write(self) -> None:
        """Write the file anew. Raises SettingsError."""
        files = {path: sorted(entries) for path, entries in sorted(self._files.items()) if entries}
        text = msgspec.json.format(msgspec.json.encode(_File(1, files)), indent=1) + b"\n"
        beside = self.file.with_name(f".{self.file.name}.{os.getpid()}")
        try:
            beside.write_bytes(text)
            beside.replace(self.file)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise SettingsError(f"{self.file}: cannot be written: {error.strerror}") from None

    @property
    def size(self) -> int:
        """How many findings it accepts."""
        return sum(map(len, self._files.values()))

    def _is_stale(self, path: str, entry: str) -> bool:
        if path not in self._seen:
            return not os.path.lexists(self.file.parent / path)
        return entry not in self._seen[path] and entry.partition(" ")[0] in self._codes[path]

    def _name(self, path: str) -> str:
        """A document as the baseline names it: from its own folder, with slashes."""
        return named(path, os.path.realpath(self.file.parent))
