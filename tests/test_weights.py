"""kind: weights. What a document is made of, weighed by a table, with what rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint import PackError
from newslint.linting.finding import Finding, Region
from newslint.linting.linter import Linter
from newslint.packs.reader import read_pack
from newslint.text.document import Document
from newslint.text.grams import Tokens
from newslint.text.stretches import stretches

TABLE = "gram\tweight\n(bias)\t-1\nthe\t0\nof\t0\nof the\t4\nup\t-2\nN\t0\nW\t0\nW-ed\t0\n.\t0\n"
PACK = """
pack: house
families: {HS: house style}
rules:
  - code: HS102
    name: of-the
    kind: weights
    table: small.tsv
    words: 6
    known: 0.3
    EXTRA
    message: '{signs}'
    why: Those who were translated say it twice.
    examples:
      bad: ["[[The end of the rope of the ship of the line.]]"]
      good: ["The boat was up."]
  - code: HS101
    name: rope
    kind: phrase
    phrases: [rope]
    message: a rope
    why: Ropes are bad luck on a stage.
    examples: {bad: ["a [[rope]]"], good: [a ship]}
"""


def findings(tmp_path: Path, text: str, extra: str = "above: 0", table: str = TABLE) -> list[Finding]:
    (tmp_path / "small.tsv").write_text(table, encoding="utf-8")
    path = tmp_path / "house.yaml"
    path.write_text(PACK.replace("EXTRA", extra), encoding="utf-8")
    linted = Linter(read_pack(path).rules).lint(Document(text))
    assert linted.errors == []
    return [finding for finding in linted.findings if finding.code == "HS102"]


def test_tokens_are_listed_words_shapes_and_marks() -> None:
    text = "The Mayor of Old Torsay hasn’t walked, “quickly” up the 4th pier’s 12 landings (again)! Yesterday."
    assert Tokens({"the", "of", "up", "hasn't"}).of(text) == (
        ["the", "N", "of", "N", "hasn't", "W-ed", ",", "W-ly", "up", "the", "W-s", "W-s", "W", "!", "N", "."]
    )


def test_layout_and_quotation_marks_change_no_token() -> None:
    tokens = Tokens({"the", "said"})
    assert (
        tokens.of('"The sea," he said.')
        == tokens.of("“The\nsea,”\r\n  he said .")
        == ["the", "W", ",", "W", "said", "."]
    )


def test_names_that_follow_each_other_are_one() -> None:
    tokens = Tokens({"of"})
    assert tokens.of("John Ross Munro of Fort Ellis") == ["N", "of", "N"]
    assert tokens.placed("John Ross of Fort") == [("N", 0, 9), ("of", 10, 12), ("N", 13, 17)]


def test_a_score_is_the_sum_of_weighed_logarithms_over_their_length(tmp_path: Path) -> None:
    # the 2, of 1, N 1, W 3, W-ed 1, . 1, "of the" 1: squared logarithms of one more sum to 5.531; 4 ln 2 / 2.352 - 1
    text = "The boy of the house walked home. Torsay"
    assert findings(tmp_path, text, "above: 0.178") != []
    assert findings(tmp_path, text, "above: 0.180") == []


def test_the_first_sentence_is_marked_and_the_heaviest_are_pointed_at(tmp_path: Path) -> None:
    text = "A boat went up.\nThe end of the line of the boat. The sea, to the pier of the town."
    (found,) = findings(tmp_path, text, "above: 0")
    assert (found.line, found.column, found.match) == (1, 1, "A boat went up.")
    assert found.related == (Region(2, 1, 2, 33), Region(2, 34, 2, 67))
    assert found.message == "its small words, such as “of the”"


def test_short_texts_are_not_judged(tmp_path: Path) -> None:
    assert findings(tmp_path, "End of the rope.") == []
    assert findings(tmp_path, "End of the rope of the ship.") != []


def test_a_line_that_is_repeated_counts_once(tmp_path: Path) -> None:
    assert findings(tmp_path, "End of the rope.\n" * 3) == []
    lines = "End of the rope of the ship.\nUp the pier of the town.\n"
    found = {
        times: [bool(findings(tmp_path, lines * times, f"above: {n / 10}")) for n in range(20)] for times in (1, 5)
    }
    assert found[1] == found[5]
    assert set(found[1]) == {True, False}
    assert findings(tmp_path, "End of the rope.\n" * 9, "above: -2\n    stretch: 20") == []


def test_texts_of_too_few_listed_words_are_not_judged(tmp_path: Path) -> None:
    assert findings(tmp_path, "End of the rope of the ship.") != []
    assert findings(tmp_path, "End of the rope of the ship, dass wir uns heute sehen wollen, wenn nicht morgen.") == []


def test_codes_that_other_rules_found_are_weighed_in_whatever_their_order(tmp_path: Path) -> None:
    extra = "above: 2\n    evidence: {HS: 0.5, HS101: 9}"
    assert findings(tmp_path, "End of the line of the ship.", extra) == []
    (found,) = findings(tmp_path, "End of the rope of the ship.", extra)
    assert found.message == "what HS101 found; and by its small words, such as “of the”"
    assert findings(tmp_path, "End of the rope of the ship.", "above: 2\n    evidence: {HS: 0.5, HS2: 9}") == []


def test_small_words_that_speak_against_it_are_not_named(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "The rope was up in the air. Up, up.", "above: 0\n    evidence: {HS: 9}")
    assert (found.message, found.related) == ("what HS101 found", ())


def test_a_rule_yields_to_others(tmp_path: Path) -> None:
    extra = "above: 0\n    yields: [HS101]"
    assert findings(tmp_path, "End of the line of the ship.", extra) != []
    assert findings(tmp_path, "End of the rope of the ship.", extra) == []


def test_a_stretch_is_judged_in_the_place_of_the_document(tmp_path: Path) -> None:
    text = "The boat was up, up, up and up.\nEnd of the line of the ship of the town.\nThe sea was up and up and up."
    assert findings(tmp_path, text, "above: 0.5") == []
    (found,) = findings(tmp_path, text, "above: 0.5\n    stretch: 8")
    assert (found.line, found.match) == (2, "End of the line of the ship of the town.")
    assert (found.message, found.related) == ("its small words, such as “of the”", (Region(2, 1, 2, 41),))
    assert findings(tmp_path, text, "above: 0.5\n    stretch: 8\n    yields: [HS101]") != []
    assert findings(tmp_path, text + " A rope.", "above: 0.5\n    stretch: 8\n    yields: [HS101]") == []
    assert findings(tmp_path, "End of the line of the ship.", "above: 0.5\n    stretch: 8") == []


def test_stretches_are_long_enough_and_begin_a_third_behind_each_other() -> None:
    assert list(stretches([5, 5, 5, 5, 9], 10)) == [(0, 2), (1, 3), (2, 4), (3, 5)]
    assert list(stretches([2, 2, 2, 2, 30, 1], 6)) == [(0, 3), (1, 4), (2, 5), (3, 5), (4, 5)]
    assert list(stretches([3, 3], 7)) == list(stretches([], 7)) == []


@pytest.mark.parametrize(
    ("extra", "complaint"),
    [
        ("evidence: {HS: 1}", "above"),
        ("above: 0\n    scope: line", "document"),
        ("above: 0\n    stretch: 5", "at least `words` words"),
        ("above: 0\n    stretch: 9\n    evidence: {HS: 1}", "without `evidence`"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, extra: str, complaint: str) -> None:
    with pytest.raises(PackError, match=complaint):
        findings(tmp_path, "", extra)


def test_a_table_without_weights_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(PACK.replace("EXTRA", "above: 0"), encoding="utf-8")
    (tmp_path / "small.tsv").write_text("gram\tvalue\nof the\t1\n", encoding="utf-8")
    with pytest.raises(PackError, match="lacks the column `weight`"):
        read_pack(tmp_path / "house.yaml")


def test_a_first_look_spares_documents_that_no_rule_found_anything_in(tmp_path: Path) -> None:
    cells = {"gram": "first", "(bias)": "-50", "of": "300"}
    rows = [(line, line.split("\t")[0]) for line in TABLE.splitlines()]
    table = "\n".join(f"{line}\t{cells.get(gram, '')}" for line, gram in rows)
    assert findings(tmp_path, "End of the rope of the ship.", table=table) != []
    assert (
        findings(tmp_path, "The end of the line, we, we, we, we, we and we, up and up.", "above: -2", table=table) == []
    )
    text = "The end of the rope, we, we, we, we, we and we, up and up."
    assert findings(tmp_path, text, "above: -2", table=table) == []
    assert findings(tmp_path, text, "above: -2\n    evidence: {HS: 1}", table=table) != []
