"""Suppressions: beside the settings, and in documents where the settings say so."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from conftest import Newslint
from test_report_sarif import sarif_schema

from newslint import lint_text
from newslint.linting.ignores import Ignores
from newslint.text.document import Document

MARKED = """A story

<!-- newslint: ignore[BP101] its subject is the form -->

Leave a Reply

He saw the the bridge. <!-- newslint: ignore[RP102] -->

<!-- newslint: ignore-start[RP] -->
He saw the the bridge.

He saw the the bridge.
<!-- newslint: ignore-end -->
He saw the the [sic] bridge.
"""
SELECT = ("--select", "BP101,RP102,NL", "--output-format", "concise")
TEXT = "She saw the the bridge by the harbour.\n\nLeave a Reply\n"


def test_a_document_decides_nothing_of_itself(newslint: Newslint, folder) -> None:
    folder({"a.md": MARKED, "b.txt": "He saw the the [sic] bridge.\n"})
    assert len(newslint(*SELECT, ".").out.splitlines()) == 6
    allowed = newslint(*SELECT, "--inline-ignores", ".")
    assert (allowed.code, allowed.out) == (0, "")
    assert "6 suppressed" in allowed.err
    folder({"newslint.toml": "inline-ignores = true\n"})
    assert newslint(*SELECT, ".").out == ""
    assert len(newslint(*SELECT, "--no-inline-ignores", ".").out.splitlines()) == 6


def lines(newslint: Newslint, *args: str) -> list[str]:
    return [line[: line.index(" ")] + line.split(" ")[1] for line in newslint(*SELECT, *args).out.splitlines()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<!-- newslint: ignore[RP102] -->\nAll is well.\n", ["a.md:1:1:NL001"]),
        ("<!-- newslint: ignore -->\nHe saw the the bridge.\n", ["a.md:1:1:NL001", "a.md:2:8:RP102"]),
        ("<!-- newslint: ignore[BP] -->\nHe saw the the bridge.\n", ["a.md:1:1:NL001", "a.md:2:8:RP102"]),
        ("<!-- newslint: ignore[MT101] -->\nnot run\n", []),
        ("<!-- newslint: ignore[RP102] -->\nHe saw the the bridge.\n\nHe saw the the bridge.\n", ["a.md:4:8:RP102"]),
        ("He saw the the bridge.\n\n<!-- newslint: ignore-file[doubled-function-word] -->\n", []),
        ("<!-- newslint: ignore[RP102] -->", ["a.md:1:1:NL001"]),
    ],
)
def test_comments(newslint: Newslint, folder, text: str, found: list[str]) -> None:
    folder({"a.md": text})
    assert lines(newslint, "--inline-ignores", "a.md") == found


def test_sarif_tells_what_is_suppressed_where_it_is_asked_for(newslint: Newslint, folder) -> None:
    entry = "- {file: b.txt, code: RP102, text: 'the the', reason: a quote}\n"
    text = "He saw the the bridge.\n\nHe saw the the ship.\n"
    folder({"a.md": MARKED, "b.txt": text, ".newslint-ignore.yaml": entry, "newslint.toml": "inline-ignores = true\n"})
    asked = ("--select", "BP101,RP102,NL", "--output-format", "sarif", "--max-per-rule", "1", "a.md", "b.txt")
    told = newslint(*asked, "--report-suppressed")
    log = json.loads(told.out)
    jsonschema.Draft7Validator(sarif_schema()).validate(log)
    results = log["runs"][0]["results"]
    why = [(one["kind"], one.get("justification")) for result in results for one in result["suppressions"]]
    assert sorted(why, key=str) == sorted(
        [
            ("inSource", "its subject is the form"),
            *[("inSource", None)] * 3,
            ("inSource", "[sic]"),
            *[("external", "a quote")] * 2,
        ],
        key=str,
    )
    prints = [result["partialFingerprints"]["newslint/v1"] for result in results]
    assert len(set(prints)) == len(prints)
    assert (told.code, "7 suppressed" in told.err) == (0, True)
    assert json.loads(newslint(*asked).out)["runs"][0]["results"] == []
    refused = newslint(*SELECT, "--report-suppressed", ".")
    assert (refused.code, "--report-suppressed goes with --output-format sarif" in refused.err) == (2, True)


def test_findings_are_written_down_and_stand(newslint: Newslint, folder) -> None:
    home: Path = folder({"a.txt": TEXT, "newslint.toml": ""})
    written = newslint("check", "--add-ignores", "--select", "BP101,RP102", "a.txt")
    assert (written.code, written.err) == (0, "Wrote 2 entries to .newslint-ignore.yaml.\n")
    file = home / ".newslint-ignore.yaml"
    assert "- file: 'a.txt'\n  code: RP102\n  text: 'She saw [[the the]] bridge by the'\n" in file.read_text()
    assert newslint(*SELECT, "a.txt").out == ""
    (home / "a.txt").write_text(f"New first line.\n\n{TEXT}\nHe saw the the river.\n")
    assert lines(newslint, "a.txt") == ["a.txt:7:8:RP102"]
    (home / "a.txt").write_text(TEXT.replace("the the", "the"))
    assert lines(newslint, "a.txt") == [".newslint-ignore.yaml:3:1:NL001"]
    assert newslint(*SELECT, "--ignore", "NL", "a.txt").out == ""
    assert lines(newslint, "--isolated", "a.txt") == ["a.txt:3:1:BP101"]
    (home / "b.txt").write_text("All is well.\n")
    assert newslint(*SELECT, "b.txt").out == ""  # a.txt was not looked at
    (home / "a.txt").unlink()
    assert len(lines(newslint, "b.txt")) == 2
    file.write_text(f"{file.read_text()}# mine\n")
    (home / "b.txt").write_text("He saw the the bridge.\n")
    newslint("check", "--add-ignores", "--select", "RP102", "b.txt")
    assert "# mine\n- file: 'b.txt'\n" in file.read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b", "a list of entries is expected"),
        ("- file: a.txt\n  code: RP102\n", ":1: an entry has file, code and text"),
        ("- [", "not YAML"),
        ("- {file: a.txt, code: RP999, text: x}", "no rule answers to `RP999`"),
    ],
)
def test_a_broken_file_is_told(newslint: Newslint, folder, text: str, said: str) -> None:
    folder({"a.txt": TEXT, ".newslint-ignore.yaml": text})
    done = newslint("a.txt")
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize("char", ["'", '"', "\\", "\x85", "\u200b", "[[x]]", "\U0001f600", "\xa0", ": #"])
def test_an_entry_takes_its_finding(tmp_path: Path, char: str) -> None:
    document = Document(f"{char} {char}saw the  the bridge{char}\n", str(tmp_path / "a.txt"))
    (finding,) = lint_text(document.source, document.path, select="RP102")
    ignores = Ignores.beside(str(tmp_path))
    ignores.add([ignores.entry(finding, document)])
    assert Ignores.beside(str(tmp_path)).takes(finding, document)


def test_settings_from_python_bring_their_ignores(tmp_path: Path) -> None:
    settings = tmp_path / "newslint.toml"
    settings.write_text("select = ['RP102']\n")
    (tmp_path / ".newslint-ignore.yaml").write_text("- {file: a.txt, code: RP, text: the the}\n")
    assert lint_text(TEXT, str(tmp_path / "a.txt"), settings=settings) == []
    assert len(lint_text(TEXT, str(tmp_path / "b.txt"), settings=settings)) == 1
