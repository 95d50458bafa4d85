"""What LanguageTool finds stands at exact offsets in any text, once, however texts are sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from languagetool_samples import NO_VERB, RULES, SERVER, SLIP

from newslint import Document, Linter, lint_text, load_linter
from newslint.languagetool.pieces import SIZE
from newslint.linting.selftest import read_example
from newslint.text.document import MAX_UNIT


@pytest.fixture
def linter(tmp_path: Path, languagetool_url: str) -> Linter:
    house = tmp_path / "house.yaml"
    house.write_text(NO_VERB)
    return load_linter(["LT104", "LT107", "LT302", "ZZ901"], rules=[house], languagetool=languagetool_url)


def assert_found(linter: Linter, marked: str) -> None:
    """That just what is marked is found, at its offsets."""
    text, spans, _ = read_example(marked)
    expected = [(start, end, text[start:end]) for start, end in spans]
    assert [(finding.start, finding.end, finding.match) for finding in lint_text(text, linter=linter)] == expected


WRAPPED = (
    "The council met on the bridge, and it did so\nfor the third time this year, and then it met [[in\n"
    "Thursday]] to vote on the bridge and on the\nroad that leads to it from the town in the east\n"
    "of the country.\n\nThe train to the east of the country left for [[the\nUkraine]] at noon.\n"
)
FAMILY = "\U0001f469\U0001f3fd\u200d\U0001f469\u200d\U0001f467\u200d\u2764\ufe0f"
TEXTS = {
    "emoji before": "😀😀 The council met [[in Thursday]] to vote.",
    "emoji after": "The council met [[in Thursday]] to vote 😀😀.",
    "emoji between": "The council met [[in Thursday]] to 😀 vote. The train left for [[the Ukraine]] 😀 at noon.",
    "emoji inside": "[[The spokesman 😀 of the council 👍🏽 on Monday with the children.]] It met [[in Thursday]].",
    "joined emoji": f"{FAMILY} The council met {FAMILY} yesterday. The council met [[in Thursday]] to vote {FAMILY}.",
    "joined emoji inside": f"[[The spokesman of {FAMILY} the council on Monday.]] The council met [[in Thursday]].",
    "skin tones": "👍🏽👍🏿 The council met [[in Thursday]] to vote 👋🏻. The train left for [[the Ukraine]] 👋🏻.",
    "flags": "🇫🇷🇺🇦 The council met [[in Thursday]] to vote 🇫🇷. The train left for [[the Ukraine]] 🇺🇦 at noon.",
    "rare CJK": "\U00020000\U00020001 The council of \U00020000 met [[in Thursday]]: \U0002a6df.",
    "rare CJK inside": "[[The spokesman of the \U00020000 council on Monday.]] The council met [[in Thursday]].",
    "combining marks": "Cafe\u0301 Zu\u0308rich. The council met [[in Thursday]] to vote, n\u0303o\u0302.",
    "combining marks inside": "[[The mayor of Zu\u0308rich in the Cafe\u0301.]] The council met [[in Thursday]].",
    "CRLF": "It rained.\r\n\r\nThe council met [[in Thursday]] to vote 😀.\r\nThe train left for [[the Ukraine]].\r\n",
    "tabs": "\tThe council\t\tmet [[in\tThursday]] to vote.\n\t\tThe council met [[in Thursday]].",
    "wrapped": WRAPPED,
    "wrapped with CRLF": WRAPPED.replace("\n", "\r\n"),
    "wrapped with emoji": WRAPPED.replace("bridge", f"{FAMILY} 😀"),
    "no-break space": "The council\u00a0met [[in\u00a0Thursday]] to vote.",
    "soft hyphens": "The coun\u00adcil met [[in Thurs\u00adday]] to vote. The train left for [[the Ukraine]].",
    "marks of no width": "\ufeffThe coun\u200bcil\u200d met \u2060 here. The council met [[in Thursday]] to vote.",
    "line ends of other kinds": "It is\u2028here\u0085now\x0cthen\x0bthere\ragain. The council met [[in Thursday]].",
    "right to left": "\u202bעברית\u202c The council met [[in Thursday]] عربي to vote.",
    "markup": "<b>The</b> &amp; %20+ council met. The council met [[in Thursday]] to vote <br/>.",
    "lone surrogates": "\ud83d The council met. \udc00 The council met [[in Thursday]] to vote \ud83d\ud83d.",
    "lone surrogate inside": "[[The spokesman \ud83d of the council on Monday.]] The council met [[in Thursday]].",
    "replacement": "It is [[Spain'S]] longest 😀 bridge. \ufffd The council met [[in Thursday]].",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_finding_stands_at_the_offsets_of(name: str, linter: Linter) -> None:
    assert "[[" in TEXTS[name]
    assert_found(linter, TEXTS[name])


def test_lines_and_columns_count_code_points(linter: Linter) -> None:
    (finding,) = lint_text("It rained.\r\n\r\n😀 👍🏽: the council met in Thursday to vote.\r\n", linter=linter)
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (3, 23, 3, 34)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\t \u00a0\n\n\u2003", "\ufeff", "😀", "\ud83d"])
def test_a_text_without_words(text: str, linter: Linter) -> None:
    assert linter.lint(Document(text))[1:] == ([], [])


def test_every_slip_of_a_long_document_is_found_once(linter: Linter) -> None:
    said = "The town of {0} has a bridge over the river 😀 and a road along it. "
    slip = "The council of town {0} met [[in Thursday]] to vote.\n\n"
    marked = "".join((said * 8 + slip).format(number) for number in range(100))
    assert len(marked) > 2 * SIZE
    assert_found(linter, marked)


def test_every_slip_of_a_long_paragraph_is_found_once(linter: Linter) -> None:
    marked = "".join(f"In 😀 {number} the council of the town met [[in Thursday]] to vote. " for number in range(200))
    assert len(marked) > MAX_UNIT
    assert_found(linter, marked)


def test_documents_of_one_run_fare_as_each_alone(newslint, folder, languagetool_url: str) -> None:
    texts = ["She walked along the", "and sat down in the garden", "", "The board said", "its expects a profit (and"]
    texts += ["This is a", "a barn). “", "😀", "The council met", "in Thursday to vote", "met in Thursday", "\n \n"]
    texts += [f"{'The fair was good. ' * n}{SLIP}{'They saw the Ukraine. ' * (n % 3)}" for n in range(20)]
    folder({f"{number:02}.txt": text for number, text in enumerate(texts)})
    result = newslint(".", "--select", "LT", SERVER, languagetool_url, "--output-format", "jsonl")
    assert result.code == 1
    assert f"({len(texts)} files checked with {len(RULES)} rules)" in result.err
    linter = load_linter(["LT"], languagetool=languagetool_url)
    documents = [Document(text, f"./{number:02}.txt") for number, text in enumerate(texts)]
    ahead = [linted.findings for linted in linter.lint_all(documents)]
    alone = [lint_text(document.text, document.path, linter=linter) for document in documents]
    assert ahead == alone
    keys = ("path", "code", "line", "column", "message")
    expected = [tuple(getattr(finding, key) for key in keys) for findings in alone for finding in findings]
    assert [tuple(map(json.loads(line).get, keys)) for line in result.out.splitlines()] == expected
    assert {code for _, code, *_ in expected} >= {"LT104", "LT107"}
