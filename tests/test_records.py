"""Records: files that hold many texts. Every record is read or told, wherever it stands."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import tracemalloc
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyarrow import feather, parquet

from newslint import InputError, lint_records, load_linter
from newslint.records.lines import read_lines
from newslint.records.record import Record
from newslint.report.record import schema

CONCISE = ("--isolated", "--output-format", "concise", "--select", "BP101,BP111,DOC112")
ROWS = [
    {"id": "a1", "title": "Late again", "text": "The ferry was late.\n\nLeave a Reply\n"},
    {"id": "a2", "text": "Skip to content"},
    {"id": "a3", "text": "The council met on Monday."},
]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS)
FOUND = (
    "{0}:1#text:3:1: BP101 comment form left in the text: “Leave a Reply” [error]\n"
    "{0}:2#text:1:1: BP111 skip link left in the text: “Skip to content” [error]\n"
)


def _parquet(write) -> bytes:
    stream = BytesIO()
    write(pa.Table.from_pylist(ROWS, pa.schema([(name, pa.string()) for name in ("id", "title", "text")])), stream)
    return stream.getvalue()


FILES = {
    "a.jsonl": LINES.encode(),
    "a.ndjson": b"\xef\xbb\xbf" + LINES.replace("\n", "\r\n\n").encode(),
    "a.json": json.dumps(ROWS).encode(),
    "a.csv": b'id,text\na1,"The ferry was late.\n\nLeave a Reply"\na2,Skip to content\na3,Sound\n',
    "b.csv": b'id;text\na1;"The ferry, late.\n\nLeave a Reply"\na2;Skip to content\n',
    "a.tsv": b'id\ttext\na1\t"The ferry, late.\n\nLeave a Reply"\na2\tSkip to content\n',
    "a.jsonl.gz": gzip.compress(LINES.encode()),
    "a.jsonl.bz2": bz2.compress(LINES.encode()),
    "a.jsonl.xz": lzma.compress(LINES.encode()),
    "a.jsonl.zst": zstandard.compress(LINES.encode()),
    "a.parquet": _parquet(parquet.write_table),
    "a.arrow": _parquet(feather.write_feather),
}


@pytest.mark.parametrize("name", FILES)
def test_each_kind_of_file(newslint, folder, name: str) -> None:
    folder({name: FILES[name]})
    result = newslint(name, *CONCISE)
    assert (result.code, result.out) == (1, FOUND.format(name)), result.err


def test_malformed_records_are_told_each_in_its_place(newslint, folder) -> None:
    bad = [
        '{"text": ',
        "[1]",
        '{"x": 1}',
        '{"text": 7}',
        '{"text": null, "content": "Skip to content"}',
        "",
        '{"text": ""}',
    ]
    folder({"a.jsonl": "\n".join([*bad, json.dumps(ROWS[1])]).encode() + b"\n" + b'{"id": "a", "text": "\xff"}\n'})
    result = newslint("a.jsonl", *CONCISE)
    assert result.out == (
        "a.jsonl:5#content:1:1: BP111 skip link left in the text: “Skip to content” [error]\n"
        "a.jsonl:6#text:1:1: DOC112 the document is blank [info]\n"
        "a.jsonl:7#text:1:1: BP111 skip link left in the text: “Skip to content” [error]\n"
    )
    assert result.code == 2
    told = [line.removeprefix("newslint: error: ") for line in result.err.splitlines()]
    assert told[:3] == [
        "a.jsonl:1: not JSON: Input data was truncated",
        "a.jsonl:2: no JSON object",
        "a.jsonl:3: none of its fields is known to hold text; name it with --text-field (it has x)",
    ]
    assert told[3] == "a.jsonl:4: its `text` is no text but 7"
    assert told[4] == "a.jsonl:9: not UTF-8: byte 0xff at offset 21"


def test_fields_are_named(newslint, folder) -> None:
    row = {"meta": {"key": "k1"}, "page": {"lead": "Skip to content", "rest": "Leave a Reply"}}
    folder({"a.jsonl": json.dumps(row)})
    result = newslint(
        "a.jsonl", "--text-field", "page.lead", "--text-field", "page.rest", "--id-field", "meta.key",
        "--isolated", "--output-format", "jsonl", "--select", "BP1",
    )  # fmt: skip
    found = [json.loads(line) for line in result.out.splitlines()]
    for one in found:
        Draft202012Validator(schema()).validate(one)
    assert [(one["path"], one["origin"]) for one in found] == [
        (f"a.jsonl:1#{field}", {"file": "a.jsonl", "record": 1, "id": "k1", "field": field, "line": 1})
        for field in ("page.lead", "page.rest")
    ]
    assert "fields of records read: page.lead, page.rest" in result.err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", LINES.encode("utf-16"), "not UTF-8: looks like UTF-16-LE"),
        ("a.json", b'{"text": "x"}', "no array of records"),
        ("a.jsonl.gz", gzip.compress(LINES.encode())[:-20], "cannot be read"),
        ("a.jsonl.gz", b"no gzip", "cannot be read"),
        ("a.jsonl.zst", b"no zstd", "cannot be unpacked"),
        ("a.jsonl.zst", zstandard.compress(LINES.encode() * 5_000)[:-20], "breaks off"),
        ("a.jsonl.zst", zstandard.compress(LINES.encode()) + zstandard.compress(b"")[:5], "breaks off"),
        ("a.jsonl", b'{"text": "a", "x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", "a.jsonl:1: nested deeper than"),
        ("a.json", b"[" * 20_000 + b"]" * 20_000, "a.json: nested deeper than"),
        ("a.jsonl", b'{"text": "a", "x": 1e999}', "a.jsonl:1: cannot be read: Number out of range"),
        ("a.parquet", b"PAR1", "no Parquet file"),
        ("a.jsonl", b"\n", "a.jsonl: holds no record"),
        ("a.csv", "text\nfür".encode("latin-1"), "not UTF-8: byte 0xfc"),
        ("a.jsonl.gz", gzip.compress(b"x" * 101_000_000), "unpacks to more than"),
    ],
    ids=lambda value: "content" if isinstance(value, bytes) else value,
)
def test_files_that_cannot_be_read(newslint, folder, name: str, content: bytes, told: str) -> None:
    folder({name: content})
    result = newslint(name, *CONCISE)
    assert result.code == 2
    assert told in result.err
    assert "Traceback" not in result.err


def test_from_python(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(LINES.replace('"text": "Skip', '"text" "Skip'))
    rows = list(lint_records(file, select="BP"))
    assert [(row.origin.id, row.origin.field) for row in rows if row.origin] == [
        ("a1", "title"), ("a1", "text"), ("a3", "text"),
    ]  # fmt: skip
    assert [[finding.code for finding in row.findings] for row in rows] == [[], ["BP101"], [], []]
    assert str(rows[2].error).startswith(f"{file}:2: not JSON")
    (title, *_) = lint_records(file, text_fields=["title"], linter=load_linter("BP101"))
    assert (title.text, title.error) == ("Late again", None)
    with pytest.raises(InputError, match="lint_file reads it"):
        lint_records("a.txt")


def test_formats_of_files_and_lines_name_the_line_of_the_record(newslint, folder) -> None:
    folder({"a.jsonl": LINES})
    result = newslint("a.jsonl", "--isolated", "--select", "BP111", "--output-format", "github")
    assert result.out.splitlines()[0].startswith("::error title=newslint (BP111),file=a.jsonl,line=2,col=1")
    assert "record 2 (a2), text 1:1" in result.out


def test_records_are_not_rewritten(newslint, folder, tmp_path: Path) -> None:
    folder({"a.jsonl": LINES})
    result = newslint("a.jsonl", "--isolated", "--select", "BP111", "--fix")
    assert (tmp_path / "a.jsonl").read_text() == LINES
    assert "a.jsonl: records are not rewritten" in result.err


def test_ignores_hold_by_the_name_of_the_file(newslint, folder) -> None:
    folder({"a.jsonl": LINES, "newslint.toml": '[per-file-ignores]\n"a.jsonl" = ["BP101"]\n'})
    result = newslint("a.jsonl", "--output-format", "concise", "--select", "BP101,BP111")
    assert result.out == FOUND.format("a.jsonl").splitlines(keepends=True)[1]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_is_written_as_lines_is_read(texts: list[str]) -> None:
    raw = [json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n" for text in texts]
    read = list(read_lines(BytesIO(b"".join(raw)), 10_000_000))
    assert [one.raw for one in read] == raw
    assert [one.values["text"] for one in read if isinstance(one, Record)] == texts
    assert [one.line for one in read] == list(range(1, len(texts) + 1))


def test_a_line_over_the_limit_is_not_held() -> None:
    stream = BytesIO(b'{"text": "' + b"x" * 20_000_000 + b'"}\n{"text": "a"}\n')
    tracemalloc.start()
    read = list(read_lines(stream, 1000))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one).__name__ for one in read] == ["Malformed", "Record"]
    assert most < 5_000_000


def test_records_that_fail_alike_are_counted(newslint, folder) -> None:
    lines = ['{"x": 1}\n' * 5, '{"text": "the the pier"}\n', "{\n", '{"x": 1}\n' * 2]
    folder({"a.jsonl": "".join(lines), "b.jsonl": '{"x": 1}\n'})
    result = newslint("a.jsonl", "b.jsonl", "--select", "RP102", "--output-format", "jsonl")
    reason = "none of its fields is known to hold text; name it with --text-field (it has x)"
    told = [line.removeprefix("newslint: error: ") for line in result.err.splitlines()]
    assert told[:3] == [f"a.jsonl:{line}: {reason}" for line in (1, 2, 3)]
    assert told[3].startswith("a.jsonl:7: ")
    assert told[4:6] == [f"a.jsonl: 4 more of its records: {reason}", f"b.jsonl:1: {reason}"]
    assert "9 paths could not be read" in told[6]
    assert result.code == 2
    assert result.out.count('"error":') == 9


@pytest.mark.parametrize(("name", "packed"), [("news.jsonl", bytes), ("news.jsonl.gz", gzip.compress)])
def test_records_on_standard_input(newslint, name: str, packed) -> None:
    lines = b'{"id": "a", "text": "Sound."}\n{"id": "b", "text": "the the pier"}\n{"x": 1}\n'
    result = newslint(
        "-", "--stdin-filename", name, "--select", "RP102", "--output-format", "concise", stdin=packed(lines)
    )
    assert result.out.startswith(f"{name}:2#text:1:1: RP102 ")
    assert f"error: {name}:3: none of its fields is known to hold text" in result.err
    assert "2 texts checked" in result.err
    assert result.code == 2
