"""Time: all regexes of a document share one limit, and counting a text needs no regex."""

from __future__ import annotations

import time
from pathlib import Path

from cli_samples import HOUSE, SLOW

from newslint import Document, load_linter
from newslint.kinds import pattern
from newslint.linting.selftest import failures
from newslint.packs.reader import read_pack


def test_rules_share_the_time_of_a_document(folder, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(pattern, "TIME_LIMIT", 0.2)
    monkeypatch.setattr(pattern, "RUN_LIMIT", 0.5)
    rule = SLOW.removeprefix("rules:\n")
    bad = [rule.replace("ZZ101", f"ZZ{at}").replace("runs-away", f"runs-away-{at}") for at in range(101, 131)]
    folder({"slow.yaml": "rules:\n" + "".join(bad)})
    linter = load_linter("ZZ", rules=tmp_path / "slow.yaml")
    begun = time.thread_time()
    linted = linter.lint(Document("x" * 60 + " end\n"))
    assert time.thread_time() - begun < 3
    (error,) = linted.errors
    assert str(error).startswith("<text>: rule ZZ101 failed: a regex ran over its time limit; simplify it (not run to ")
    assert str(error).endswith("ZZ102, ZZ103, ZZ104, ZZ105, ZZ106 and 24 more)")


def test_at_most(folder, tmp_path: Path) -> None:
    when = "    when: {document: {at-least: {b: 1}, at-most: {a: 2, '}': 0}}}\n"
    examples = "examples: {bad: ['[[x]] a b a'], good: ['x a b a a', 'x a', 'x a b }']}"
    text = HOUSE.replace("    message", f"{when}    message").replace("caption goes here]", "x]")
    text = text[: text.index("examples:")] + examples + "\n"
    folder({"p.yaml": text})
    assert [str(failure) for failure in failures(read_pack(tmp_path / "p.yaml").rules)] == []
