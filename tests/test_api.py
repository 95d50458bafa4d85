"""newslint from Python: what it offers, and what importing it costs."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_samples import SLOW
from conftest import ROOT

import newslint
from newslint import (
    Document,
    Finding,
    InputError,
    Linter,
    PackError,
    RuleWarning,
    SettingsError,
    fix_text,
    lint_file,
    lint_text,
    load_linter,
)
from newslint.packs.reader import read_pack
from newslint.text.layout import Reading, read

BAD = "The council met on Monday.\n\nLeave a Reply\n"


def test_all_names_exist() -> None:
    assert [name for name in newslint.__all__ if not hasattr(newslint, name)] == []


def test_a_text() -> None:
    (finding,) = lint_text(BAD, "a.txt")
    assert isinstance(finding, Finding)
    assert (finding.path, finding.line, finding.column, finding.code) == ("a.txt", 3, 1, "BP101")
    assert BAD[finding.start : finding.end] == finding.match == "Leave a Reply"
    assert lint_text("The council met on Monday.\n") == []
    assert lint_text(BAD, Path("a.txt"))[0].path == "a.txt"


def test_a_linter_for_many_documents() -> None:
    linter = load_linter(select=["BP1"], ignore=["BP123"])
    assert isinstance(linter, Linter)
    assert {loaded.rule.code[:3] for loaded in linter.rules} == {"BP1"}
    for number in range(3):
        _, findings, errors = linter.lint(Document(BAD, f"{number}.txt"))
        assert ([finding.path for finding in findings], errors) == ([f"{number}.txt"], [])
    assert [finding.code for finding in lint_text(BAD, linter=linter)] == ["BP101"]


@pytest.mark.parametrize("pack", ["encoding", "spelling", "quotes"])
def test_a_linter_pickles_with_rules_that_no_cache_held(pack: str) -> None:
    """Where nothing can be kept, as in many a worker, rules hold their own matchers."""
    text = "She was born in Scotalnd. â€œThe roads are open,\u201c he said.“ It rained."
    linter = Linter(read_pack(ROOT / "rules" / pack).rules)
    found = linter.lint(Document(text)).findings
    assert found
    assert pickle.loads(pickle.dumps(linter)).lint(Document(text)).findings == found


def test_a_rule_that_fails(tmp_path: Path) -> None:
    file = tmp_path / "slow.yaml"
    file.write_text(SLOW)
    linter = load_linter(["ZZ", "BP101"], rules=[file])
    text = f"{BAD}\n{'x' * 60} end\n"
    linted = linter.lint(Document(text))
    assert [finding.code for finding in linted.findings] == ["BP101"]
    assert [error.code for error in linted.errors] == ["ZZ101"]
    with pytest.warns(RuleWarning, match="ZZ101 failed: a regex ran over its time limit"):
        found = lint_text(text, linter=linter)
    assert [finding.code for finding in found] == ["BP101"]
    assert [error.code for error in found.errors] == ["ZZ101"]
    with pytest.warns(RuleWarning):
        mended = fix_text(f"the the bridge\n{text}", select=["ZZ", "RP102"], rules=file)
    assert (mended.text[:7], [error.code for error in mended.errors]) == ("the the", ["ZZ101"])


def test_a_choice_of_rules() -> None:
    assert lint_text(BAD, select="ENC") == []
    assert lint_text(BAD, ignore=["BP1"]) == []
    (finding,) = lint_text(BAD, select="BP101", severity={"BP": "info", "BP101": "warning"})
    assert finding.severity == "warning"
    assert fix_text("the the bridge", select="ENC").text == "the the bridge"
    with pytest.raises(TypeError, match="a linter has its rules already"):
        lint_text(BAD, select="BP", linter=load_linter("BP"))
    with pytest.raises(SettingsError, match="no rule answers to `BP10l`"):
        lint_text(BAD, select="BP10l")


HOUSE = """select = ["BP101", "ENC"]
severity = {BP101 = "info"}
[per-file-ignores]
"*.web.txt" = ["BP101"]
[[overrides]]
files = ["old/*"]
encoding = "cp1252"
ignore = ["BP101"]
"""


def test_a_settings_file(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(HOUSE)
    (finding,) = lint_text(BAD, settings=house)
    assert (finding.code, finding.severity) == ("BP101", "info")
    assert lint_text(BAD, settings=house, severity={"BP101": "error"})[0].severity == "error"
    assert lint_text(BAD, "a.web.txt", settings=house) == []
    assert {loaded.rule.family for loaded in load_linter(settings=house).rules} == {"BP", "ENC"}
    (tmp_path / "old").mkdir()
    file = tmp_path / "old" / "a.txt"
    file.write_bytes(f"caf\xe9\n{BAD}".encode("cp1252"))
    assert lint_file(file, settings=house) == []
    with pytest.raises(InputError, match="not UTF-8"):
        lint_file(file)
    assert [finding.code for finding in lint_file(file, select="BP101", encoding="cp1252")] == ["BP101"]


def test_findings_as_json_holds_them(tmp_path: Path, newslint) -> None:
    file = tmp_path / "a.txt"
    file.write_text("the the bridge\n\nLeave a Reply\n")
    out = newslint("--output-format", "json", "--select", "BP101,RP102", "a.txt").out
    found = lint_file(file, select=["BP101", "RP102"])
    assert [{**finding.to_dict(), "path": "a.txt"} for finding in found] == json.loads(out)
    assert any(finding.fix for finding in found)


VALUES = """rules:
  - code: ZZ102
    name: said-twice
    kind: pattern
    pattern: '(?P<word>C\\S*) again'
    unless: '{word} first'
    message: '{word}'
    suggest: 'not {match}'
    why: a value of the text may hold signs that mean something in a regex
    examples: {bad: ["[[C+(+ again]]"], good: ["C+(+ first, then C+(+ again"]}
