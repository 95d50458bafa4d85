"""The rules of LanguageTool are true to their examples, and so is each rule of the grammar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from languagetool_samples import NO_VERB, RULES, SERVER

from newslint import Document, lint_text, load_linter
from newslint.linting.selftest import failures
from newslint.packs.pack import find_rules

GRAMMAR = find_rules() / "languagetool" / "grammar.xml"


@pytest.mark.parametrize("loaded", RULES, ids=lambda loaded: loaded.rule.code)
def test_examples_hold(loaded, languagetool_url: str) -> None:
    assert [str(failure) for failure in failures([loaded], languagetool_url)] == []


def test_the_command_tests_them_where_they_are_on(newslint, languagetool_url: str) -> None:
    pack = str(find_rules() / "languagetool")
    result = newslint("test", pack, SERVER, languagetool_url)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith(f" examples of {len(RULES)} rules hold.\n")
    left = f"newslint: {len(RULES)} rules of LanguageTool not tested: add --languagetool\n"
    assert newslint("test", pack) == (2, "", f"0 of 0 examples of 0 rules hold.\n{left}")
    result = newslint("test")
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith(f" hold.\n{left}")


class Sentence(NamedTuple):
    id: str
    text: str
    spans: list[tuple[int, int]]


def sentences_of_the_grammar() -> Iterator[Sentence]:
    for owner in ElementTree.parse(GRAMMAR).getroot().iterfind("category/*"):
        for example in owner.iter("example"):
            marker = example.find("marker")
            start = len(example.text or "")
            spans = [] if marker is None else [(start, start + len("".join(marker.itertext())))]
            yield Sentence(owner.attrib["id"], "".join(example.itertext()), spans)


@pytest.mark.parametrize("example", list(sentences_of_the_grammar()), ids=lambda example: example.id)
def test_an_example_of_the_grammar_holds(example: Sentence, languagetool_url: str) -> None:
    from language_tool_python import LanguageTool  # noqa: PLC0415

    tool = LanguageTool("en-US", remote_server=languagetool_url)
    tool.enabled_rules, tool.enabled_rules_only = {example.id}, True
    found = tool.check(example.text)
    assert [(match.offset, match.offset + match.error_length) for match in found] == example.spans
    assert {match.rule_id for match in found} <= {example.id}


def test_each_rule_of_the_grammar_has_examples_and_is_run() -> None:
    rules = list(ElementTree.parse(GRAMMAR).getroot().iter("rule"))
    assert {rule.find("example/marker") is not None for rule in rules} == {True}
    assert {any(example.find("marker") is None for example in rule.iter("example")) for rule in rules} == {True}
    named = [name for loaded in RULES if loaded.rule.grammar for name in loaded.rule.ids]
    assert sorted(named) == sorted({example.id for example in sentences_of_the_grammar()})


ASTRAY = "The board said its expects a profit. The museum will begins to sell tickets. The council met in Thursday."


@pytest.mark.parametrize(
    ("left_out", "found"),
    [("[]", ["its expects", "will begins"]), ("[NEWSLINT_POSSESSIVE_VERB]", ["will begins"])],
)
def test_a_category_but_for_what_is_left_out(tmp_path: Path, languagetool_url: str, left_out: str, found) -> None:
    house = tmp_path / "house.yaml"
    house.write_text(NO_VERB.replace("ids: [NEWSLINT_NO_VERB]", f"categories: [NEWSLINT]\n    except: {left_out}"))
    linter = load_linter(["ZZ"], rules=[house], languagetool=languagetool_url)
    assert [finding.match for finding in lint_text(ASTRAY, linter=linter)] == found
    linter = load_linter(["ZZ", "LT104"], rules=[house], languagetool=languagetool_url)
    assert [finding.match for finding in lint_text(ASTRAY, linter=linter)] == [*found, "in Thursday"]


def test_a_document_may_pass_through_two_linters(languagetool_url: str) -> None:
    document = Document("The council met in Thursday. The train left for the Ukraine at noon.\n")
    for code, found in (("LT104", "in Thursday"), ("LT107", "the Ukraine"), ("LT104", "in Thursday")):
        linted = load_linter([code], languagetool=languagetool_url).lint(document)
        assert ([finding.match for finding in linted.findings], linted.errors) == ([found], [])
