"""A cache that is damaged, outdated or somebody else's is not used, and nothing in it is run."""

from __future__ import annotations

import os
import pickle
import threading
from pathlib import Path

import pytest
from cli_samples import HOUSE

from newslint import cache, digests
from newslint.packs import library
from newslint.scan import database


def test_a_cache_of_no_use_is_passed_over(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": "Caption goes here\n", "house.yaml": HOUSE, "cache/x": ""})
    shared = Path(newslint("cache", "dir").out.strip())
    for file in [*shared.glob("pack-*"), *shared.glob("scan-*")]:
        (tmp_path / "cache" / file.name).symlink_to(file)
    shipped = min((tmp_path / "cache").glob("pack-*"), key=lambda file: file.stat().st_size)
    shipped.unlink()
    args = ("a.txt", "--rules", "house.yaml", "--select", "HS", "--preview", "--output-format", "concise")
    expected = "a.txt:1:1: HS101 placeholder left in the text [warning]\n"
    run = lambda: newslint(*args, env={"NEWSLINT_CACHE_DIR": str(tmp_path / "cache")})  # noqa: E731
    assert run().out == expected
    kept = [file for file in (tmp_path / "cache").glob("*.kept") if not file.is_symlink()]
    assert len(kept) > 1
    planted = pickle.dumps(Planted(tmp_path / "ran"))
    for at, file in enumerate(kept):
        data = file.read_bytes()
        damage = [b"", b"garbage", data[: len(data) // 2], data[:-4] + bytes(4), planted]
        file.write_bytes(damage[at % len(damage)])
    result = run()
    assert (result.code, result.out) == (1, expected), result.err
    assert "Traceback" not in result.err
    assert not (tmp_path / "ran").exists()


class Planted:
    """Makes a file where it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.file,)


@pytest.mark.skipif(os.name == "nt", reason="files have no such owner")
def test_a_cache_file_of_somebody_else_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    cache.keep("key", ["a"])
    (file,) = (tmp_path / "cache").iterdir()
    assert (file.stat().st_mode & 0o777, (tmp_path / "cache").stat().st_mode & 0o777) == (0o644, 0o700)
    assert cache.kept("key", list[str]) == ["a"]
    assert cache.kept("key", list[int]) is None
    file.chmod(0o666)
    assert cache.kept("key", list[str]) is None
    file.chmod(0o600)
    owner = file.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 12_345)
    assert (cache.kept("key", list[str]) == ["a"]) is (owner == 0)  # what the system keeps is used by all


@pytest.mark.parametrize("damage", [slice(0, 3), slice(0, 11), slice(0, 0)])
def test_what_was_cut_off_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: slice) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    cache.keep("key", ["some", "words"], b"and data")
    (file,) = tmp_path.iterdir()
    assert cache.kept_with_data("key", list[str]) == (["some", "words"], b"and data")
    whole = file.read_bytes()
    file.write_bytes(whole[damage])
    assert cache.kept_with_data("key", list[str]) is None
    file.write_bytes(whole[:4] + b"\xff" * 4 + whole[8:])  # a length of 4 GB
    assert cache.kept("key", list[str]) is None


def test_what_came_with_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is trusted as code is, and what a run kept under the same key is newer."""
    built = tmp_path / "built"
    monkeypatch.setattr(cache, "_built", lambda: None)
    monkeypatch.setenv(cache.VARIABLE, str(built))
    cache.keep("key", ["a"])
    (file,) = built.iterdir()
    file.write_bytes(bytes(4) + file.read_bytes()[4:])
    assert cache.kept("key", list[str]) is None
    monkeypatch.setattr(cache, "_built", lambda: built)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "own"))
    assert cache.kept("key", list[str]) == ["a"]
    cache.keep("key", ["a", "b"])
    assert cache.kept("key", list[str]) == ["a", "b"]


def test_what_is_old_is_cleared_away_once_a_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    old = tmp_path / "old.kept"
    for left in (False, True):
        old.touch()
        os.utime(old, (0, 0))
        cache.keep("new", "a")
        assert old.exists() is left
    assert cache.kept("new", str) == "a"


def test_a_cache_that_cannot_be_written_is_told_once(newslint, folder) -> None:
    folder({"a.txt": "Caption goes here\n", "house.yaml": HOUSE, "cache": ""})
    args = ("a.txt", "--rules", "house.yaml", "--select", "HS", "--preview")
    result = newslint(*args, env={"NEWSLINT_CACHE_DIR": "cache"})
    assert (result.code, result.err.count("cannot be written")) == (1, 1)


def test_a_digest_that_cannot_be_kept_is_not_told(monkeypatch: pytest.MonkeyPatch, folder, tmp_path: Path) -> None:
    folder({"cache": "", "one": "", "two": ""})
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(digests, "_SETTLED", -(10**12))
    told: list[str] = []
    monkeypatch.setattr(cache, "tell_once", told.append)
    assert digests.digest([tmp_path / "one", tmp_path / "two"])
    assert told == []
    cache.keep("database", "compiled")
    assert len(told) == 1


def test_a_pack_from_the_cache_is_the_pack(monkeypatch: pytest.MonkeyPatch, folder, tmp_path: Path) -> None:
    folder({"house.yaml": HOUSE})
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    pack = library.load_pack(tmp_path / "house.yaml")

    def read(path: Path) -> None:
        raise AssertionError("the cache was not used")

    monkeypatch.setattr("newslint.packs.reader.read_pack", read)
    again = library.load_pack(tmp_path / "house.yaml")
    assert [(loaded.rule, loaded.place, loaded.lists, loaded.pack) for loaded in again.rules] == [
        (loaded.rule, loaded.place, loaded.lists, loaded.pack) for loaded in pack.rules
    ]
    assert again.rules[0].matcher.sought == pack.rules[0].matcher.sought


def test_a_changed_table_makes_the_cache_stale(monkeypatch: pytest.MonkeyPatch, folder, tmp_path: Path) -> None:
    rule = HOUSE.replace("phrase\n    phrases: [caption goes here]", "table\n    table: t/t.tsv\n    phrases: ['{a}']")
    folder({"house.yaml": rule, "t/t.tsv": "a\ncaption goes here\n"})
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    before = library.load_pack(tmp_path / "house.yaml")
    folder({"t/t.tsv": "a\ncaption goes there\n"})
    after = library.load_pack(tmp_path / "house.yaml")
    assert before.rules[0].table != after.rules[0].table


def test_of_two_that_need_a_database_one_makes_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(database, "_FEW", 0)
    made: list[object] = []
    make = database._made
    monkeypatch.setattr(database, "_made", lambda *asked: made.append(asked) or make(*asked))
    scans = [database.Scan.of([(b"xy+z", (0, 0, "line"))]) for _ in range(4)]
    threads = [threading.Thread(target=scan.compile) for scan in scans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_the_verb(newslint, tmp_path: Path) -> None:
    env = {"NEWSLINT_CACHE_DIR": str(tmp_path / "cache")}
    assert newslint("cache", "dir", env=env).out == f"{tmp_path / 'cache'}\n"
    warmed = newslint("cache", "warm")  # the user's, which is warm
    assert (warmed.code, warmed.out) == (0, "")
    assert "some seconds" not in warmed.err
    (tmp_path / "cache").mkdir()
    for name in ("one.kept", "two.packed", "two.lock", "mine.txt"):
        (tmp_path / "cache" / name).touch()
    cleared = newslint("cache", "clear", env=env)
    assert (cleared.code, cleared.err) == (0, f"Deleted 3 files from {tmp_path / 'cache'}.\n")
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["mine.txt"]
    off = newslint("cache", "dir", env={"NEWSLINT_CACHE_DIR": ""})
    assert (off.code, off.err) == (2, "newslint: error: the cache is switched off: NEWSLINT_CACHE_DIR is empty\n")
