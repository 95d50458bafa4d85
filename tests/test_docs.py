"""The documentation is true: its snippets are read and run, its commands end as they should.

A fenced block after `<!-- file: NAME -->` is a file that the commands and rules of its page use; a `yaml`
block is a pack whose examples must hold; a `yaml wrong` block is a pack that must fail with the message in
the `text` block after it; each line of a `sh` block is run in a copy of the seeds. `yaml languagetool` and
`sh languagetool` blocks are the same with a LanguageTool.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

import newslint
from newslint import PackError, kinds
from newslint.linting.selftest import failures
from newslint.packs import yaml
from newslint.packs.library import Library
from newslint.packs.pack import find_rules
from newslint.packs.reader import read_pack
from newslint.settings.keys import KEYS
from newslint.settings.read import read_settings

DOCS = ROOT / "docs"
RULES, GUIDE, LANGUAGETOOL = "writing-rules.md", "guide.md", "languagetool.md"
PAGES = (RULES, GUIDE, LANGUAGETOOL)

_BLOCK = re.compile(
    r"(?:<!-- (?P<mark>file|kind): (?P<value>.+?) -->\n)?^```(?P<lang>[^\n]*)\n(?P<text>.*?)^```$", re.M | re.S
)
_FINDING = re.compile(r"^seeds/\S+:\d+:\d+: [A-Z]{2,5}\d{3} ")
_LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


class Block(NamedTuple):
    lang: str
    text: str
    line: int
    mark: str | None
    value: str


def blocks(page: str) -> list[Block]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        Block(found["lang"], found["text"], text.count("\n", 0, found.start("lang")) + 1, found["mark"], found["value"])
        for found in _BLOCK.finditer(text)
    ]


def named(page: str, *langs: str) -> list[object]:
    return [pytest.param(block, id=f"line-{block.line}") for block in blocks(page) if block.lang in langs]


def write_files(page: str, folder: Path) -> None:
    for block in blocks(page):
        if block.mark == "file":
            (folder / block.value).write_text(block.text, encoding="utf-8", newline="\n")


def pack(block: Block, page: str, folder: Path) -> Path:
    write_files(page, folder)
    file = folder / "snippet.yaml"
    file.write_text(block.text, encoding="utf-8")
    return file


@pytest.mark.parametrize("block", named(RULES, "yaml"))
def test_the_examples_of_a_rule_hold(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = pack(block, RULES, tmp_path)
    if block.mark == "kind":
        name, _, where = block.value.partition(" = ")
        module, _, item = where.partition(":")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setitem(kinds.BUILT_IN, name, getattr(importlib.import_module(module), item))
    rules = read_pack(file).rules
    assert rules
    assert [str(failure) for failure in failures(rules)] == []


@pytest.mark.parametrize("block", named(RULES, "yaml languagetool"))
def test_the_examples_of_a_rule_of_languagetool_hold(block: Block, tmp_path: Path, languagetool_url: str) -> None:
    rules = read_pack(pack(block, RULES, tmp_path)).rules
    assert rules
    assert [str(failure) for failure in failures(rules, languagetool_url)] == []


@pytest.mark.parametrize("block", named(GUIDE, "yaml rules"))
def test_the_packs_of_the_guide_can_be_read(block: Block, tmp_path: Path) -> None:
    read = read_pack(pack(block, GUIDE, tmp_path))
    assert read.rules or read.override
    assert [str(failure) for failure in failures(read.rules)] == []


@pytest.mark.parametrize("block", named(RULES, "yaml wrong"))
def test_a_mistake_has_its_message(block: Block, tmp_path: Path) -> None:
    after = next(other for other in blocks(RULES) if other.line > block.line)
    assert after.lang == "text"
    with pytest.raises(PackError) as raised:
        read_pack(pack(block, RULES, tmp_path))
    assert after.text.strip() in str(raised.value)


def test_every_kind_and_key_is_described() -> None:
    text = (DOCS / RULES).read_text(encoding="utf-8")
    for name, kind in kinds.BUILT_IN.items():
        assert f"### {name}\n" in text
        for key in kind.rule.__struct_encode_fields__:
            assert f"`{key}" in text, f"{name}: {key}"


def test_every_promise_has_its_test() -> None:
    named = re.findall(r"`tests/(test_\w+\.py)::(\w+)`", (DOCS / "reliability.md").read_text(encoding="utf-8"))
    assert len(named) > 15
    for file, test in named:
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), test


def test_every_setting_is_described() -> None:
    text = (DOCS / GUIDE).read_text(encoding="utf-8")
    assert [key for key in KEYS if f"| `{key}` |" not in text] == []


@pytest.mark.parametrize("block", named(GUIDE, "toml") + named(LANGUAGETOOL, "toml"))
def test_settings_can_be_read(block: Block, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("", encoding="utf-8")
    file = tmp_path / ("pyproject.toml" if "[tool.newslint]" in block.text else "newslint.toml")
    file.write_text(block.text, encoding="utf-8")
    settings = read_settings(file)
    Library.of(settings).select(settings)


@pytest.fixture
def scratch(tmp_path: Path, environment: Mapping[str, str]) -> tuple[Path, dict[str, str]]:
    """A folder with the seeds, and an environment in which `newslint` is the command under test."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    command = tmp_path / "bin" / "newslint"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newslint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = {"PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}
    return tmp_path, {**environment, **path, "PYTHONPATH": str(Path(newslint.__file__).parent.parent)}


