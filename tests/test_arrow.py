"""The Arrow kernel: records in, the same records with findings, counts and a verdict out."""

from __future__ import annotations

import pyarrow as pa
import pytest
from cli_samples import BAD, CLEAN
from conftest import ROOT

from newslint import lint_text, lint_texts
from newslint.arrow import NEWSLINT, lint_batch, schema_with

COLUMNS = {"id": [1, 2, 3], "text": [CLEAN, None, BAD], "tags": [["a"], [], ["b", "c"]]}


def test_record_batch_and_table() -> None:
    batch = pa.RecordBatch.from_pydict(COLUMNS)
    table = pa.concat_tables([pa.Table.from_pydict(COLUMNS)] * 2)
    done = lint_batch(batch, select="BP")
    assert isinstance(done, pa.RecordBatch)
    assert done.schema == schema_with(batch.schema)
    assert done.select(batch.schema.names).equals(batch)
    said = done.column("newslint").to_pylist()
    assert [row["verdict"] for row in said] == ["accept", "failed", "reject"]
    assert said[1]["failures"] == ["no text"]
    assert said[0]["words"] == 11
    finding = said[2]["findings"][0]
    same = lint_text(BAD, select="BP")[0]
    assert finding == {name: getattr(same, name) for name in finding}
    both = lint_batch(table, select=["BP"])
    assert both.column("newslint").to_pylist() == said * 2
    assert both.schema.field("newslint").type == NEWSLINT


def test_verdicts_follow_fail_on() -> None:
    batch = pa.RecordBatch.from_pydict({"body": [BAD]})
    for fail_on, verdict in {"error": "accept", "info": "reject", "never": "accept"}.items():
        done = lint_batch(
            batch, text="body", column="found", fail_on=fail_on, select="BP", severity={"BP101": "warning"}
        )
        assert done.column("found")[0]["verdict"].as_py() == verdict
        assert done.column("found")[0]["warnings"].as_py() == 1


def test_columns_that_cannot_be() -> None:
    batch = pa.RecordBatch.from_pydict({"text": ["a"], "newslint": [1]})
    with pytest.raises(KeyError, match="there is a column 'newslint' already"):
        lint_batch(batch)
    with pytest.raises(KeyError, match="no column 'body'; there are 'text', 'newslint'"):
        lint_batch(batch, text="body")


def test_empty_batch_and_no_string() -> None:
    assert lint_batch(pa.RecordBatch.from_pydict({"text": pa.array([], pa.string())})).num_rows == 0
    said = lint_batch(pa.RecordBatch.from_pydict({"text": [5]})).column("newslint")[0].as_py()
    assert (said["verdict"], said["failures"]) == ("failed", ["no text, but int"])


def test_lint_texts_is_lint_text() -> None:
    texts = [CLEAN, BAD] * 3
    assert [list(found) for found in lint_texts(texts, select="BP")] == [lint_text(text, select="BP") for text in texts]


def test_the_page_says_what_is_so() -> None:
    page = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8")
    exec(page.split("```python\n")[1].split("```")[0], {})
    for field in (*NEWSLINT, *NEWSLINT.field("findings").type.value_type):
        assert f"`{field.name}`" in page
