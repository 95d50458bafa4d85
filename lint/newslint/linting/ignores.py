"""`.newslint-ignore.yaml`: findings that were looked at and are to stand, by file, rule and the words around them.

It stands beside the settings file and is kept by hand, or written by `newslint check --add-ignores`. An entry holds no
line: it goes on when text moves around it. In `text` the words found stand in `[[` and `]]`, between a few words of
their line; without such marks all of it is what was found.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from newslint.errors import SettingsError
from newslint.linting.finding import Finding
from newslint.packs.selectors import selects
from newslint.reading import LARGE, read_file
from newslint.rule.declaration import LoadedRule
from newslint.settings.find import check_owner
from newslint.settings.globs import named
from newslint.text.document import Document

NAME = ".newslint-ignore.yaml"
HEAD = """# Findings that stand on purpose: in `text` the words found are between [[ and ]].
# `reason` is yours to write. An entry that suppresses nothing is reported as NL001.
"""
WORDS = 3
"""Words of context on either side."""
LONGEST = 200
"""Code points of what was found that an entry holds."""
_KEYS = ("file", "code", "text", "reason")


class Entry(NamedTuple):
    """One finding that is to stand, the line of the file that says so, and the reason if it has one."""

    file: str
    code: str
    before: str
    match: str
    after: str
    line: int
    reason: str = ""

    def takes(self, finding: Finding, context: tuple[str, str, str]) -> bool:
        """Whether this is the finding."""
        before, match, after = context
        return (
            selects(self.code, finding)
            and match == self.match
            and before.endswith(self.before)
            and after.startswith(self.after)
        )


class Ignores:
    """The entries of a file, and which of them have suppressed something."""

    def __init__(self, file: Path, entries: Iterable[Entry] = (), text: str = "") -> None:
        self.file = file
        self.text = text
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.file, []).append(entry)
        self._used: set[Entry] = set()
        self._looked: dict[str, Sequence[LoadedRule]] = {}

    @classmethod
    def beside(cls, root: str) -> Ignores:
        """The file of a folder, or none. Raises SettingsError where it cannot be read."""
        file = Path(root, NAME)
        if not os.path.lexists(file):
            return cls(file)
        check_owner(file)
        try:
            text = read_file(file, LARGE).decode("utf-8")
        except OSError as error:
            raise SettingsError(f"{file}: cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise SettingsError(f"{file}: not UTF-8 at byte {error.start}") from None
        return cls(file, _entries(text, file), text)

    def __bool__(self) -> bool:
        return bool(self._entries)

    def takes(self, finding: Finding, document: Document) -> Entry | None:
        """The entry that says that a finding stands on purpose, if there is one."""
        entries = self._entries.get(self._name(document.path))
        if not entries:
            return None
        context = around(finding, document)
        found = [entry for entry in entries if entry.takes(finding, context)]
        self._used.update(found)
        return found[0] if found else None

    def looked(self, path: str, rules: Sequence[LoadedRule]) -> None:
        """Note that a document was checked to the end with some rules."""
        if (name := self._name(path)) in self._entries:
            self._looked[name] = rules

    def unused(self) -> Iterator[Entry]:
        """The entries that suppressed nothing, as far as that was looked at; or the file is gone."""
        for name, entries in self._entries.items():
            places = (name, name.partition(":")[0])  # the text of a record is named FILE:LINE
            gone = not any(os.path.lexists(self.file.parent / place) for place in places)
            rules = self._looked.get(name, ())
            for entry in entries:
                if entry not in self._used and (gone or any(selects(entry.code, loaded.rule) for loaded in rules)):
                    yield entry

    @property
    def codes(self) -> list[str]:
        """The selectors of all entries."""
        return [entry.code for entries in self._entries.values() for entry in entries]

    def add(self, entries: Sequence[str]) -> None:
        """Write entries at the end of the file. Raises SettingsError where it cannot be written."""
        text = self.text or HEAD
        text += "" if text.endswith("\n") else "\n"
        beside = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            beside.write_text(text + "".join(entries), encoding="utf-8", newline="\n")
            beside.replace(self.file)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise SettingsError(f"{self.file}: cannot be written: {error.strerror}") from None

    def entry(self, finding: Finding, document: Document) -> str:
        """A finding as an entry of the file."""
        before, match, after = around(finding, document)
        near = [" ".join(before.split()[-WORDS:]), " ".join(after.split()[:WORDS])]
        if before.endswith(" "):
            near[0] += " "
        if after.startswith(" "):
            near[1] = " " + near[1]
        first, last = ("" if "[[" in part or "]]" in part else part for part in near)
        lines = (f"- file: {_quoted(self._name(document.path))}", f"  code: {finding.code}")
        return "\n".join((*lines, f"  text: {_quoted(f'{first}[[{match}]]{last}')}", ""))

    def _name(self, path: str) -> str:
        return named(path, os.path.realpath(self.file.parent))


def around(finding: Finding, document: Document) -> tuple[str, str, str]:
    """What was found, and what stands before and after it on its lines, white space made alike."""
    source = document.source
    first = document.line_span(finding.start)[0]
    last = document.line_span(max(finding.start, finding.end - 1))[1]
    match = _alike(source[finding.start : finding.end]).strip()
    return (
        _alike(source[max(first, finding.start - LONGEST) : finding.start]),
        match if len(match) <= LONGEST else match[:LONGEST] + "…",
        _alike(source[finding.end : min(last, finding.end + LONGEST)]),
    )


def _alike(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()
    return f"{' ' if text[:1].isspace() else ''}{' '.join(text.split())}{' ' if text[-1:].isspace() else ''}"


def _quoted(text: str) -> str:
    """A text as YAML: in single quotes where all of it can be read, else with escapes."""
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return (
        '"'
        + "".join(char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08X}" for char in text)
        + '"'
    )


def _entries(text: str, file: Path) -> Iterator[Entry]:
    import yaml  # noqa: PLC0415  (slow to import)

    try:
        top = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        raise SettingsError(f"{file}: not YAML: {' '.join(str(error).split())}") from None
    if top is None:
        return
    if not isinstance(top, yaml.SequenceNode):
        raise SettingsError(f"{file}: a list of entries is expected, each with file, code and text")
    for node in top.value:
        line = node.start_mark.line + 1
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        values = {key.value: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
        if len(values) < len(pairs) or set(values) - {*_KEYS} or not {*_KEYS[:3]} <= set(values) or not values["text"]:
            raise SettingsError(f"{file}:{line}: an entry has file, code and text, and perhaps a reason; all are texts")
        before, opened, rest = values["text"].partition("[[")
        match, closed, after = rest.rpartition("]]")
        if not (opened and closed):
            before, match, after = "", values["text"], ""
        words = (_alike(before), _alike(match).strip(), _alike(after))
        yield Entry(values["file"], values["code"], *words, line, values.get("reason", "").strip())