def commands(page: str, lang: str) -> list[str]:
    return [line for block in blocks(page) if block.lang == lang for line in block.text.splitlines()]


def run(lines: list[str], scratch: tuple[Path, dict[str, str]]) -> list[str]:
    """Run commands that must end as they should; the lines that they write."""
    folder, environment = scratch
    said: list[str] = []
    for line in lines:
        done = subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, check=False)
        assert done.returncode in ((0,) if "newslint test" in line else (0, 1)), f"{line}\n{done.stderr.decode()}"
        assert b"Traceback" not in done.stderr
        assert b"No module" not in done.stderr
        said += done.stdout.decode().splitlines()
    return said


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("page", PAGES)
def test_commands_run(page: str, scratch: tuple[Path, dict[str, str]]) -> None:
    write_files(page, scratch[0])
    lines = commands(page, "sh")
    assert len(lines) > 2
    run(lines, scratch)


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
def test_commands_with_languagetool_run(
    languagetool: Path, languagetool_url: str, scratch: tuple[Path, dict[str, str]]
) -> None:
    write_files(LANGUAGETOOL, scratch[0])
    (scratch[0] / "LanguageTool-6.6").symlink_to(languagetool)
    lines = commands(LANGUAGETOOL, "sh languagetool")
    shown = [line for line in commands(LANGUAGETOOL, "text") if _FINDING.match(line)]
    assert shown
    for article in (scratch[0] / "seeds").iterdir():  # those that the page shows: LanguageTool takes its time
        if not any(line.startswith(f"seeds/{article.name}:") for line in shown):
            shutil.rmtree(article) if article.is_dir() else article.unlink()
    said = run([line.replace("http://127.0.0.1:8081", languagetool_url) for line in lines], scratch)
    assert [line for line in shown if line not in said] == []


@pytest.mark.parametrize("block", named(GUIDE, "python"))
def test_python_snippets_run(block: Block, scratch: tuple[Path, dict[str, str]]) -> None:
    folder, environment = scratch
    write_files(GUIDE, folder)
    done = subprocess.run(
        [sys.executable, "-c", block.text], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_findings_shown_are_real() -> None:
    snapshot = (ROOT / "tests" / "seeds.expected").read_text(encoding="utf-8").splitlines()
    shown = [line for block in blocks(GUIDE) if block.lang == "text" for line in block.text.splitlines()]
    findings = [line for line in shown if _FINDING.match(line)]
    assert findings
    assert [line for line in findings if line.rpartition(" [")[0] not in snapshot] == []


def test_the_finding_of_the_readme_is_real(newslint) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = next(block["text"] for block in _BLOCK.finditer(readme) if block["lang"] == "text")
    assert shown in newslint("--isolated", "seeds", cwd=ROOT).out


# The JSON Schemas.

SCHEMAS: dict[str, str] = runpy.run_path(str(DOCS / "make.py"))["schemas"]()
RULE_FILE = Draft202012Validator(json.loads(SCHEMAS["rule.schema.json"]))
RECORD = Draft202012Validator(json.loads(SCHEMAS["finding.schema.json"]))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_those_of_the_types(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == SCHEMAS[name], "run `python docs/make.py`"
    Draft202012Validator.check_schema(json.loads(SCHEMAS[name]))


@pytest.mark.parametrize("file", sorted(find_rules().rglob("*.yaml")), ids=lambda file: file.stem)
def test_shipped_rules_are_valid(file: Path) -> None:
    data = yaml.load(file.read_text(encoding="utf-8"), str(file)).data
    assert [f"{error.json_path}: {error.message}" for error in RULE_FILE.iter_errors(data)] == []


@pytest.mark.parametrize("block", named(RULES, "yaml", "yaml languagetool"))
def test_snippets_are_valid(block: Block) -> None:
    if block.mark != "kind":
        assert RULE_FILE.is_valid(yaml.load(block.text, "snippet.yaml").data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("phrases:", "phrase:"),
        ("kind: phrase", "kind: phrases"),
        ("HS101", "HS1"),
        ("severity: error", "severity: warn"),
        ("message:", "massage:"),
        ("good:", "god:"),
        ("pack: house", "pack: My House"),
        ("fix: {delete: line}", "fix: {delete: lines}"),
    ],
)
def test_a_broken_rule_is_not_valid(old: str, new: str) -> None:
    text = next(block.text for block in blocks(RULES) if block.value == "house.yaml")
    assert RULE_FILE.is_valid(yaml.load(text, "house.yaml").data)
    assert old in text
    assert not RULE_FILE.is_valid(yaml.load(text.replace(old, new, 1), "house.yaml").data)


def test_the_finding_of_the_guide_is_valid() -> None:
    shown = [json.loads(block.text) for block in blocks(GUIDE) if block.lang == "json"]
    assert shown
    assert all(map(RECORD.is_valid, shown))


def test_links_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for file, heading in _LINK.findall(page.read_text(encoding="utf-8")):
            target = page.parent / file if file else page
            assert target.exists(), f"{page.name}: {file}"
            if heading:
                lines = target.read_text(encoding="utf-8").splitlines()
                slugs = {_slug(line) for line in lines if line.startswith("#")}
                assert heading in slugs, f"{page.name}: #{heading}"


def _slug(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lstrip("# ").lower()).replace(" ", "-")
