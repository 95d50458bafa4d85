"""The real pre-commit with the real hook, in a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BAD = "The council met on Monday.\n\nLeave a Reply\n"
PLAIN = {"HATCH_BUILD_NO_HOOKS": "true"}
"""The tests' cache holds what would be compiled: see test_wheel."""
CLEAN = "The council met on Monday and agreed to mend the bridge.\n"


def git(folder: Path, *args: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"]
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the project as it is now, from which the hook is installed."""
    folder = tmp_path_factory.mktemp("hooks") / "newslint"
    folder.mkdir()
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "hatch_build.py"):
        shutil.copy(ROOT / name, folder)
    for name in ("lint", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "hook")
    return folder


def test_hook(hooks: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hooks, capture_output=True, text=True, check=True).stdout
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_uri()}\n  rev: {head.strip()}\n  hooks:\n  - id: newslint\n"
    )
    (tmp_path / "newslint.toml").write_text('exclude = ["drafts"]\n')
    git(tmp_path, "init", "--quiet")

    def run(name: str, text: str) -> subprocess.CompletedProcess[str]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        git(tmp_path, "add", ".")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color", "never", "--files", name],
            cwd=tmp_path,
            env={**os.environ, **environment, "PRE_COMMIT_HOME": str(hooks.parent / "home"), **PLAIN},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    good = run("good.txt", CLEAN)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "newslint" in good.stdout
    assert "Passed" in good.stdout
    bad = run("bad.txt", BAD)
    assert bad.returncode == 1
    assert "bad.txt:3:1: error BP101 comment-form" in bad.stdout
    excluded = run("drafts/bad.txt", BAD)
    assert excluded.returncode == 0, excluded.stdout
    assert "Skipped" in run("code.py", BAD).stdout
