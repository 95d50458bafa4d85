"""Tables and archives through the gate: rows and texts come out byte for byte, and nothing of a file is lost."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
from cli_samples import BAD
from pyarrow import parquet
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from newslint.gate.names import Names
from newslint.gate.shards import Gate, Task, shards_of
from newslint.gate.tally import Tally
from newslint.gate.told import Findings
from newslint.settings.keys import GateKeys, Settings
from newslint.sources.found import Source

SOUND = "The council met on Monday and voted for the bridge, which will open in May."
SETTINGS = Settings(select=("BP101",), gate=GateKeys(languages=("any",)))


def gated(
    folder: Path,
    name: str,
    content: bytes,
    findings: Findings = "inline",
    *,
    fix: bool = False,
    settings: Settings = SETTINGS,
) -> tuple[Tally, dict[str, bytes]]:
    """What the gate makes of a file: its counts, and the files that it writes, by name."""
    (folder / name).write_bytes(content)
    shards = shards_of([Source(str(folder / name), settings)], folder / "in", folder / "out")
    ((_, tally),) = Gate(settings, Task(findings, fix, None, True)).run(shards, 1, print, resume=False)
    assert isinstance(tally, Tally), tally
    files = (file for side in ("in", "out") for file in (folder / side).iterdir() if file.is_file())
    return tally, {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_rows_come_out_as_they_came_below_the_first_row(tmp_path: Path) -> None:
    head = b'\xef\xbb\xbf"id";text;n\r\n'
    sound = f'1;"{SOUND}\r\n\r\nIt is ""red""; yes."; 1,50\r\n'.encode()
    bad = f'2;"{BAD}";\r\n'.encode()
    wrong = [b"3;one too few\r\n", b"4;caf\xe9;x\r\n", b'5;"a"b;c\r\n']
    tally, files = gated(tmp_path, "a.csv", head + sound + bad + b"\r\n" + b"".join(wrong) + sound.rstrip())
    assert (tally.accepted, tally.rejected, tally.malformed, tally.twice) == (2, 1, 3, 1)
    assert files["in/a.csv"] == head + sound + sound.rstrip()
    assert files["out/a.csv.malformed"] == b"".join(wrong)
    assert files["out/a.csv"].startswith(head.rstrip() + b";newslint\r\n" + bad.rstrip() + b';"{""reasons"":')
    rows = csv.DictReader(StringIO(files["out/a.csv"].decode("utf-8-sig"), newline=""), delimiter=";")
    assert [json.loads(row["newslint"])["reasons"] for row in rows] == [["BP101"]]


def test_rows_that_are_mended_are_told_and_the_others_come_out_as_they_came(tmp_path: Path) -> None:
    mended = f'1;"x ""y""";"{SOUND}\r\n\r\n{BAD}";1\r\n'.encode()
    sound = f' 2;"z";"{SOUND}";"1"\r\n'.encode()
    tally, files = gated(tmp_path, "a.csv", b"id;t;text;t\r\n" + mended + sound, fix=True)
    assert (tally.accepted, tally.mended) == (2, 1)
    assert files["in/a.csv"].startswith(b"id;t;text;t\r\n1;")
    assert files["in/a.csv"].endswith(b"\r\n" + sound)
    _, row, _ = csv.reader(StringIO(files["in/a.csv"].decode(), newline=""), delimiter=";")
    assert (row[:2], row[2].startswith(SOUND), "Reply" in row[2], row[3]) == (["1", 'x "y"'], True, False, "1")
    assert json.loads(files["out/a.csv.fixed.jsonl"]) == {"record": 1, "id": "1", "fixed": 1}


