"""Where Hyperscan has no wheel newslint installs and runs without it, and finds the same."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import test_seeds
from conftest import ROOT
from packaging.requirements import Requirement

from newslint import load_linter
from newslint.linting.selftest import failures
from newslint.scan import database, plain
from newslint.scan.engine import Engine

START = """
import sys
sys.modules["hyperscan"] = None  # what is imported under this name is said to be missing
"""
HOUSE = """
title: House
description: Rules.
families: {XX: House}
rules:
  - {code: XX101, name: house-phrase, kind: phrase, phrases: [caption goes here], message: a phrase, severity: error,
     why: A test., examples: {bad: ["[[Caption goes here]]"], good: [x]}}
  - {code: XX102, name: house-regex, kind: pattern, pattern: '\\d+ (?=ferries)', message: a regex, severity: error,
     why: A test., examples: {bad: ["[[4 ]]ferries"], good: [x]}}
"""


def _without(code: str, *args: str, cwd: Path, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", START + code, *args]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "ENGINE", Engine(plain.NAME, plain.compiled, plain.taken))


def test_it_starts_and_says_so(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(HOUSE)
    said = _without("from newslint.cli.main import main\nmain()", "--version", cwd=tmp_path, environment=environment)
    assert re.fullmatch(r"newslint, version \S+ \(Hyperscan is not installed: .+\)\n", said)
    lint = """
from pathlib import Path
from newslint import Document
from newslint.linting.linter import Linter
from newslint.packs.reader import read_pack
linted = Linter(read_pack(Path("house.yaml")).rules).lint(Document("In it 12 ferries\\n\\nCaption goes here\\n"))
print([finding.code for finding in linted.findings])
"""
    assert _without(lint, cwd=tmp_path, environment=environment) == "['XX102', 'XX101']\n"


@pytest.mark.usefixtures("without")
def test_findings_are_the_same() -> None:
    """The seeds, and every rule's examples."""
    linter = load_linter()
    try:
        test_seeds.linter.cache_clear()
        test_seeds.test_findings_are_those_of_the_snapshot()
    finally:
        test_seeds.linter.cache_clear()
    assert list(map(str, failures(linter.rules))) == []


def test_no_text_hangs_it() -> None:
    """An expression that takes too long over a text is told wherever it could stand, and the rule's regex decides."""
    scan = plain.compiled([b"(?:a{1,}){1,}b", b"x"], False, False)
    data = b"a" * 5_000 + b"\nx"
    began = time.process_time()
    found = scan.find(data)
    assert time.process_time() - began < 1
    assert {end for place, end in found if place == 0} == set(range(len(data) + 1))
    assert [end for place, end in found if place == 1] == [5_002]


@pytest.mark.parametrize(
    ("machine", "wanted"),
    [
        ({"sys_platform": "linux", "platform_machine": "x86_64"}, True),
        ({"sys_platform": "linux", "platform_machine": "aarch64"}, True),
        ({"sys_platform": "darwin", "platform_machine": "arm64"}, True),
        ({"sys_platform": "win32", "platform_machine": "AMD64"}, True),
        ({"sys_platform": "win32", "platform_machine": "ARM64"}, False),
        ({"sys_platform": "linux", "platform_machine": "ppc64le"}, False),
        ({"sys_platform": "linux", "platform_machine": "x86_64", "platform_python_implementation": "PyPy"}, False),
    ],
)
def test_it_is_asked_for_where_there_are_wheels(machine: dict[str, str], wanted: bool) -> None:
    (line,) = re.findall(r'^    "(hyperscan.+)",$', (ROOT / "pyproject.toml").read_text(), re.M)
    marker = Requirement(line).marker
    assert marker is not None
    assert marker.evaluate({"platform_python_implementation": "CPython", **machine}) is wanted
