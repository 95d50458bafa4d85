"""Paths are told from the checkout, as URIs where they must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint.report.location import relative, uri

pytestmark = pytest.mark.usefixtures("checkout")


def test_locations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert relative("./a/../b.txt") == "b.txt"
    assert relative(str(folder / "c: d.txt")) == "c: d.txt"
    assert uri(str(folder / "c: d.txt")) == "c%3A%20d.txt"
    assert uri("/else/é.txt") == "file:///else/%C3%A9.txt"
    assert uri("../up.txt") == "../up.txt"
    assert uri("caf\udce9.txt") == "caf%E9.txt"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert relative("b.txt") == "sub/b.txt"
    assert uri("../up.txt") == "up.txt"
