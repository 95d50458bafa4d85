"""LanguageTool is off by default; options and settings switch it on and off, and say where it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from languagetool_samples import CONCISE, FOUND, SERVER, SLIP

from newslint import SettingsError, load_linter


def test_it_is_off_and_not_imported_by_default(newslint, folder, languagetool_url: str) -> None:
    folder({"a.txt": SLIP})
    result = newslint("a.txt", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert (result.code, result.out) == (0, "")
    assert "Nothing found (1 file checked with " in result.err
    for module in ("language_tool_python", "newslint.linting.languagetool", "newslint.languagetool.client", "requests"):
        assert f" {module}\n" not in result.err
    result = newslint("a.txt", SERVER, languagetool_url, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert " language_tool_python\n" in result.err


@pytest.mark.parametrize("selector", ["LT", "LT104", "preposition-of-time"])
def test_its_rules_cannot_be_selected_while_it_is_off(newslint, folder, selector: str) -> None:
    folder({"a.txt": SLIP})
    expected = f"newslint: error: `{selector}` names rules of LanguageTool, which is off: add --languagetool\n"
    assert newslint("a.txt", "--select", selector) == (2, "", expected)
    assert newslint("a.txt", "--select", selector, SERVER, "http://127.0.0.1:1", "--no-languagetool").err == expected
    with pytest.raises(SettingsError, match=f"`{selector}` names rules of LanguageTool, which is off"):
        load_linter([selector])


def test_a_server_named_by_its_url(newslint, folder, languagetool_url: str) -> None:
    folder({"a.txt": SLIP})
    result = newslint("a.txt", SERVER, languagetool_url, "--output-format", "concise")
    assert (result.code, result.out) == (1, FOUND)
    assert result.err.startswith("Found 1 warning (1 file checked with ")
    record = json.loads(newslint("a.txt", SERVER, languagetool_url, "--output-format", "jsonl").out)
    assert (record["code"], record["severity"], record["match"]) == ("LT104", "warning", "in Thursday")
    assert (record["line"], record["column"], record["end_column"]) == (1, 17, 28)
    assert (record["suggestion"], record["fix"]) == ("on Thursday", None)


def test_standard_input(newslint, languagetool_url: str) -> None:
    result = newslint("-", SERVER, languagetool_url, *CONCISE, stdin=SLIP.encode())
    assert result == (1, FOUND.replace("a.txt", "-"), "")


def test_settings_place_it_and_the_command_line_switches_it_on(newslint, folder, languagetool_url: str) -> None:
    folder({"a.txt": SLIP, "newslint.toml": f"languagetool = '{languagetool_url}'\n"})
    assert newslint("a.txt", *CONCISE) == (0, "", "")
    assert newslint("a.txt", *CONCISE, env={"NEWSLINT_LANGUAGETOOL": "1"}) == (1, FOUND, "")
    assert newslint("a.txt", *CONCISE, "--no-languagetool", env={"NEWSLINT_LANGUAGETOOL": "1"}) == (0, "", "")
    assert newslint("a.txt", *CONCISE, "--no-languagetool", SERVER, languagetool_url) == (0, "", "")
    assert newslint("a.txt", *CONCISE, "--isolated") == (0, "", "")


def test_switching_on_what_settings_place_leaves_it_there(newslint, folder, tmp_path: Path, languagetool_url) -> None:
    folder({"a.txt": SLIP, "newslint.toml": f"languagetool = '{languagetool_url}'\n"})
    result = newslint("a.txt", *CONCISE, "--languagetool", env={"LTP_JAR_DIR_PATH": str(tmp_path)})
    assert result == (1, FOUND, "")


def test_it_is_off_for_the_files_whose_settings_say_so(newslint, folder, languagetool_url: str) -> None:
    off = "[[overrides]]\nfiles = ['sub/*']\nignore = ['LT']\n"
    folder({"a.txt": SLIP, "newslint.toml": off, "sub/a.txt": SLIP, "z.txt": SLIP})
    result = newslint(".", *CONCISE, SERVER, languagetool_url)
    assert result.out == f"./{FOUND}./{FOUND.replace('a.txt', 'z.txt')}"


@pytest.mark.parametrize("where", ["lt", "lt/libs/*", "/lt", "localhost:8081"])
def test_settings_name_no_programs(newslint, folder, tmp_path: Path, where: str) -> None:
    folder({"a.txt": SLIP, "lt/languagetool.jar": "", "newslint.toml": f"preview = false\nlanguagetool = '{where}'\n"})
    expected = f"newslint: error: {tmp_path}/newslint.toml:2: `languagetool`: `{where}` is no URL; a folder or a class"
    result = newslint("a.txt")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(expected)
    assert result.err.count("\n") == 1
    assert newslint("a.txt", "--isolated").code == 0


def test_language_tool_python_is_missing(folder) -> None:
    code = "import sys; sys.modules['language_tool_python'] = None; from newslint.cli.main import main; main()"
    command = [sys.executable, "-c", code, "a.txt", SERVER, "http://127.0.0.1:1"]
    done = subprocess.run(command, cwd=folder({"a.txt": SLIP}), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"newslint: error: LanguageTool needs an extra: pip install 'newslint[languagetool]'\n"
