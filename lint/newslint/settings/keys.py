"""What a settings file may say, and the settings that hold for a run or a document."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from newslint.late import late
from newslint.rule.declaration import Grade, Severity

TEXT_FILES = ("*.txt", "*.text", "*.md", "*.markdown", "*.jsonl", "*.ndjson", "*.jsonl.gz", "*.jsonl.zst", "*.parquet")

LOCAL = ("localhost", "127.0.0.1", "::1")
"""The names of this machine."""

FailOn = Literal["error", "warning", "info", "never"]

Profile = Literal["corpus", "newsroom"]
"""Whose text it is: scraped, so that what a page sets around an article is damage; or a newsroom's own copy."""

Language = Literal["auto", "any"]
"""Whether a text's language decides which rules hold for it, or all of them do, and nothing is said of it."""

PARTS_OF_COPY = (
    *("BP144", "BP177", "BP178", "BP179", "BP181", "BP182", "BP185"),
    *("BP187", "BP192", "BP201", "BP202", "BP203", "BP205", "BP267"),
)
"""What a newsroom's copy holds on purpose: bylines, datelines, credits and captions, copyright, times of live blogs."""

_SIZE = late(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_NO_TEXT = frozenset({"undefined", "idna", "punycode"})
"""Encodings of Python's that no document is written in."""


class OverrideKeys(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What holds for some files only: what is set takes the place of the file's own, `severity` is added to it."""

    files: Annotated[tuple[str, ...], Meta(min_length=1)]
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_ignore: tuple[str, ...] | None = None
    severity: dict[str, Grade] = {}
    language: Language | None = None
    encoding: str | None = None


class GateKeys(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What makes `newslint gate` reject a record.

    Findings of `severity` or graver, where they are more than `per-1000-words` (0: any); any finding of the rules in
    `reject`; fewer than `min-words` words; a language that `languages` (codes of ISO 639-1, or `any`) does not name.
    """

    severity: Severity = "error"
    per_1000_words: Annotated[float, Meta(ge=0)] = msgspec.field(default=0.0, name="per-1000-words")
    reject: tuple[str, ...] = ()
    min_words: Annotated[int, Meta(ge=0)] = 1
    languages: Annotated[tuple[str, ...], Meta(min_length=1)] = ("en",)


class SettingsKeys(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a settings file may say, with the defaults. `languagetool` tells where one is, and asks none."""

    profile: Profile = "corpus"
    select: tuple[str, ...] = ("ALL",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    severity: dict[str, Grade] = {}
    rules: tuple[str, ...] = ()
    include: tuple[str, ...] = TEXT_FILES
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    force_exclude: bool = False
    preview: bool = False
    language: Language = "auto"
    encoding: str | None = None
    max_size: str | int = "64 MB"
    text_field: tuple[str, ...] = ()
    id_field: str = ""
    duplicates: bool = False
    across: bool | None = None
    server: bool | str = msgspec.field(default=False, name="languagetool")
    baseline: str | None = None
    inline_ignores: bool = False
    fail_on: FailOn = "warning"
    output_format: str | None = None
    rule_pages: str | None = None
    extend: str | None = None
    overrides: tuple[OverrideKeys, ...] = ()
    gate: GateKeys = GateKeys()


class Settings(SettingsKeys, frozen=True, kw_only=True):
    """Every setting, and where it comes from.

    `languagetool` says whether LanguageTool is asked, and where it is. `root` is the folder that the file's paths and
    globs start from, `source` the file; `lines` tells, by field name, where a setting is written: `FILE:LINE`.
    `applied` are the places of the overrides that are in it.
    """

    languagetool: bool | str = msgspec.field(default=False, name="asked")
    root: str = "."
    source: str | None = None
    lines: dict[str, str] = {}
    applied: tuple[int, ...] = ()

    def place(self, field: str) -> str:
        """A setting as a message names it, with the place where a file sets it."""
        name = f"`{'languagetool' if field == 'server' else field.replace('_', '-')}`"
        return f"{name} of {self.lines[field]}" if field in self.lines else name

    @property
    def elsewhere(self) -> str | None:
        """Where text goes, if a settings file has named a server that is not on this machine; in words."""
        where = self.languagetool
        if is_url(where) and where == self.server and urlsplit(str(where)).hostname not in LOCAL:
            return f"the text goes to {where}, named by {self.place('server')}"
        return None

    @property
    def most_bytes(self) -> int:
        """Bytes that a document may have."""
        return bytes_of(self.max_size)


KEYS = SettingsKeys.__struct_encode_fields__
"""The names of the settings."""


def bytes_of(size: str | int) -> int:
    """A size such as `64 MB`, in bytes. Raises ValueError."""
    found = _SIZE.fullmatch(str(size).strip())
    if found is None:
        raise ValueError(f"`{size}` is no size; write for example 64 MB or 2 GB")
    return int(float(found[1]) * _UNITS[found[2].lower()])


def size_in_words(size: int) -> str:
    """A size as a message says it."""
    return f"{size:,} bytes" if size < 100_000 else f"{round(size / 1_000_000, 1):g} MB"


def check_encoding(name: str) -> None:
    """Raise ValueError where Python knows no such encoding of texts."""
    try:
        if name.lower() in _NO_TEXT:
            raise LookupError
        "".encode(name)
    except (LookupError, ValueError):
        raise ValueError(f"unknown encoding {name!r}") from None


def is_url(where: bool | str) -> bool:
    """Whether LanguageTool is a server named by its URL, rather than programs on this machine."""
    return isinstance(where, str) and re.match(r"https?://[^/\s]", where) is not None
