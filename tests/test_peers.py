"""bench/peers.py reads what each tool says, and counts it against the marks."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

TEXT = "The mayor’s car stopped.\nThe café was was teh best.\n"


@pytest.fixture
def peers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return importlib.import_module("peers")


def test_every_tool_is_read_alike(peers: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    start = {"path": str(file), "line": 2, "column": 18}
    typo = {"type": "typo", "path": str(file), "line_num": 2, "byte_offset": 18, "typo": "teh"}
    diagnostic = {"pos": [2, 18], "span": [43, 46]}
    said = {
        peers.of_newslint: json.dumps({**start, "end_line": 2, "end_column": 21}),
        peers.of_typos: json.dumps({"type": "binary_file", "path": "b"}) + "\n" + json.dumps(typo),
        peers.of_codespell: f"{file}:2: teh ==> the\n",
        peers.of_proselint: json.dumps({"result": {f"file://{file}": {"diagnostics": [diagnostic]}}}),
        peers.of_vale: json.dumps({str(file): [{"Line": 2, "Span": [18, 20]}]}),
        peers.of_places: json.dumps(["a.txt", 2, 18, 21]),
    }
    for read, output in said.items():
        assert list(read(output)) == [peers.Place("a.txt", 2, 18, 21)], read


def test_what_is_found_is_counted_against_the_marks(peers: ModuleType) -> None:
    marks = {peers.Place("a.txt", 2, 10, 17), peers.Place("a.txt", 2, 18, 21), peers.Place("b.txt", 1, 1, 9)}
    found = {peers.Place("a.txt", 2, 18, 21), peers.Place("b.txt", 3), peers.Place("c-clean.txt", 1, 1, 4)}
    assert peers.compare(found, marks) == (2, 1, 1, 1)
    assert peers.compare({peers.Place("b.txt", 1)}, marks) == (1, 0, 1, 0), "a whole line is no word of it"