"""


def test_a_value_taken_from_the_text_is_no_regex(tmp_path: Path) -> None:
    file = tmp_path / "values.yaml"
    file.write_text(VALUES)
    linter = load_linter(["ZZ"], rules=[file])
    (finding,) = lint_text("C+(+ again", linter=linter)
    assert (finding.message, finding.suggestion) == ("C+(+", "not C+(+ again")
    assert lint_text("C+(+ first, then C+(+ again", linter=linter) == []


def test_errors(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no rule answers to `BP10l` in `select`"):
        load_linter(["BP10l"])
    for select, ignore in ((["ALL"], ["ALL"]), ([], [])):
        with pytest.raises(SettingsError, match="no rule is selected"):
            load_linter(select, ignore)
    with pytest.raises(PackError, match="no such file or folder of rules"):
        load_linter(rules=[tmp_path / "absent.yaml"])
    assert issubclass(PackError, newslint.NewslintError)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"severity": {"MT": "bad"}}, "`severity.MT`: `bad` is not allowed; known: error, info, warning, off"),
        ({"language": "de"}, "`language`: `de` is not allowed; known: any, auto"),
        ({"preview": "yes"}, "`preview`: expected true or false, got text"),
    ],
)
def test_a_value_that_no_setting_has(choice: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)):
        newslint.lint_text("Leave a Reply", **choice)


def test_any_language_is_taken_for_english() -> None:
    text = (
        "Der Zug fuhr am Abend in die Stadt, und niemand stieg aus. Es war ein langer Winter, und die Stadt hatte kein "
        "Geld für die Brücke, die im Mai wieder geöffnet werden soll.\n\nLeave a Reply\n"
    )
    assert [finding.code for finding in newslint.lint_text(text)] == ["LG101"]
    assert [finding.code for finding in newslint.lint_text(text, language="any")] == ["BP101"]


def test_settings_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "newslint.toml").write_text("ignore = ['ALL']\n")
    monkeypatch.chdir(tmp_path)
    assert lint_text(BAD, linter=load_linter()) != []


@pytest.mark.parametrize("then", ["", "; newslint.lint_text('The bridge opened on Monday.')"])
def test_what_importing_costs(environment: dict[str, str], then: str) -> None:
    """With the packs in the cache, neither the command nor YAML nor ftfy is imported."""
    command = [sys.executable, "-X", "importtime", "-c", f"import newslint{then}"]
    for _ in range(2):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "newslint" in imported
    assert imported & {"click", "ftfy", "pathspec", "yaml", "jsonschema", "rich"} == set()


def test_one_selector_or_pack_needs_no_list(tmp_path) -> None:
    assert {loaded.rule.family for loaded in load_linter("BP").rules} == {"BP"}
    assert "BP" not in {loaded.rule.family for loaded in load_linter(ignore="BP").rules}
    with pytest.raises(PackError, match="no such file or folder of rules"):
        load_linter(rules=tmp_path / "house.yaml")


def test_bytes_are_no_text() -> None:
    with pytest.raises(TypeError, match="the text of a document is a str, not bytes"):
        lint_text(b"The council met.")  # type: ignore[arg-type]


def test_a_fault_while_a_text_is_read_costs_that_text_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(source: str, path: str) -> Reading:
        if path == "b.html":
            raise AssertionError("unknown status keyword")
        return read(source, path)

    monkeypatch.setattr("newslint.text.document.read", failing)
    linted = list(load_linter("BP101").lint_all([Document(BAD, "a.txt"), Document(BAD, "b.html"), Document(BAD)]))
    assert [len(one.findings) for one in linted] == [1, 0, 1]
    assert [len(one.errors) for one in linted] == [0, 1, 0]
    assert "unknown status keyword" in str(linted[1].errors[0])
