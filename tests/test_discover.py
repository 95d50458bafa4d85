"""Discovery: which files are read, in which order, and what is said of the rest."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from newslint.errors import InputError
from newslint.settings.globs import matches
from newslint.settings.layers import Layers
from newslint.sources.discover import discover
from newslint.sources.found import Found, Hidden, Source, Stray

NO_LINKS = pytest.mark.skipif(os.name == "nt", reason="links need rights")


@pytest.fixture
def found(folder, monkeypatch: pytest.MonkeyPatch):
    """Write files and go into their folder; then what `paths` lead to: paths, or messages after a `!`."""

    def find(files: Mapping[str, str], *paths: str, **given: Any) -> list[str]:
        monkeypatch.chdir(folder(files))
        items = discover(paths or ["."], Layers(given))
        return [told(item) for item in items if not isinstance(item, Hidden | Stray)]

    return find


def told(item: Found) -> str:
    if isinstance(item, InputError):
        return f"! {item}"
    return item.path if isinstance(item, Source) else f"{type(item).__name__.lower()}: {item.path}"


def files(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "")


def test_order_and_names(found) -> None:
    assert found(files("b/z.txt", "b/a.md", "a.text", "c.py", "b.txt")) == [
        "./a.text",
        "./b/a.md",
        "./b/z.txt",
        "./b.txt",
    ]
    assert found({}, "b.txt", "b", "b/z.txt", "c.py") == ["b.txt", "b/a.md", "b/z.txt", "c.py"]


def test_folders_that_hold_no_documents(found) -> None:
    assert found(files(".git/a.txt", "node_modules/a.txt", ".venv/a.txt", "a.txt", ".hidden/a.txt")) == [
        "./.hidden/a.txt",
        "./a.txt",
    ]


def test_a_path_outside_the_working_folder(found, folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder({"in/newslint.toml": "exclude = ['../out/drafts/*']\n", "out/a.txt": "", "out/drafts/b.txt": ""})
    monkeypatch.chdir(tmp_path / "in")
    expected = [Path("..", "out", "a.txt"), tmp_path / "out" / "a.txt"]
    for path, source in zip(("../out", str(tmp_path / "out")), expected, strict=True):
        assert [told(item) for item in discover([path], Layers({}))] == [str(source)]


# Include and exclude.


def test_include_takes_names_in_any_case_and_paths(found) -> None:
    names = files("a.TXT", "sub/b.txt", "sub/deep/c.txt", "sub.txt/d.html")
    assert found(names) == ["./a.TXT", "./sub/b.txt", "./sub/deep/c.txt"]
    assert found({}, include=("*.txt",)) == ["./a.TXT", "./sub/b.txt", "./sub/deep/c.txt"]
    assert found({}, include=("sub/deep/*",)) == ["./sub/deep/c.txt"]
    assert found({}, "sub", include=("sub/*.txt",)) == ["sub/b.txt", "sub/deep/c.txt"]
    assert found({}, include=("sub",))[0].startswith("! .: nothing to read in this folder: no file named sub;")


def test_include_from_the_folder_of_the_settings(found) -> None:
    names = {**files("a/news/x.txt", "a/other/x.txt", "news/x.txt"), "newslint.toml": "include = ['a/news/*']\n"}
    assert found(names) == ["./a/news/x.txt"]


def test_exclude(found) -> None:
    names = files("a.txt", "drafts/b.txt", "x/drafts/c.txt", "x/d.txt")
    assert found(names, exclude=("drafts/",)) == ["./a.txt", "./x/d.txt"]
    assert found({}, exclude=("x/*.txt",)) == ["./a.txt", "./drafts/b.txt"]
    assert found({}, "a.txt", exclude=("a.txt",)) == ["a.txt"]
    assert found({}, "a.txt", "x", exclude=("a.txt",), force_exclude=True) == [
        "excluded: a.txt",
        "x/d.txt",
        "x/drafts/c.txt",
    ]


@pytest.mark.parametrize(
    ("exclude", "expected"),
    [
        (("*.txt",), "settings exclude 3 files"),
        (("[ab].txt",), "settings exclude 2 files, .gitignore leaves out 1 folder"),
        (("*.txt", "sub"), "settings exclude 2 files and 1 folder"),
        (("a.txt", "b.txt"), "settings exclude 2 files, .gitignore leaves out 1 folder"),
    ],
)
def test_a_folder_of_which_all_is_left_out(found, exclude: tuple[str, ...], expected: str) -> None:
    names = files("a.txt", "b.txt", "sub/c.txt", "d.py")
    if ".gitignore" in expected:
        names |= {".gitignore": "sub\n", ".git/HEAD": ""}
    assert found(names, exclude=exclude) == [f"! .: nothing to read in this folder: {expected}"]


def test_matches_through_a_link_to_the_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert matches(f"{tmp_path}/link/sub.txt", ["sub.txt"], f"{tmp_path}/real")
    assert matches(f"{tmp_path}/link/drafts/a.txt", ["drafts/*"], f"{tmp_path}/real")


# .gitignore.


def test_gitignore(found) -> None:
    names = {
        **files("a.txt", "b.txt", "keep.txt", "sub/a.txt", "sub/b.txt", "build/c.txt", "sub/build/d.txt"),
        ".git/HEAD": "",
        ".gitignore": "*.txt\n!keep.txt\n!sub/\n/build/\n",
        "sub/.gitignore": "!b.txt\n",
    }
    assert found(names) == ["./keep.txt", "./sub/b.txt"]
    assert found({}, "a.txt") == ["a.txt"]
    assert len(found({}, respect_gitignore=False)) == 7


def test_gitignore_of_the_folders_above_in_a_checkout(found) -> None:
    names = {**files("top/sub/a.txt", "top/sub/b.txt"), "top/.gitignore": "a.txt\n", ".gitignore": "b.txt\n"}
    assert found(names, "top/sub") == ["top/sub/a.txt", "top/sub/b.txt"]
    assert found(files("top/.git/HEAD"), "top/sub") == ["top/sub/b.txt"]
    assert found(files(".git/HEAD"), "top/sub") == ["top/sub/b.txt"]


@NO_LINKS
def test_gitignore_through_a_link(found, tmp_path: Path) -> None:
    found({**files("real/.git/HEAD", "real/a.txt", "real/sub/b.txt"), "real/.gitignore": "/a.txt\n/sub/\n"}, "real")
    (tmp_path / "link").symlink_to("real")
    assert found({}, "link") == ["! link: nothing to read in this folder: .gitignore leaves out 1 file and 1 folder"]


# Links and what cannot be read.


@NO_LINKS
def test_links(found, tmp_path: Path) -> None:
    found(files("sub/a.txt"))
    (tmp_path / "sub" / "b.txt").symlink_to("a.txt")
    (tmp_path / "sub" / "up").symlink_to("..")
    (tmp_path / "sub" / "up.txt").symlink_to("..")
    (tmp_path / "to-sub").symlink_to("sub")
    assert found({}) == ["./sub/a.txt"]
    assert found({}, "to-sub") == ["to-sub/a.txt"]
    assert found({}, "sub/b.txt", "sub") == ["sub/b.txt"]


@NO_LINKS
def test_links_to_nothing(found, tmp_path: Path) -> None:
    found(files("a.txt"))
    (tmp_path / "gone.txt").symlink_to("absent.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / ".#a.txt").symlink_to("somebody@host.1234")
    (tmp_path / "gone.py").symlink_to("absent.txt")
    assert found({}) == [
        "./a.txt",
        "! ./gone.txt: a link to nothing, or to itself",
        "! ./loop.txt: a link to nothing, or to itself",
    ]
    assert found({}, "loop.txt") == ["! loop.txt: a link to nothing, or to itself"]


def test_a_folder_that_cannot_be_read(found, monkeypatch: pytest.MonkeyPatch) -> None:
    found(files("a.txt", "shut/b.txt"))
    scandir = os.scandir

    def shut(path: str) -> Any:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", shut)
    assert found({}) == ["./a.txt", "! ./shut: folder cannot be read: Permission denied"]


def test_paths_that_are_none(found) -> None:
    assert found({}, "absent", "*.txt", "x" * 5_000) == [
        "! absent: no such file or folder",
        "! *.txt: no file matches this glob",
        f"! {'x' * 5_000}: no such file or folder",
    ]


# On the command line.


def test_show_files(newslint, folder) -> None:
    folder({"a.txt": "", "sub/b.txt": "", "c.py": "", "newslint.toml": "exclude = ['b.txt']\n"})
    result = newslint("--show-files")
    assert (result.code, result.out, result.err) == (0, "./a.txt\n", "")
    result = newslint("--show-files", "absent", "a.txt", "--output-format", "json")
    assert (result.code, result.out) == (2, "a.txt\n")
    assert result.err == "newslint: error: absent: no such file or folder\n"
    assert newslint("--show-files", "sub").code == 2
