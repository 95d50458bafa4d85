"""The seeds: sample articles, and what newslint finds in them, kept as a reviewed snapshot.

After a change of rules or seeds, renew the snapshot with `python tests/test_seeds.py` and read the
difference before it is committed: every new line must be a true finding, every lost one a loss that is meant.
"""

from __future__ import annotations

import re
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from newslint import Document, Linter, load_linter
from newslint.records.read import documents_of
from newslint.report import reporter
from newslint.settings.keys import Settings
from newslint.sources.found import Source
from newslint.text.decode import decode

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SNAPSHOT = Path(__file__).with_name("seeds.expected")
FAMILIES = ("MT", "SN", "QT", "RP", "BP", "ENC", "NF", "OCR")
"""The families that the seeds show, where a family has a rule that can fail a run."""


@cache
def linter() -> Linter:
    return load_linter()


def found() -> list[str]:
    """The findings as `newslint seeds --output-format concise` prints them from the project's folder, but for how grave
    they are: that stands in docs/rules.md.
    """
    stream = StringIO()
    concise = reporter("concise", stream)
    for file in SEEDS:
        path = file.relative_to(ROOT).as_posix()
        linted = linter().lint(Document(decode(file.read_bytes(), path), path))
        assert linted.errors == []
        concise.document(linted.document, linted.findings)
    return [line.rpartition(" [")[0] for line in stream.getvalue().splitlines()]


def test_findings_are_those_of_the_snapshot() -> None:
    assert found() == SNAPSHOT.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("file", [file for file in SEEDS if "clean" in file.name], ids=lambda file: file.name)
def test_a_clean_article_has_no_finding(file: Path) -> None:
    assert linter().lint(Document(file.read_text(encoding="utf-8"), file.name)).findings == []


@pytest.mark.parametrize("file", [file for file in SEEDS if "clean" not in file.name], ids=lambda file: file.name)
def test_a_damaged_article_shows_several_rules(file: Path) -> None:
    findings = linter().lint(Document(file.read_text(encoding="utf-8"), file.name)).findings
    assert len(findings) >= 4
    assert len({finding.code for finding in findings}) >= 3


def test_an_article_has_the_same_findings_in_each_layout() -> None:
    files = sorted((ROOT / "seeds" / "layouts").iterdir())
    found: dict[str, list[tuple[str, str]]] = {}
    for source in (Source(str(file), Settings()) for file in files):
        for document in documents_of(source):
            assert isinstance(document, Document)
            findings = linter().lint(document).findings
            found[Path(source.path).name] = [
                (finding.code, re.sub(r"[\s>]+", " ", finding.match)) for finding in findings
            ]
    assert len(found) == 8
    assert len(found["paragraphs.txt"]) == 7
    assert set(map(tuple, found.values())) == {tuple(found["paragraphs.txt"])}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_shown(family: str) -> None:
    rules = [loaded.rule for loaded in linter().rules if loaded.rule.family == family]
    if not any(rule.severity != "info" for rule in rules):
        pytest.skip("no rule of this family can fail a run")
    lines = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    assert any(line.split(": ", 1)[1].startswith(family) for line in lines)


if __name__ == "__main__":
    SNAPSHOT.write_text("".join(f"{line}\n" for line in found()), encoding="utf-8", newline="\n")
