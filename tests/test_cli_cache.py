"""A cache that is damaged, outdated or somebody else's is not used."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from cli_samples import HOUSE

from newslint import cache
from newslint.packs import library


def test_a_cache_of_no_use_is_passed_over(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": "Caption goes here\n", "house.yaml": HOUSE, "cache/x": ""})
    args = ("a.txt", "--rules", "house.yaml", "--select", "HS", "--preview", "--output-format", "concise")
    expected = "a.txt:1:1: HS101 placeholder left in the text\n"
    run = lambda: newslint(*args, env={"NEWSLINT_CACHE_DIR": str(tmp_path / "cache")})  # noqa: E731
    assert run().out == expected
    kept = list((tmp_path / "cache").glob("*.kept"))
    assert len(kept) > 1
    sound = {file: file.read_bytes() for file in kept}
    # Protocol 0 puts no lengths before names: they may be replaced by others of any length.
    old_layout = pickle.dumps((Old(1, 2), ""), protocol=0).replace(Old.__module__.encode(), b"newslint")
    for damage in (
        lambda data: b"",
        lambda data: b"garbage",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"LoadedRule", b"LoadedRulf"),
        lambda data: pickle.dumps(("no pack", "")),
        lambda data: pickle.dumps(None),
        lambda data: old_layout,
        lambda data: data.replace(b"newslint.rule", b"newslint.ruse"),
    ):
        for file, data in sound.items():
            file.write_bytes(damage(data))
        result = run()
        assert (result.code, result.out) == (1, expected), result.err
        assert "Traceback" not in result.err


class Old:
    def __init__(self, *values: int) -> None:
        self.values = values


@pytest.mark.skipif(os.name == "nt", reason="files have no such owner")
def test_a_cache_file_of_somebody_else_is_not_read(monkeypatch: pytest.MonkeyPatch, folder, tmp_path: Path) -> None:
    folder({"house.yaml": HOUSE})
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    pack = library.load_pack(tmp_path / "house.yaml")
    (file,) = (tmp_path / "cache").iterdir()
    assert (file.stat().st_mode & 0o777, (tmp_path / "cache").stat().st_mode & 0o777) == (0o600, 0o700)

    def read(path: Path) -> None:
        raise AssertionError("the cache was not used")

    monkeypatch.setattr("newslint.packs.reader.read_pack", read)
    assert library.load_pack(tmp_path / "house.yaml").rules[0].rule == pack.rules[0].rule
    file.chmod(0o666)
    with pytest.raises(AssertionError):
        library.load_pack(tmp_path / "house.yaml")
    file.chmod(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    with pytest.raises(AssertionError):
        library.load_pack(tmp_path / "house.yaml")


def test_a_changed_table_makes_the_cache_stale(monkeypatch: pytest.MonkeyPatch, folder, tmp_path: Path) -> None:
    rule = HOUSE.replace("phrase\n    phrases: [caption goes here]", "table\n    table: t/t.tsv\n    phrases: ['{a}']")
    folder({"house.yaml": rule, "t/t.tsv": "a\ncaption goes here\n"})
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    before = library.load_pack(tmp_path / "house.yaml")
    folder({"t/t.tsv": "a\ncaption goes there\n"})
    after = library.load_pack(tmp_path / "house.yaml")
    assert before.rules[0].table != after.rules[0].table