def test_parquet_is_mended_and_keeps_its_types(tmp_path: Path) -> None:
    texts = [f"{SOUND} {at}\n\n{BAD if at in (3, 1500) else ''}" for at in range(1600)]
    page = pa.struct([("body", pa.large_string()), ("n", pa.int8())])
    table = pa.table(
        {
            "page": pa.array([{"body": text, "n": 1} for text in texts], page),
            "at": pa.array(range(1600), pa.timestamp("ns")),
            "newslint": ["mine"] * 1600,
        }
    )
    parquet.write_table(table, tmp_path / "b.parquet")
    settings = msgspec.structs.replace(SETTINGS, text_field=("page.body",))
    shards = shards_of([Source(str(tmp_path / "b.parquet"), settings)], tmp_path / "in", tmp_path / "out")
    for fix, first, accepted in ((True, None, 1600), (False, None, 1598), (False, 1200, 1199)):
        ((_, tally),) = Gate(settings, Task("inline", fix, first, True)).run(shards, 1, print, resume=False)
        assert isinstance(tally, Tally)
        assert (tally.accepted, tally.mended) == (accepted, 2 * fix)
        kept = parquet.read_table(tmp_path / "in/b.parquet")
        assert (len(kept), kept.schema) == (accepted, table.schema)
        left = parquet.read_table(tmp_path / "out/b.parquet")
        assert left.column_names == ["page", "at", "newslint"]
        assert [json.loads(why)["reasons"] for why in left["newslint"].to_pylist()] == [["BP101"]] * (tally.rejected)
        assert (tmp_path / "out/b.parquet.fixed.jsonl").exists() == fix
        if fix:
            assert kept.slice(4, 1000) == table.slice(4, 1000)
            assert kept["page"][1500].as_py() == {"body": texts[1500].replace("\n\nLeave a Reply", ""), "n": 1}


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    row = json.dumps({"id": 1, "text": BAD}).encode() + b"\n"
    (tmp_path / "in").mkdir()
    tally, files = gated(tmp_path, "a.jsonl", row * 2 + b"{broken\n")
    shards = shards_of([Source(str(tmp_path / "a.jsonl"), SETTINGS)], tmp_path / "in", tmp_path / "out")
    task = Task("inline", False, None, True)
    (tmp_path / "out/a.jsonl").write_bytes(b"as it was left")

    def resumed(task: Task) -> bytes:
        ((_, again),) = Gate(SETTINGS, task).run(shards, 1, print, resume=True)
        assert again == tally
        return (tmp_path / "out/a.jsonl").read_bytes()

    assert resumed(task) == b"as it was left"
    assert resumed(task._replace(findings="none")) == row * 2
    assert resumed(task) == files["out/a.jsonl"]
    (tmp_path / "out/a.jsonl").unlink()
    assert resumed(task) == files["out/a.jsonl"]


@pytest.mark.parametrize("content", ["", "text", "text\n", f"text\n{SOUND}"])
def test_tables_of_little_or_nothing(tmp_path: Path, content: str) -> None:
    tally, files = gated(tmp_path, "a.tsv.bz2", bz2.compress(content.encode()), "none")
    assert tally.records == max(0, len(content.splitlines()) - 1)
    assert bz2.decompress(files["in/a.tsv.bz2"]) == content.encode()


