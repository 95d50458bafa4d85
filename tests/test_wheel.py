"""The built wheel in a clean environment: rules on board, a file linted, a pack of one's own added."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT

BAD = "The council met on Monday.\n\nLeave a Reply\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment that holds nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "env", with_pip=True)
    commands = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    (wheel,) = folder.glob("*.whl")
    install = [str(commands / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return commands


def run(command: Path, *args: str, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command), *args], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_file_is_linted_with_the_shipped_rules(installed: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "a.txt").write_text(BAD)
    done = run(installed / "newslint", "a.txt", "--output-format", "concise", cwd=tmp_path, environment=environment)
    assert done.stdout == "a.txt:3:1: BP101 comment form left in the text: “Leave a Reply”\n"
    assert done.returncode == 1
    shown = run(installed / "newslint", "rule", "BP101", cwd=tmp_path, environment=environment)
    assert str(installed.parent) in shown.stdout


def test_every_example_holds_in_the_wheel(installed: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    done = run(installed / "newslint", "test", cwd=tmp_path, environment=environment)
    assert done.returncode == 0, done.stdout


def test_the_rules_are_those_of_the_checkout(installed: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    here = run(Path(sys.executable), "-m", "newslint", "rules", cwd=tmp_path, environment=environment).stdout
    assert run(installed / "newslint", "rules", cwd=tmp_path, environment=environment).stdout == here


def test_languagetool_is_not_installed(installed: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    done = run(
        installed / "python", "-m", "pip", "list", "--disable-pip-version-check", cwd=tmp_path, environment=environment
    )
    assert "newslint" in done.stdout
    assert "language" not in done.stdout
