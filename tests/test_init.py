"""`newslint init`, and the profiles that it chooses between."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Newslint

from newslint import load_linter
from newslint.settings.find import nearest
from newslint.settings.keys import PARTS_OF_COPY
from newslint.settings.read import read_settings

COPY = """Council mends the bridge

© 2024 The Wold Gazette. All rights reserved.

The council met on Monday and agreed to mend the bridge over the river before the winter.

It will cost less than the council had feared, a spokesman said.
"""
SCRAPED = """The council met on Monday and agreed to mend the bridge.

Leave a Reply

Your email address will not be published
"""


def test_it_writes_what_fits_and_overwrites_nothing(newslint: Newslint, folder) -> None:
    home: Path = folder(
        {"a.txt": SCRAPED, "b.txt": SCRAPED, "README.md": "# About\n", ".github/x": "", ".git/HEAD": ""}
    )
    done = newslint("init")
    assert done.code == 0, done.err
    assert "Found 2 articles (2 .txt); read 2 of them:\n  2 with findings that fail a run, 2 with" in done.out
    settings = read_settings(home / "newslint.toml")
    assert (settings.profile, settings.exclude) == ("corpus", ("README.md",))
    assert "id: newslint" in (home / ".pre-commit-config.yaml").read_text()
    assert "run: newslint" in (home / ".github" / "workflows" / "newslint.yml").read_text()
    before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    again = newslint("init", "--profile", "newsroom")
    assert again.out.count("already") == 3
    assert before == {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}


def test_what_is_there_is_shown_what_to_add(newslint: Newslint, folder) -> None:
    home = folder({".git/HEAD": "", ".pre-commit-config.yaml": "repos: []\n", ".gitlab-ci.yml": "job: {}\n"})
    done = newslint("init")
    assert "Found no articles here yet" in done.out
    assert "add under `repos:`\n  - repo: local" in done.out
    assert ".gitlab-ci.yml is there already; add\nnewslint:\n" in done.out
    assert (home / ".gitlab-ci.yml").read_text() == "job: {}\n"


def test_a_newsroom_is_known_by_its_copy(newslint: Newslint, folder) -> None:
    home = folder({f"{number}.txt": COPY for number in range(3)})
    assert newslint("--output-format", "concise", "--select", "BP144", ".").code == 1
    assert "profile newsroom" in newslint("init").out
    assert nearest(home) == home / "newslint.toml"
    assert newslint("--output-format", "concise", ".").out == ""
    (home / "newslint.toml").write_text('profile = "newsroom"\nseverity = {BP144 = "info"}\n')
    assert "BP144" in newslint("--output-format", "concise", ".").out


@pytest.mark.parametrize("profile", ["corpus", "newsroom"])
def test_profiles(tmp_path: Path, profile: str) -> None:
    (tmp_path / "a.toml").write_text(f'profile = "{profile}"\nselect = ["BP"]\n')
    codes = {loaded.rule.code for loaded in load_linter(settings=tmp_path / "a.toml").rules}
    assert codes & {*PARTS_OF_COPY} == ({*PARTS_OF_COPY} if profile == "corpus" else set())
    assert "BP101" in codes
