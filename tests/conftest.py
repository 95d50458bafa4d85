"""What the tests share: the command run as a user runs it, and folders made from a dict."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import fetch_languagetool
import pytest
from forked import LIMIT, STREAMS, Forked
from java_machine import Machine

from newslint.languagetool.server import Server
from newslint.packs.pack import find_rules

ROOT = Path(__file__).parent.parent

signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background inherits that Ctrl-C is ignored


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep the tests with LanguageTool's server in one process: each would start its own.

    So it is where xdist heeds groups: 3.8 does not under pytest 9.2, and two servers are started.
    """
    if "languagetool" in item.path.name:
        item.add_marker(pytest.mark.xdist_group("languagetool"))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests wait for servers, browsers and pip."""
    return (os.cpu_count() or 1) + 1


LONG = ("test_pre_commit.py", "test_wheel.py", "test_without_hyperscan.py", "test_code.py")
"""Tests of most of a minute: begun last, they would keep one process at work while the others have ended."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: item.path.name not in LONG)


class Result(NamedTuple):
    code: int
    out: str
    err: str


INTERPRETER = ("PYTHON", "LC_", "LANG")
"""Variables that the interpreter reads when it starts."""

Newslint = Callable[..., Result]


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The environment of the command: no colour wishes, no CI. The cache is the user's, which is keyed on content."""
    drop = ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    kept = {key: value for key, value in os.environ.items() if key not in drop}
    subprocess.run([sys.executable, "-m", "newslint", "cache", "warm"], env=kept, capture_output=True, check=True)
    return {**kept, "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def forked(environment: dict[str, str]) -> Iterator[Forked]:
    process = Forked(environment)
    yield process
    process.stop()


@pytest.fixture
def newslint(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], forked: Forked
) -> Newslint:
    """Run the command in `tmp_path`: exit code and both streams."""

    def run(*args: str, stdin: bytes = b"", cwd: Path = tmp_path, env: Mapping[str, str] = {}) -> Result:
        whole = {**environment, **env}
        if any(name.startswith(INTERPRETER) for name in env):
            command = [sys.executable, "-m", "newslint", *args]
            done = subprocess.run(
                command, input=stdin, capture_output=True, cwd=cwd, env=whole, timeout=LIMIT, check=False
            )
            return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        streams = tmp_path_factory.mktemp("streams")
        files = [streams / name for name in STREAMS]
        for file, content in zip(files, (stdin, b"", b""), strict=True):
            file.write_bytes(content)
        code = forked.run(args, cwd, whole, streams)
        return Result(code, *(file.read_bytes().decode() for file in files[1:]))

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files, given as path to content, below `tmp_path`."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return write


@pytest.fixture(scope="session")
def languagetool() -> Path:
    """The folder of a LanguageTool. Where it cannot run its tests are skipped, though not in CI."""
    if reason := fetch_languagetool.missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return fetch_languagetool.fetch(fetch_languagetool.default_folder())


@pytest.fixture(scope="session")
def languagetool_url(languagetool: Path) -> Iterator[str]:
    """The URL of a LanguageTool server that knows the shipped grammar."""
    server = Server(str(languagetool), [find_rules() / "languagetool" / "grammar.xml"])
    yield server.url
    server.stop()


@pytest.fixture
def bare_machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    machine = Machine(tmp_path_factory.mktemp("machine"))
    for name in ("bin", "temp"):
        (machine.root / name).mkdir()
    return machine


@pytest.fixture
def machine(bare_machine: Machine, languagetool: Path) -> Machine:
    """With the real Java."""
    bare_machine.install(f'#!/bin/sh\necho $$ >> {bare_machine.root / "started"}\nexec {shutil.which("java")} "$@"\n')
    return bare_machine


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make `tmp_path` the current folder, and no checkout of GitHub."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
