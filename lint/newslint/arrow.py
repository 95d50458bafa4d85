"""Batches of Arrow records in, the same records with what newslint finds in them out (extra `records`).

One kernel for every engine that hands out Arrow data: Ray Data, Spark, Hugging Face's `datasets`, Polars, DuckDB. The
rules are loaded once in each process. The column that is added is described by `NEWSLINT`.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeVar

import pyarrow as pa

from newslint.api import Findings, lint_texts
from newslint.rule.declaration import SEVERITIES
from newslint.settings.keys import FailOn

ACCEPT, REJECT, FAILED = "accept", "reject", "failed"
"""The verdicts: nothing that fails the text, something that does, or not looked at as a whole."""

_PLACE = [(name, pa.int64()) for name in ("line", "column", "end_line", "end_column", "start", "end")]
_WORDS = [(name, pa.string()) for name in ("message", "match", "suggestion")]
FINDING = pa.struct([*((name, pa.string()) for name in ("code", "name", "severity")), *_PLACE, *_WORDS])
"""A finding: lines and columns from 1, offsets from 0, all in code points, ends exclusive."""
NEWSLINT = pa.struct(
    [
        ("verdict", pa.string()),
        ("words", pa.int64()),
        ("errors", pa.int64()),
        ("warnings", pa.int64()),
        ("infos", pa.int64()),
        ("findings", pa.list_(FINDING)),
        ("failures", pa.list_(pa.string())),
    ]
)
"""What is said of a text: the verdict, its words, findings by severity, the findings, and what failed."""

Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)


def lint_batch(
    batch: Batch, *, text: str = "text", column: str = "newslint", fail_on: FailOn = "warning", **choice: Any
) -> Batch:
    """A record batch or table with one column more: what is found in the column `text`.

    `fail_on` is the mildest severity that makes the verdict `reject`; a record without a text, or one on which a rule
    failed, is `failed`. `choice` is what `lint_text` takes to choose rules. Rows, order, and all other columns stay.
    Raises KeyError where there is no column of the text, or one of the result's name already.
    """
    names = batch.schema.names
    if text not in names:
        raise KeyError(f"no column {text!r}; there are {', '.join(map(repr, names))}")
    if column in names:
        raise KeyError(f"there is a column {column!r} already; give the new one another name")
    texts = batch.column(text).to_pylist()
    found = lint_texts((value for value in texts if isinstance(value, str)), **choice)
    said = [_said(value, next(found), fail_on) if isinstance(value, str) else _nothing(value) for value in texts]
    return batch.append_column(pa.field(column, NEWSLINT), _as(batch, pa.array(said, NEWSLINT)))


def schema_with(schema: pa.Schema, column: str = "newslint") -> pa.Schema:
    """The schema of what `lint_batch` makes of batches of a schema."""
    return schema.append(pa.field(column, NEWSLINT))


def _as(batch: pa.RecordBatch | pa.Table, array: pa.Array) -> pa.Array | pa.ChunkedArray:
    return pa.chunked_array([array]) if isinstance(batch, pa.Table) else array


def _said(text: str, findings: Findings, fail_on: FailOn) -> dict[str, Any]:
    counts = Counter(finding.severity for finding in findings)
    graver = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on != "never" else ()
    failing = any(counts[severity] for severity in graver)
    return {
        "verdict": FAILED if findings.errors else REJECT if failing else ACCEPT,
        "words": len(text.split()),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "infos": counts["info"],
        "findings": [{field.name: getattr(finding, field.name) for field in FINDING} for finding in findings],
        "failures": [str(error) for error in findings.errors],
    }


def _nothing(value: object) -> dict[str, Any]:
    reason = "no text" if value is None else f"no text, but {type(value).__name__}"
    counts = dict.fromkeys(("words", "errors", "warnings", "infos"), 0)
    return {"verdict": FAILED, **counts, "findings": [], "failures": [reason]}