@pytest.mark.parametrize("packed", [False, True])
def test_archives_stay_archives(tmp_path: Path, *, packed: bool) -> None:
    stream = BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    ends = [0]

    def add(record: object) -> None:
        writer.write_record(record)
        ends.append(stream.tell())

    def about(name: str, kind: str, content: str, said: str = "text/plain") -> None:
        body = BytesIO(content.encode("latin-1"))
        add(writer.create_warc_record(f"http://x.org/{name}", kind, payload=body, warc_content_type=said))

    add(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    about("1", "conversion", f"{SOUND}\n")
    about("2", "request", "GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
    about("2", "conversion", BAD)
    add(writer.create_warcinfo_record("b.warc", {"software": "a test"}))
    about("3", "conversion", "caf\xe9")
    about("4", "conversion", f"{SOUND}\r\n\r\n\r\n")
    raw = stream.getvalue()
    info, first, request, bad, second, wrong, last = (
        gzip.decompress(raw[at:to]) if packed else raw[at:to] for at, to in pairwise(ends)
    )
    name = "a.warc.gz" if packed else "a.wet"
    tally, files = gated(tmp_path, name, raw)
    assert (tally.accepted, tally.rejected, tally.malformed) == (2, 1, 1)
    bare = {file: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for file, data in files.items()}
    assert bare[f"in/{name}"] == info + first + second + last
    assert bare[f"out/{name}"].startswith(info + bad)
    assert bare[f"out/{name}.others"] == request
    assert bare[f"out/{name}.malformed"] == wrong
    rejected = [(one.rec_type, one.content_stream().read(), one.rec_headers) for one in _entries(files[f"out/{name}"])]
    assert [kind for kind, *_ in rejected] == ["warcinfo", "conversion", "metadata", "warcinfo"]
    assert json.loads(rejected[2][1])["reasons"] == ["BP101"]
    assert rejected[2][2]["WARC-Refers-To"] == rejected[1][2]["WARC-Record-ID"]


def test_ids_that_come_again_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newslint.gate.names.AT_ONCE", 7)
    for count in (0, 6, 7, 100):
        names = Names()
        for at, name in enumerate(["", *(str(number % 40) for number in range(count))]):
            names.add(name, at)
        names.close()
        assert names.twice == max(0, count - 40)
        assert names.told == [(str(at), 41 + at, 1 + at) for at in range(5 if count > 40 else 0)]


def _entries(data: bytes) -> ArchiveIterator:
    """Entries, as a reader that wants each packed for itself finds them."""
    return ArchiveIterator(BytesIO(data), check_digests="raise")


@pytest.mark.parametrize("name", ["a.arrow", "a.feather", "a.parquet", "stream.arrow"])
def test_columns_come_out_in_their_own_form(tmp_path: Path, name: str) -> None:
    texts = [SOUND, BAD, "x" * 5000, SOUND]
    table = pa.table({"n": pa.array([1, 2, 3, 4], pa.int8()), "text": texts})
    stream = BytesIO()
    if name == "a.parquet":
        parquet.write_table(table, stream)
    else:
        make = pa.ipc.new_stream if name == "stream.arrow" else pa.ipc.new_file
        with make(stream, table.schema) as writer:
            writer.write_table(table)
    tally, files = gated(tmp_path, name, stream.getvalue(), settings=msgspec.structs.replace(SETTINGS, max_size=4000))
    assert (tally.accepted, tally.rejected, tally.malformed) == (2, 1, 1)
    read = parquet.read_table if name == "a.parquet" else _arrow
    assert read(BytesIO(files[f"in/{name}"])) == table.take([0, 3])
    left = read(BytesIO(files[f"out/{name}"]))
    assert left.drop_columns("newslint") == table.slice(1, 2)
    said = [json.loads(why)["reasons"] for why in left["newslint"].to_pylist()]
    assert said == [["BP101"], ["larger than the 4,000 bytes that a record may have"]]


def _arrow(stream: BytesIO) -> pa.Table:
    opened = pa.ipc.open_file if stream.getvalue().startswith(b"ARROW1") else pa.ipc.open_stream
    return opened(stream).read_all()


def test_items_of_an_array_come_out_as_they_came(tmp_path: Path) -> None:
    sound = f'{{"text" :\n  "{SOUND}", "n": 1.50}}'.encode()
    wrong = [b"7", b'{"text": "caf\xe9"}']
    items = [sound, json.dumps({"text": BAD}).encode(), *wrong, sound]
    tally, files = gated(tmp_path, "a.json", b"\xef\xbb\xbf [" + b" ,\n".join(items) + b"]")
    assert (tally.accepted, tally.rejected, tally.malformed) == (2, 1, 2)
    assert files["in/a.json"] == b"[\n" + sound + b",\n" + sound + b"\n]\n"
    assert [row["newslint"]["reasons"] for row in json.loads(files["out/a.json"])] == [["BP101"]]
    assert files["out/a.json.malformed"] == b"".join(item + b"\n" for item in wrong)
    assert gated(tmp_path, "a.json.gz", gzip.compress(b"[]"))[1]["in/a.json.gz"][:2] == b"\x1f\x8b"
    assert gated(tmp_path, "a.json", b"[]")[1]["in/a.json"] == b"[]\n"


def test_overrides_hold_for_their_files(newslint, folder, tmp_path: Path) -> None:
    row = json.dumps({"text": BAD}).encode() + b"\n"
    settings = (
        'select = ["BP101", "SN205"]\n[[overrides]]\nfiles = ["wire*"]\nignore = ["BP101"]\n[gate]\nmin-words = 2\n'
    )
    folder({"a.jsonl": row, "wire.jsonl": row, "b.jsonl": row, "newslint.toml": settings})
    files = ("a.jsonl", "wire.jsonl", "b.jsonl", "--language", "any")
    for jobs in ("1", "2"):
        result = newslint("gate", *files, "--accept", f"{jobs}/in", "--reject", f"{jobs}/out", "--jobs", jobs)
        assert result.err == "3 records = 1 accepted + 2 rejected + 0 malformed (66.7% rejected).\n"
        assert (tmp_path / jobs / "in/wire.jsonl").read_bytes() == row
    folder({"newslint.toml": settings.replace("ignore =", "extend-ignore = ['NO1']\nignore =")})
    result = newslint("gate", "a.jsonl", "--dry-run")
    assert (result.code, "NO1" in result.err) == (2, True)
