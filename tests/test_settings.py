"""Settings: which file holds, what it says, what the command line makes of it, and how mistakes are told."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from newslint.errors import SettingsError
from newslint.settings.keys import KEYS, Settings
from newslint.settings.layers import Layers, shown
from newslint.settings.read import read_settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def settings_of(folder: Path, isolated: bool = False, config: Path | None = None, **given: Any) -> Settings:
    """The settings of a run in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return Layers(given, config, isolated=isolated).run
    finally:
        os.chdir(before)


def mistake(tmp_path: Path, text: str, name: str = "newslint.toml") -> str:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    return str(caught.value).replace(f"{tmp_path}/", "")


# Which file holds.


def test_the_nearest_file_wins_as_a_whole(folder) -> None:
    root = folder({"newslint.toml": 'ignore = ["BP"]\npreview = true\n', "a/newslint.toml": 'ignore = ["QT"]\n'})
    (root / "a" / "b").mkdir()
    near = settings_of(root / "a" / "b")
    assert (near.ignore, near.preview, near.root) == (("QT",), False, str(root / "a"))
    assert settings_of(root).ignore == ("BP",)


def test_the_order_of_names_in_a_folder(folder) -> None:
    root = folder({"pyproject.toml": "[tool.newslint]\nselect = ['A']\n"})
    assert settings_of(root).select == ("A",)
    folder({"newslint.toml": "select = ['B']\n"})
    assert settings_of(root).select == ("B",)
    folder({".newslint.toml": "select = ['C']\n"})
    assert settings_of(root).select == ("C",)


def test_a_pyproject_without_a_table_is_passed_over(folder) -> None:
    root = folder({"newslint.toml": "preview = true\n", "a/pyproject.toml": "[tool.ruff]\n", "a/b/pyproject.toml": ""})
    assert settings_of(root / "a" / "b").preview


def test_an_empty_table_of_pyproject_counts(folder) -> None:
    root = folder({"newslint.toml": "preview = true\n", "a/pyproject.toml": "[tool.newslint]\n"})
    assert not settings_of(root / "a").preview


def test_isolated_and_config(folder) -> None:
    root = folder({"newslint.toml": "preview = true\n", "other/mine.toml": "ignore = ['BP']\n"})
    assert settings_of(root, isolated=True) == Settings(root=str(root))
    named = settings_of(root, config=Path("other", "mine.toml"))
    assert (named.preview, named.ignore, named.root) == (False, ("BP",), str(root / "other"))


# Building on another file.


def test_extend(folder) -> None:
    root = folder(
        {
            "base.toml": "ignore = ['BP']\nrules = ['house.yaml']\nfail-on = 'error'\nextend = 'far/far.toml'\n",
            "house.yaml": "",
            "far/far.toml": "preview = true\nfail-on = 'info'\nrules = ['far.yaml']\n",
            "far/far.yaml": "",
            "a/newslint.toml": "extend = '../base.toml'\nignore = ['QT']\nrules = ['own.yaml']\n",
            "a/own.yaml": "",
        }
    )
    found = read_settings(root / "a" / "newslint.toml")
    assert (found.ignore, found.fail_on, found.preview) == (("QT",), "error", True)
    assert found.rules == (f"{root}/far/far.yaml", f"{root}/house.yaml", f"{root}/a/own.yaml")
    assert (found.root, found.source) == (f"{root}/a", f"{root}/a/newslint.toml")
    assert found.place("ignore") == f"`ignore` of {root}/a/newslint.toml:2"
    assert found.place("fail_on") == f"`fail-on` of {root}/base.toml:3"
    assert found.place("select") == "`select`"


def test_extend_goes_nowhere_or_in_a_circle(folder, tmp_path: Path) -> None:
    assert mistake(tmp_path, "extend = 'no.toml'\n") == "newslint.toml:1: `extend`: no such file: no.toml"
    folder({"b.toml": "extend = 'c.toml'\n", "c.toml": "extend = 'b.toml'\n"})
    with pytest.raises(SettingsError, match=r"b\.toml: `extend` goes round in a circle"):
        read_settings(tmp_path / "b.toml")


