"""The gate: every record on exactly one side, accepted ones byte for byte, whatever happens on the way."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
from cli_samples import BAD
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from newslint.gate.shards import Gate, Task, shards_of
from newslint.settings.keys import GateKeys, Settings
from newslint.sources.found import Source

SOUND = "The council met on Monday and voted for the bridge, which will open in May."
GERMAN = "Der Rat hat am Montag getagt und für die neue Brücke gestimmt, die im Mai eröffnet werden soll. " * 6
OPTIONS = ("--accept", "in", "--reject", "out", "--isolated", "--select", "BP101,SN205,LG101")
RULES = Settings(select=("BP101",))


def _lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def test_sides_and_reasons(newslint, folder, tmp_path: Path) -> None:
    sound = b'{"text" : "' + SOUND.encode() + b'", "n": 1.50}\r\n'
    rest = _lines({"text": BAD, "id": "b"}, {"text": ""}, {"text": GERMAN}, {"x": 1}) + b"{broken\n" + sound
    folder({"a.jsonl": sound + rest})
    result = newslint("gate", "a.jsonl", *OPTIONS, "--report", "r.json")
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("7 records = 2 accepted + 3 rejected + 2 malformed (42.9% rejected).\n")
    assert "error: a.jsonl:5: malformed: none of its fields is known to hold text" in result.err
    assert (tmp_path / "in/a.jsonl").read_bytes() == sound * 2
    rejected = [json.loads(line) for line in (tmp_path / "out/a.jsonl").read_bytes().splitlines()]
    assert [row["newslint"]["reasons"] for row in rejected] == [["BP101"], ["no words"], ["written in German"]]
    assert rejected[0]["id"] == "b"
    assert rejected[0]["newslint"]["findings"][0]["match"] == "Leave a Reply"
    assert (tmp_path / "out/a.jsonl.malformed").read_bytes() == b'{"x": 1}\n{broken\n'
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["total"]["reasons"] == {"BP101": 1, "no words": 1, "written in German": 1}
    assert report["total"]["samples"]["BP101"][0]["id"] == "b"


@pytest.mark.parametrize(
    ("options", "accepted"),
    [
        ([], 1),
        (["--severity", "warning"], 0),
        (["--per-1000-words", "1000"], 3),
        (["--per-1000-words", "1000", "--reject-for", "BP1"], 1),
        (["--min-words", "500"], 0),
        (["--language", "de"], 0),
    ],
)
def test_policies(newslint, folder, tmp_path: Path, options: list[str], accepted: int) -> None:
    glued = f"{SOUND}\n\nHe came,saw and left the hall."
    folder({"a.jsonl": _lines({"text": glued}, {"text": BAD}, {"text": f"{SOUND}\n\n{BAD}"})})
    newslint("gate", "a.jsonl", *OPTIONS, *options)
    assert len((tmp_path / "in/a.jsonl").read_bytes().splitlines()) == accepted


def test_the_settings_file_has_a_policy(newslint, folder, tmp_path: Path) -> None:
    folder({"a.jsonl": _lines({"text": SOUND}), "newslint.toml": "[gate]\nmin-words = 500\n"})
    newslint("gate", "a.jsonl", *[option for option in OPTIONS if option != "--isolated"])
    assert (tmp_path / "in/a.jsonl").read_bytes() == b""
    folder({"newslint.toml": "[gate]\nmin-word = 500\n"})
    result = newslint("gate", "a.jsonl", "--dry-run")
    assert (result.code, "min-word" in result.err) == (2, True)


def test_findings_beside_or_nowhere(newslint, folder, tmp_path: Path) -> None:
    row = _lines({"text": BAD, "id": 7})
    folder({"a.jsonl.gz": gzip.compress(row)})
    newslint("gate", "a.jsonl.gz", *OPTIONS, "--findings", "sidecar")
    assert gzip.decompress((tmp_path / "out/a.jsonl.gz").read_bytes()) == row
    beside = json.loads((tmp_path / "out/a.jsonl.gz.findings.jsonl").read_text())
    assert (beside["record"], beside["id"], beside["reasons"]) == (1, "7", ["BP101"])


def test_fixes(newslint, folder, tmp_path: Path) -> None:
    folder({"a.jsonl": _lines({"page": {"text": f"{SOUND}\n\n{BAD}"}, "n": 1}, {"page": {"text": SOUND}})})
    newslint("gate", "a.jsonl", *OPTIONS, "--fix", "--text-field", "page.text")
    first, second = (tmp_path / "in/a.jsonl").read_bytes().splitlines(keepends=True)
    assert json.loads(first)["newslint"] == {"fixed": 1}
    assert "Leave a Reply" not in json.loads(first)["page"]["text"]
    assert second == _lines({"page": {"text": SOUND}})


def test_parquet_keeps_columns_and_types(newslint, tmp_path: Path) -> None:
    table = pa.table({"n": pa.array([1, 2], pa.int16()), "text": [SOUND, BAD], "tags": [["a"], []]})
    parquet.write_table(table, tmp_path / "a.parquet")
    newslint("gate", "a.parquet", *OPTIONS)
    assert parquet.read_table(tmp_path / "in/a.parquet") == table.slice(0, 1)
    left = parquet.read_table(tmp_path / "out/a.parquet")
    assert left.drop_columns("newslint") == table.slice(1)
    assert json.loads(left["newslint"][0].as_py())["reasons"] == ["BP101"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["a.jsonl"], 2, "say where records go with --accept and --reject"),
        (["a.jsonl", "--accept", "x", "--reject", "x"], 2, "are the same"),
        (["a.jsonl", "--accept", ".", "--reject", "x"], 2, "would be overwritten"),
        (["a.txt", "--dry-run"], 2, "the gate takes files of records: .jsonl, .ndjson, .json, .csv"),
        (["a.jsonl", "--dry-run", "--per-1000-words", "nan"], 2, "nan is no number"),
        (["a.jsonl", "--dry-run", "--fail-if-rejected", "nan"], 2, "nan is no number"),
        (["a.jsonl", "--dry-run", "--language", "English"], 2, "`English` is no language of the gate"),
        (["a.jsonl", "b/a.jsonl", "--dry-run"], 2, "a.jsonl and b/a.jsonl have the same name"),
        (["broken.jsonl", "--dry-run"], 2, "there was no record to decide about"),
        (["broken.jsonl", "a.jsonl", "--dry-run", "--fail-if-rejected", "0.6"], 1, "+ 2 malformed"),
        (["empty.jsonl", "--dry-run"], 2, "there was no record to decide about"),
        (
            ["a.jsonl", "--accept", "x.jsonl.gz", "--reject", "y"],
            2,
            "x.jsonl.gz: records come out in the form of a.jsonl",
        ),
        (["a.wet", "--dry-run", "--fix"], 2, "--fix mends no archives, such as a.wet"),
        (["none.jsonl", "--dry-run"], 2, "no such file or folder"),
        (["a.jsonl", "--sample", "1", "--dry-run"], 0, "1 records = 0 accepted + 1 rejected"),
        (["a.jsonl", "--dry-run", "--fail-if-rejected", "0.4"], 1, "50.0% rejected"),
        (["a.jsonl", "--dry-run", "--fail-if-rejected", "0.5"], 0, "50.0% rejected"),
    ],
)
def test_ends(newslint, folder, tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    lines = _lines({"text": BAD}, {"text": SOUND})
    files = {"a.jsonl": lines, "a.wet": "WARC/1.0\n", "a.txt": BAD, "b/a.jsonl": lines}
    folder({**files, "broken.jsonl": "{\n1\n", "empty.jsonl": ""})
    before = sorted(tmp_path.rglob("*"))
    result = newslint("gate", *arguments, "--isolated", "--select", "BP101")
    assert (result.code, told in result.err) == (code, True), result.err
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_is_overwritten(newslint, folder) -> None:
    folder({"a.jsonl": _lines({"text": SOUND}), "in/a.jsonl": "mine"})
    result = newslint("gate", "a.jsonl", *OPTIONS)
    assert (result.code, "is there already" in result.err) == (2, True)


def test_a_broken_file_is_told_and_costs_no_other(newslint, folder, tmp_path: Path) -> None:
    folder({"a.parquet": "PAR1 and no more", "b.jsonl": _lines({"text": SOUND})})
    result = newslint("gate", "a.parquet", "b.jsonl", *OPTIONS)
    assert result.code == 2
    assert result.err.startswith("newslint: error: a.parquet: no Parquet file")
    assert (tmp_path / "in/b.jsonl").read_bytes() == _lines({"text": SOUND})


def test_only_what_a_killed_gate_left_is_taken_away(newslint, folder, tmp_path: Path) -> None:
    mine = {"in/.mine.tmp": "x", "in/.a.jsonl.tmp": "x", "in/.b.jsonl.999999999": "x"}
    folder({"a.jsonl": _lines({"text": SOUND}), "in/.a.jsonl.999999999": "half", **mine})
    assert newslint("gate", "a.jsonl", *OPTIONS, "--resume").code == 0
    assert sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "in").glob(".*.*")) == sorted(mine)


def test_lines_that_are_too_large_are_told_and_set_apart_whole(newslint, folder, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("newslint.records.lines._PIECE", 1000)
    large = [json.dumps({"text": letter * 5000}).encode() for letter in "xyz"]
    rows = [large[0] + b"\n", b"\n", _lines({"text": SOUND}), b"{broken\n", large[1] + b"\n", large[2]]
    folder({"a.jsonl.gz": gzip.compress(b"".join(rows))})
    result = newslint("gate", "a.jsonl.gz", *OPTIONS, "--max-size", "4 KB")
    assert "a.jsonl.gz:1: malformed: larger than the 4,000 bytes" in result.err
    assert (tmp_path / "out/a.jsonl.gz.malformed").read_bytes() == rows[0] + b"".join(rows[3:])
    assert "1 accepted + 0 rejected + 4 malformed" in result.err


def test_ids_that_come_again_are_told(newslint, folder, tmp_path: Path) -> None:
    folder({"a.jsonl": _lines(*({"id": name, "text": SOUND} for name in (7, 8, 7)))})
    result = newslint("gate", "a.jsonl", *OPTIONS, "--report", "r.html")
    assert result.err.splitlines() == [
        "newslint: a.jsonl:3: record 1 has this id, too: 7",
        "3 records = 3 accepted + 0 rejected + 0 malformed (0.0% rejected); "
        "1 has an id that stood before in the same file.",
    ]
    assert "record 1 has this id, too" in (tmp_path / "r.html").read_text()


def test_killed_and_resumed_it_ends_in_the_same_bytes(newslint, folder, tmp_path: Path, environment) -> None:
    rows = [{"text": f"{SOUND} {number} {'He left.' if number % 3 else BAD}"} for number in range(300)]
    files = {f"{name}.jsonl": _lines(*rows[at::6]) for at, name in enumerate("abcdef")}
    folder({f"corpus/{name}": content for name, content in files.items()})
    command = ["gate", "corpus", *OPTIONS]
    whole = newslint(*command, "--accept", "all/in", "--reject", "all/out", "--jobs", "2")
    run = subprocess.Popen(
        [sys.executable, "-m", "newslint", *command], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL
    )
    while not (tmp_path / "in").is_dir() and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    resumed = newslint(*command, "--resume")
    assert resumed.err.splitlines()[-1] == whole.err.splitlines()[-1]
    for side in ("in", "out"):
        written = {path.name: path.read_bytes() for path in (tmp_path / side).iterdir() if path.is_file()}
        assert written == {
            path.name: path.read_bytes() for path in (tmp_path / "all" / side).iterdir() if path.is_file()
        }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.one_of(st.text(max_size=200), st.just(BAD), st.none(), st.integers())))
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[object]) -> None:
    home = tmp_path_factory.mktemp("gate")
    lines = [json.dumps({"text": row}).encode() + b"\n" for row in rows]
    (home / "a.jsonl").write_bytes(b"".join(lines))
    source = Source(str(home / "a.jsonl"), Settings(select=("BP101",), gate=GateKeys(languages=("any",))))
    shards = shards_of([source], home / "in", home / "out")
    ((_, tally),) = Gate(source.settings, Task("none", False, None, True)).run(shards, 1, print, resume=False)
    malformed = home / "out/a.jsonl.malformed"
    sides = [(home / "in/a.jsonl"), (home / "out/a.jsonl"), *([malformed] if malformed.exists() else [])]
    written = [line for side in sides for line in side.read_bytes().splitlines(keepends=True)]
    assert sorted(written) == sorted(lines)
    assert tally.records == len(lines)
