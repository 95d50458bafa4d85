"""A baseline: the findings that are accepted as they are, so that only new ones fail a run.

An entry holds the file, the rule and the fingerprint of what was found, never a line: a finding stays known when text
moves around it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from newslint.errors import SettingsError
from newslint.linting.finding import Finding
from newslint.linting.fingerprint import Fingerprints
from newslint.reading import SMALL, read_file
from newslint.settings.globs import named
from newslint.text.document import Document

NAME = "newslint-baseline.json"


_Key = tuple[str, str]
"""A document: its file, from the folder of the baseline, and, of a text out of a record, what names it there."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the file holds: for each document, from the file's folder, `CODE FINGERPRINT` for each finding; the same
    for each text of a file of records, by its record's id or number and its field.
    """

    version: Literal[1, 2]
    files: dict[str, list[str]]
    records: dict[str, dict[str, list[str]]] = {}


class Baseline:
    """The accepted findings of documents, and which of them were found again."""

    def __init__(self, file: Path, documents: Mapping[_Key, Iterable[str]]) -> None:
        self.file = file
        self._documents = {key: set(entries) for key, entries in documents.items()}
        self._seen: dict[_Key, set[str]] = {}
        self._codes: dict[str, Collection[str]] = {}
        self._fields: set[tuple[str, str]] = set()

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """Read a baseline. Raises SettingsError."""
        try:
            held = msgspec.json.decode(read_file(file, SMALL), type=_File)
        except FileNotFoundError:
            raise SettingsError(f"{file}: no such baseline; `newslint baseline` writes it") from None
        except OSError as error:
            raise SettingsError(f"{file}: cannot be read: {error.strerror}") from None
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise SettingsError(f"{file}: not a baseline: {error}") from None
        documents = {(path, ""): entries for path, entries in held.files.items()}
        texts = {(path, key): entries for path, keys in held.records.items() for key, entries in keys.items()}
        return cls(file, {**documents, **texts})

    def mark(self, document: Document, findings: Iterable[Finding]) -> list[Finding]:
        """Findings of a document, each said to be new or unchanged."""
        known = self._documents.get(self._key(document), set())
        return [
            msgspec.structs.replace(finding, state="unchanged" if entry in known else "new")
            for finding, entry in self._entries(document, findings)
        ]

    def saw(self, document: Document, findings: Iterable[Finding], codes: Collection[str]) -> None:
        """Note what stands in a document that was checked with some rules."""
        key = self._key(document)
        if entries := {entry for _, entry in self._entries(document, findings)}:
            self._seen.setdefault(key, set()).update(entries)
        self._codes[key[0]] = codes
        self._fields.add((key[0], _field(key)))

    def stale(self) -> Counter[str]:
        """How many entries of each file are found no more, as far as that was looked at; or the file is gone."""
        counts: Counter[str] = Counter()
        for key, entries in self._documents.items():
            counts[key[0]] += sum(self._is_stale(key, entry) for entry in entries)
        return +counts

    def prune(self) -> None:
        """Take out what is found no more."""
        for key, entries in self._documents.items():
            self._documents[key] = {entry for entry in entries if not self._is_stale(key, entry)}

    def record(self) -> int:
        """Take in all that was seen, and take out what is found no more; how many findings were seen."""
        self.prune()
        for key, entries in self._seen.items():
            self._documents.setdefault(key, set()).update(entries)
        return sum(map(len, self._seen.values()))

    def write(self) -> None:
        """Write the file anew. Raises SettingsError."""
        held = _File(1, {})
        for (path, key), entries in sorted(self._documents.items()):
            if entries and key:
                held.records.setdefault(path, {})[key] = sorted(entries)
            elif entries:
                held.files[path] = sorted(entries)
        if held.records:
            held = msgspec.structs.replace(held, version=2)
        text = msgspec.json.format(msgspec.json.encode(held), indent=1) + b"\n"
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
        return sum(map(len, self._documents.values()))

    def _is_stale(self, key: _Key, entry: str) -> bool:
        """Whether an entry is found no more. A record may be gone from a file whose field was looked at."""
        file = key[0]
        if (file, _field(key)) not in self._fields:
            return not os.path.lexists(self.file.parent / file)
        return entry not in self._seen.get(key, ()) and entry.partition(" ")[0] in self._codes[file]

    def _entries(self, document: Document, findings: Iterable[Finding]) -> list[tuple[Finding, str]]:
        """Findings of a document, each with its entry."""
        fingerprints = Fingerprints(self._key(document)[0], document.origin)
        return [(finding, f"{finding.code} {fingerprints.of(finding)}") for finding in findings]

    def _key(self, document: Document) -> _Key:
        """A document as the baseline names it: from its own folder, with slashes."""
        name = named(document.file, os.path.realpath(self.file.parent))
        return name, document.origin.key if document.origin else ""


def _field(key: _Key) -> str:
    return key[1].rpartition("#")[2]