# Under the command line's.


def test_the_command_line_replaces_and_adds(folder) -> None:
    root = folder(
        {
            "newslint.toml": "select = ['A']\nexclude = ['x']\nrules = ['a.yaml']\n[per-file-ignores]\n'a' = ['BP']\n"
            "'b' = ['BP']\n",
            "a.yaml": "",
        }
    )
    ignores = {"b": ("QT",), "c": ("QT",)}
    found = settings_of(root, select=("B",), exclude=("y",), rules=("/b.yaml",), per_file_ignores=ignores)
    assert (found.select, found.exclude, found.rules) == (("B",), ("x", "y"), (f"{root}/a.yaml", "/b.yaml"))
    assert found.per_file_ignores == {"a": ("BP",), "b": ("QT",), "c": ("QT",)}
    assert (found.place("select"), found.place("exclude")) == ("`select`", f"`exclude` of {root}/newslint.toml:2")


# Mistakes.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('select = "BP"\n', 'newslint.toml:1: `select`: expected a list, got text; put it in brackets: ["BP"]'),
        ("selekt = []\n", "newslint.toml:1: unknown key `selekt`; did you mean `select`?"),
        ("\n# a\nroot = 'x'\n", "newslint.toml:3: unknown key `root`; known: profile, select, extend-select,"),
        (
            "fail-on = 'warn'\n",
            "newslint.toml:1: `fail-on`: `warn` is not allowed; did you mean `warning`?",
        ),
        ("fail_on = 'error'\n", "newslint.toml:1: unknown key `fail_on`; did you mean `fail-on`?"),
        (
            "preview = true\n\n[severity]\nBP101 = 'error'\nBP102 = 'of'\n",
            "newslint.toml:5: `severity.BP102`: `of` is not allowed; did you mean `off`? (known: error, info, warning",
        ),
        (
            "severity = {BP102 = 'loud'}\n",
            "newslint.toml:1: `severity.BP102`: `loud` is not allowed; known: error, info, warning, off",
        ),
        (
            "[per-file-ignores]\n'a/*' = ['BP']\n\"b/*\" = 'BP'\n",
            'newslint.toml:3: `per-file-ignores.b/*`: expected a list, got text; put it in brackets: ["BP"]',
        ),
        *(
            (
                f"rule-pages = '{address}'\n",
                "newslint.toml:1: `rule-pages`: the address of a rule's page with `{code}` in it, for example "
                "https://lint.example.org/rules/{code}.html",
            )
            for address in ("https://example.org/", "javascript:{code}", "https://example.org/{code} x")
        ),
        ("preview = 'yes'\n", "newslint.toml:1: `preview`: expected true or false, got text"),
        ("exclude = [1]\n", "newslint.toml:1: `exclude.0`: expected text, got a whole number; put the text in quotes"),
        ("encoding = 'klingon'\n", "newslint.toml:1: `encoding`: unknown encoding 'klingon'"),
        ("\nrules = ['absent.yaml']\n", "newslint.toml:2: `rules`: no such file or folder: absent.yaml"),
        ("select = [\n", "newslint.toml: not TOML: "),
    ],
)
def test_mistake(tmp_path: Path, text: str, expected: str) -> None:
    assert mistake(tmp_path, text).startswith(expected)


def test_mistakes_in_pyproject(tmp_path: Path) -> None:
    text = "[tool.ruff]\nselect = []\n\n[tool.newslint]\nselect = 'BP'\n"
    assert mistake(tmp_path, text, "pyproject.toml").startswith("pyproject.toml:5: `select`: expected a list")
    (tmp_path / "sub").mkdir()
    text = "[tool.newslint.severity]\nBP = 'x'\n"
    assert mistake(tmp_path / "sub", text, "pyproject.toml").startswith("pyproject.toml:2: `severity.BP`: `x` is")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"# \xff")
    with pytest.raises(SettingsError, match=r"a\.toml: not UTF-8 at byte 2"):
        read_settings(tmp_path / "a.toml")
    with pytest.raises(SettingsError, match=r"b\.toml: cannot be read: No such file"):
        read_settings(tmp_path / "b.toml")
    (tmp_path / "pyproject.toml").write_text("[tool]\nother = 1\n")
    with pytest.raises(SettingsError, match=r"no \[tool\.newslint\] in it"):
        read_settings(tmp_path / "pyproject.toml")
    (tmp_path / "sub").mkdir()
    assert "expected a mapping" in mistake(tmp_path / "sub", "[tool]\nnewslint = 3\n", "pyproject.toml")


