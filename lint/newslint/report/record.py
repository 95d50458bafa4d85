"""Findings and failures as JSON objects: the one place that decides what `json` and `jsonl` hold.

`schema` describes them; SCHEMA_VERSION rises when an object changes in any way.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from newslint.errors import InputError, RuleError
from newslint.late import late
from newslint.linting.finding import Finding, Region
from newslint.report.reporter import encodable
from newslint.rule.declaration import Severity
from newslint.text.document import Document

SCHEMA_VERSION = 4

Position = Annotated[int, Meta(ge=1)]


class Fix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One edit: replace a region by `text`. `safe` when it cannot take away what a person wrote.

    Lines and columns are 1-based and in code points; the end column is exclusive. A region that
    ends at column 1 of the next line takes the line end with it.
    """

    line: Position
    column: Position
    end_line: Position
    end_column: Position
    text: str
    safe: bool


class OriginRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The record that a text is a field of: the file, the record's 1-based number in it and its id (empty if it has
    none), the field, and the 1-based line of the file on which the record begins."""

    file: str
    record: Position
    id: str
    field: str
    line: Position


class FindingRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding. Lines and columns are 1-based and in code points; the end column is exclusive.

    `related` are other places that bear it out, such as the sentences that weigh most; one in another text has its
    `path`. `origin` is null where the text is a file of its own; else lines and columns count within the field of a
    record.
    """

    path: str
    line: Position
    column: Position
    end_line: Position
    end_column: Position
    code: str
    name: str
    severity: Severity
    message: str
    match: str
    suggestion: str | None
    fix: Fix | None
    related: tuple[Region, ...]
    origin: OriginRecord | None


class InputFailure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document that could not be read, and why."""

    path: str
    error: str


class RuleFailure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that failed on a document, and why. The other rules' findings stand."""

    path: str
    code: str
    error: str


Record = FindingRecord | InputFailure | RuleFailure


def finding_record(finding: Finding, document: Document) -> FindingRecord:
    """A finding in a document as it is written."""
    names = [name for name in FindingRecord.__struct_fields__ if name != "origin"]
    values = {name: getattr(finding, name) for name in names}
    values["origin"] = OriginRecord(*document.origin[:-1]) if document.origin else None
    if finding.fix is not None:
        values["fix"] = Fix(*(getattr(finding.fix, name) for name in Fix.__struct_fields__))
    return FindingRecord(**values)


def failure_record(error: InputError | RuleError) -> InputFailure | RuleFailure:
    """A failure as it is written."""
    if isinstance(error, RuleError):
        return RuleFailure(error.path, error.code, error.reason)
    return InputFailure(error.path, error.reason)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one object: a line of `jsonl`, an item of the array of `json`."""
    records, components = msgspec.json.schema_components(
        (FindingRecord, InputFailure, RuleFailure), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"newslint record, version {SCHEMA_VERSION}",
        "oneOf": list(records),
        "$defs": components,
    }


_encoder = msgspec.json.Encoder()

_MARK = late(r"##(\w*)\[")


def encode(value: object) -> str:
    """A value as JSON on one line. A lone surrogate, which many readers refuse, becomes the text `\\udXXX`.

    `##[`, which runners of CI services obey wherever it stands in a log, is written with an escape.
    """
    try:
        text = _encoder.encode(value).decode()
    except UnicodeEncodeError:
        text = _encoder.encode(_encodable(msgspec.to_builtins(value))).decode()
    return _MARK.sub(r"##\1\\u005b", text) if "##" in text else text


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value
