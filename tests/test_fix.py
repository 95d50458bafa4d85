"""Fixes from Python: what is mended stays mended, and what a person wrote stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from newslint import Document, Mended, fix_text, lint_text, load_linter
from newslint.linting.linter import Linter
from newslint.linting.mending import can_fix
from newslint.linting.selftest import examples, read_example
from newslint.packs.library import Library
from newslint.rule.declaration import LoadedRule
from newslint.settings.keys import Settings

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
FIXABLE = [loaded for loaded in Library().select(Settings()) if loaded.rule.fix is not None]
LINTER = load_linter()


def left(mended: Mended, path: str, *, unsafe: bool, linter: Linter = LINTER) -> list[str]:
    """The rules that would still fix something."""
    findings = lint_text(mended.text, path, linter=linter)
    assert findings == mended.findings
    return [finding.code for finding in findings if can_fix(finding, unsafe=unsafe)]


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.stem)
def test_a_fixed_seed_has_none_of_the_fixed_findings(file: Path, unsafe: bool) -> None:
    mended = fix_text(file.read_text(encoding="utf-8"), file.name, linter=LINTER, unsafe=unsafe)
    assert left(mended, file.name, unsafe=unsafe) == []
    assert fix_text(mended.text, file.name, linter=LINTER, unsafe=unsafe).text == mended.text


@pytest.mark.parametrize("loaded", FIXABLE, ids=lambda loaded: loaded.rule.code)
def test_a_fixed_example_has_none_of_the_fixed_findings(loaded: LoadedRule) -> None:
    linter = Linter([loaded])
    for name, example in examples(loaded):
        if name.startswith("bad"):
            text = read_example(example).text
            for path in ("a.txt", "a.md", "a.html"):
                mended = fix_text(text, path, linter=linter, unsafe=True)
                assert left(mended, path, unsafe=True, linter=linter) == [], (name, path)


def test_safe_is_no_deletion_of_what_a_person_may_have_written() -> None:
    signatures = {"BP181", "BP182", "BP187", "BP188", "BP190", "BP191", "BP192", "BP193"}
    safe = {loaded.rule.code: loaded.rule for loaded in FIXABLE if loaded.rule.fix and not loaded.rule.fix.unsafe}
    assert signatures & set(safe) == set()
    deleting = {code for code, rule in safe.items() if rule.fix and rule.fix.delete and rule.severity == "info"}
    assert deleting == {"ENC110"}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("The council met.\n\nLeave a Reply\n", "The council met.\n"),
        ("Leave a Reply\n\nThe council met.", "The council met."),
        ("It rained.\n\nLeave a Reply\n\nThe council met.\n", "It rained.\n\nThe council met.\n"),
        ("It rained.\r\nLeave a Reply\r\nThe council met.\r\n", "It rained.\r\nThe council met.\r\n"),
        ("It rained in the the north, donâ€™t you know.\n", "It rained in the north, don’t you know.\n"),
        ("The road budget () was approved ().\n", "The road budget was approved.\n"),
        ("Leave a Reply", ""),
    ],
)
def test_what_is_deleted_leaves_no_hole(text: str, fixed: str) -> None:
    assert fix_text(text, linter=LINTER).text == fixed


def test_fixes_that_need_each_other_come_in_rounds() -> None:
    mended = fix_text("The mayor donÃ¢â‚¬â„¢t agree with the the plan.\n", linter=LINTER)
    assert mended.text == "The mayor don’t agree with the plan.\n"
    assert [finding.code for finding in mended.findings] == []


PACK = r"""rules:
  - code: ZZ201
    name: back-and-forth
    kind: pattern
    pattern: 'colou?r'
    suggest: [paint]
    message: '{match}'
    why: Its fix is found again.
    fix: {replace: 'colour color'}
    examples: {bad: ["[[color]]"], good: [paint]}
  - code: ZZ202
    name: whole-line
    kind: phrase
    phrases: [click below]
    message: '{match}'
    why: A line of which it is a part is somebody's.
    fix: {delete: line}
    examples: {bad: ["[[Click below]]"], good: [paint]}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    file = tmp_path_factory.mktemp("house") / "house.yaml"
    file.write_text(PACK, encoding="utf-8")
    return load_linter(["ZZ"], rules=[file])


def test_a_fix_without_end_is_left_out(house: Linter) -> None:
    mended = fix_text("The color of it.\n\nClick below\n", linter=house)
    assert mended.text == "The color of it.\n"
    assert [finding.code for finding in mended.fixed] == ["ZZ202"]
    assert [finding.code for finding in mended.findings] == ["ZZ201"]


def test_a_line_that_says_more_is_deleted_only_on_demand(house: Linter) -> None:
    text = "The mayor wrote to all of us, click below for it.\n\nIt rained.\n"
    assert fix_text(text, linter=house).text == text
    assert fix_text(text, linter=house, unsafe=True).text == "It rained.\n"


def test_a_line_shared_by_paragraphs_is_left(house: Linter) -> None:
    sentence = "The council of the town met on Monday and agreed to mend the bridge. "
    text = sentence * 12 + "Click below"
    document = Document(text)
    assert document.layout.lines == "one line"
    (finding,) = house.lint(document).findings
    assert finding.fix is None or not finding.fix.safe


QUOTED = "> north, in the south, in\n> the west and all along\n> the coast of the sea.\n"


@pytest.mark.parametrize(
    ("path", "text", "fixed"),
    [
        ("a.md", "# Rain\n\n- Leave a Reply\n- Rain in *all* the the east.\n", "# Rain\n\n- Rain in *all* the east.\n"),
        ("a.md", "It rained in *the* the north.\n", "It rained in *the* the north.\n"),
        ("a.html", "<p>Leave a Reply</p><p>Rain &amp; the the sun.</p>", "<p></p><p>Rain &amp; the sun.</p>"),
        ("a.html", "<p>It rained in the <b>the</b> north.</p>", "<p>It rained in the <b>the</b> north.</p>"),
        ("a.txt", f"> It rained in the the\n{QUOTED}", f"> It rained in the\n{QUOTED}"),
    ],
)  # fmt: skip
def test_markup_is_fixed_only_word_for_word(path: str, text: str, fixed: str) -> None:
    assert fix_text(text, path, linter=LINTER).text == fixed