# Shown.


def test_shown_settings_are_a_settings_file(folder) -> None:
    root = folder(
        {
            "newslint.toml": "extend = 'base.toml'\nignore = ['QT', \"a\\\"b\"]\nforce-exclude = true\n"
            "[severity]\nBP101 = 'off'\n[per-file-ignores]\n\"a b/*\" = ['BP', 'QT']\n",
            "base.toml": "rules = ['a.yaml']\n",
            "a.yaml": "",
        }
    )
    before = settings_of(root)
    text = shown(before)
    assert text.startswith(f"# from {root}/newslint.toml; globs start from {root}\n")
    assert "null" not in text
    assert "# encoding is not set\n" in text
    again = root / "again"
    again.mkdir()
    (again / "newslint.toml").write_text(text)
    after = read_settings(again / "newslint.toml")
    different = {"root", "source", "lines", "extend"}
    assert {key for key in Settings.__struct_fields__ if getattr(before, key) != getattr(after, key)} == different
    assert set(tomllib.loads(text)) < set(KEYS)


def test_shown_on_the_command_line(newslint, folder) -> None:
    folder({"a.txt": ""})
    result = newslint("--show-settings", "--ignore", "BP,QT", "--per-file-ignores", "*.txt:BP")
    assert result.code == 0
    found = tomllib.loads(result.out)
    assert (found["ignore"], found["per-file-ignores"]) == (["BP", "QT"], {"*.txt": ["BP"]})


# On the command line.


def test_a_mistake_ends_the_run(newslint, folder, tmp_path: Path) -> None:
    folder({"a.txt": "x\n", "newslint.toml": 'ignore = ["BP10l"]\n'})
    result = newslint("a.txt")
    assert (result.code, result.out) == (2, "")
    place = f"`ignore` of {tmp_path}/newslint.toml:1"
    assert result.err.startswith(f"newslint: error: no rule answers to `BP10l` in {place}; did you mean BP1")


def test_layers_of_ignores(newslint, folder) -> None:
    folder(
        {
            "newslint.toml": "[per-file-ignores]\n'a/*' = ['BP']\n",
            "a/x.txt": "Leave a Reply\n",
            "b/x.txt": "Leave a Reply\n",
            "c/x.txt": "Leave a Reply\n",
        }
    )
    found = lambda *args: newslint(".", "--output-format", "concise", *args).out  # noqa: E731
    assert [line[:5] for line in found().splitlines()] == ["./b/x", "./c/x"]
    assert [line[:5] for line in found("--per-file-ignores", "b/*:comment-form").splitlines()] == ["./c/x"]


@pytest.mark.parametrize("level", ['"off"', '"info"'])
def test_severity_of_settings(newslint, folder, level: str) -> None:
    folder({"a.txt": "Leave a Reply\n", "newslint.toml": f"[severity]\ncomment-form = {level}\n"})
    result = newslint("a.txt", "--output-format", "jsonl", "--select", "BP1")
    assert result.code == 0
    assert (result.out == "") == ("off" in level)
    assert ("BP101  info" in newslint("rules").out) == ("info" in level)


@pytest.mark.parametrize("level", ["off", "'off'", "false"])
def test_a_pack_switches_a_rule_off(newslint, folder, level: str) -> None:
    folder({"a.txt": "Leave a Reply\n", "house.yaml": f"override: {{comment-form: {level}}}\n"})
    assert newslint("a.txt", "--rules", "house.yaml", "-q").code == 0
    assert "rule `BP101` is switched off" in newslint("rule", "BP101", "--rules", "house.yaml").err
