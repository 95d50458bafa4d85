"""A mistake in a pack with a grammar of its own is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from languagetool_samples import SERVER

from newslint import PackError
from newslint.packs.reader import read_pack

OWN = """rules:
  - code: ZZ902
    name: own-grammar
    kind: languagetool
    grammar: own.xml
    ids: [OWN_RULE]
    message: "{remark}"
    why: it is one's own
    examples: {bad: ["[[a]]"], good: [b]}
"""
OWN_GRAMMAR = '<rules lang="en"><category id="OWN" name="own"><rule id="OWN_RULE" name="own"/></category></rules>'


def mistakes(tmp_path: Path, pack: str, grammar: str | None) -> str:
    (tmp_path / "lt").mkdir()
    (tmp_path / "mine.yaml").write_text(pack)
    if grammar is not None:
        (tmp_path / "own.xml").write_text(grammar)
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "mine.yaml")
    return str(caught.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize(
    ("change", "grammar", "expected"),
    [
        (("ids: [OWN_RULE]", ""), OWN_GRAMMAR, "mine.yaml:2:5: a rule of this kind names `ids` or `categories`"),
        (("ids: [OWN_RULE]", "ids: []"), OWN_GRAMMAR, "mine.yaml:2:5: a rule of this kind names `ids` or `categories`"),
        (("", ""), None, "own.xml:1:1: cannot be read: No such file or directory"),
        (("", ""), "", "own.xml:1:1: not XML: no element found"),
        (("", ""), '<rules>\n  <category id="A>\n</rules>', "own.xml:3:1: not XML: not well-formed"),
        (("", ""), "<rules>\n  <rule>&nbsp;</rule></rules>", "own.xml:2:9: not XML: undefined entity"),
        (("", ""), "<html/>", "own.xml:1:1: not a grammar of LanguageTool: <html>, not <rules>"),
        (("", ""), OWN_GRAMMAR.replace("OWN_", "ONE_"), "mine.yaml:2:5: `OWN_RULE` is not defined in own.xml"),
        (("ids: [OWN_RULE]", "categories: [OWN, TWO]"), OWN_GRAMMAR, "mine.yaml:2:5: `TWO` is not defined in own.xml"),
        (("own.xml", "lt"), "", "lt:1:1: cannot be read: a folder, not a file"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, change, grammar: str | None, expected: str) -> None:
    assert mistakes(tmp_path, OWN.replace(*change), grammar).startswith(expected)


def test_a_sound_grammar(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(OWN)
    (tmp_path / "own.xml").write_text(OWN_GRAMMAR)
    assert [loaded.rule.code for loaded in read_pack(tmp_path / "mine.yaml").rules] == ["ZZ902"]


def test_a_grammar_that_changes_is_read_anew(newslint, folder: Callable[..., Path]) -> None:
    listing = ("rules", "--rules", "mine.yaml", "--select", "ZZ", SERVER, "http://127.0.0.1:1")
    folder({"mine.yaml": OWN, "own.xml": OWN_GRAMMAR})
    assert newslint(*listing).code == 0
    folder({"own.xml": "<rules>"})
    result = newslint(*listing)
    assert (result.code, result.out) == (2, "")
    assert "own.xml:1:8: not XML: no element found" in result.err
