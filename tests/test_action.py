"""The action for GitHub: what it runs, run by bash as the runner does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
SLIP = "He saw the the bridge.\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="runs bash")


def git(folder: Path, *args: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    done = subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def lint(folder: Path, environment: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    commands = folder.parent / "commands"
    commands.mkdir(exist_ok=True)
    command = commands / "newslint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newslint "$@"\n')
    command.chmod(0o755)
    script = next(step["run"] for step in STEPS if step.get("name") == "Lint")
    given = {"PATHS": ".", "ARGS": "--select=RP102", "CHANGED_LINES": "false", "SARIF": "false", "BASE": "", **inputs}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={
            **environment,
            **given,
            "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(folder.parent),
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_the_action_runs(tmp_path: Path, environment: dict[str, str]) -> None:
    origin, here = tmp_path / "origin", tmp_path / "here"
    origin.mkdir()
    git(origin, "init", "--quiet")
    (origin / "a.txt").write_text(SLIP)
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "a")
    base = git(origin, "rev-parse", "HEAD")
    (origin / "a b.txt").write_text(SLIP)
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "b")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(tmp_path, "clone", "--quiet", "--depth=1", origin.as_uri(), "here")
    done = lint(here, environment)
    assert (done.returncode, done.stdout.count("::error ")) == (1, 2)
    done = lint(here, environment, CHANGED_LINES="true", BASE=base, SARIF="true")
    assert (done.returncode, done.stdout.count("::error ")) == (1, 1), done.stderr
    assert "file=a b.txt" in done.stdout
    assert '"RP102"' in (tmp_path / "newslint.sarif").read_text()
    assert lint(here, environment, CHANGED_LINES="true", BASE="0" * 40).stdout.count("::error ") == 2
    assert lint(here, environment, PATHS="a b.txt\n").stdout.count("::error ") == 1
    assert lint(here, environment, PATHS="nowhere\n", SARIF="true").returncode == 2


def test_inputs_are_never_put_into_a_script() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")
    used = "\n".join(str(step) for step in STEPS)
    assert all(f"inputs.{name}" in used for name in ACTION["inputs"])
