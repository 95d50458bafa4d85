"""LanguageTool's rules on a real server: switched on, true to their examples, at exact offsets in any text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from newslint import Document, Linter, PackError, SettingsError, lint_text, load_linter
from newslint.document import MAX_UNIT
from newslint.kinds.languagetool import LanguageToolRule
from newslint.languagetool.pieces import SIZE
from newslint.library import load_packs
from newslint.pack import find_rules, settle
from newslint.reader import read_pack
from newslint.selftest import failures, read_example

SLIP = "The council met in Thursday to vote.\n"
FOUND = "a.txt:1:17: LT104 The correct preposition in this context is “on”. (IN_WEEKDAY)\n"
SERVER, CONCISE = "--languagetool-server", ("--output-format", "concise", "-q")
GRAMMAR = find_rules() / "languagetool" / "grammar.xml"
RULES = [loaded for loaded in settle(load_packs())[0] if isinstance(loaded.rule, LanguageToolRule)]
NO_VERB = """rules:
  - code: ZZ901
    name: own-no-verb
    kind: languagetool
    ids: [NEWSLINT_NO_VERB]
    message: "{remark}"
    why: it is found whatever the sentence holds
    examples: {bad: ["[[A year.]]"], good: [It was.]}
"""


# The switch.


def test_it_is_off_and_not_imported_by_default(newslint, folder, languagetool_url: str) -> None:
    folder({"a.txt": SLIP})
    result = newslint("a.txt", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert (result.code, result.out) == (0, "")
    assert "Nothing found (1 file checked with " in result.err
    for module in ("language_tool_python", "newslint.languagetool.asker", "newslint.languagetool.client", "requests"):
        assert f" {module}\n" not in result.err
    result = newslint("a.txt", SERVER, languagetool_url, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert " language_tool_python\n" in result.err


@pytest.mark.parametrize("selector", ["LT", "LT104", "preposition-of-time"])
def test_its_rules_cannot_be_selected_while_it_is_off(newslint, folder, selector: str) -> None:
    folder({"a.txt": SLIP})
    expected = f"newslint: error: `{selector}` names rules of LanguageTool, which is off: add --languagetool\n"
    assert newslint("a.txt", "--select", selector) == (2, "", expected)
    assert newslint("a.txt", "--select", selector, SERVER, "http://127.0.0.1:1", "--no-languagetool").err == expected
    with pytest.raises(SettingsError, match=f"`{selector}` names rules of LanguageTool, which is off"):
        load_linter([selector])


def test_a_server_named_by_its_url(newslint, folder, languagetool_url: str) -> None:
    folder({"a.txt": SLIP})
    result = newslint("a.txt", SERVER, languagetool_url, "--output-format", "concise")
    assert (result.code, result.out) == (1, FOUND)
    assert result.err.startswith("Found 1 warning (1 file checked with ")
    record = json.loads(newslint("a.txt", SERVER, languagetool_url, "--output-format", "jsonl").out)
    assert (record["code"], record["severity"], record["match"]) == ("LT104", "warning", "in Thursday")
    assert (record["line"], record["column"], record["end_column"]) == (1, 17, 28)
    assert (record["suggestion"], record["fix"]) == ("on Thursday", None)


def test_standard_input(newslint, languagetool_url: str) -> None:
    result = newslint("-", SERVER, languagetool_url, *CONCISE, stdin=SLIP.encode())
    assert result == (1, FOUND.replace("a.txt", "-"), "")


def test_settings_switch_it_on_and_the_command_line_off(newslint, folder, languagetool_url: str) -> None:
    folder({"a.txt": SLIP, "newslint.toml": f"languagetool = '{languagetool_url}'\n"})
    assert newslint("a.txt", *CONCISE) == (1, FOUND, "")
    assert newslint("a.txt", *CONCISE, "--no-languagetool") == (0, "", "")
    assert newslint("a.txt", *CONCISE, "--no-languagetool", SERVER, languagetool_url) == (0, "", "")
    assert newslint("a.txt", *CONCISE, "--isolated") == (0, "", "")


def test_switching_on_what_settings_place_leaves_it_there(newslint, folder, tmp_path: Path, languagetool_url) -> None:
    folder({"a.txt": SLIP, "newslint.toml": f"languagetool = '{languagetool_url}'\n"})
    result = newslint("a.txt", *CONCISE, "--languagetool", env={"LTP_JAR_DIR_PATH": str(tmp_path)})
    assert result == (1, FOUND, "")


def test_it_is_off_for_the_folders_whose_settings_say_so(newslint, folder, languagetool_url: str) -> None:
    on = f"languagetool = '{languagetool_url}'\n"
    folder({"a.txt": SLIP, "newslint.toml": on, "sub/a.txt": SLIP, "sub/newslint.toml": "", "z.txt": SLIP})
    assert newslint(".", *CONCISE).out == f"./{FOUND}./{FOUND.replace('a.txt', 'z.txt')}"


@pytest.mark.parametrize("where", ["lt", "lt/libs/*", "/lt", "localhost:8081"])
def test_settings_name_no_programs(newslint, folder, tmp_path: Path, where: str) -> None:
    folder({"a.txt": SLIP, "lt/languagetool.jar": "", "newslint.toml": f"preview = false\nlanguagetool = '{where}'\n"})
    expected = f"newslint: error: {tmp_path}/newslint.toml:2: `languagetool`: `{where}` is no URL; a folder or a class"
    result = newslint("a.txt")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(expected)
    assert result.err.count("\n") == 1
    assert newslint("a.txt", "--isolated").code == 0


def test_language_tool_python_is_missing(folder) -> None:
    code = "import sys; sys.modules['language_tool_python'] = None; from newslint.cli import main; main()"
    command = [sys.executable, "-c", code, "a.txt", SERVER, "http://127.0.0.1:1"]
    done = subprocess.run(command, cwd=folder({"a.txt": SLIP}), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"newslint: error: LanguageTool needs an extra: pip install 'newslint[languagetool]'\n"


# The rules.


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


# Texts.


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
    assert linter.lint(Document(text)) == ([], [])


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
    ahead = [linted.findings for _, linted in linter.lint_all(documents)]
    alone = [lint_text(document.text, document.path, linter=linter) for document in documents]
    assert ahead == alone
    keys = ("path", "code", "line", "column", "message")
    expected = [tuple(getattr(finding, key) for key in keys) for findings in alone for finding in findings]
    assert [tuple(map(json.loads(line).get, keys)) for line in result.out.splitlines()] == expected
    assert {code for _, code, *_ in expected} >= {"LT104", "LT107"}


# Mistakes in a pack.

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
        (("own.xml", "lt"), "", "lt:1:1: cannot be read: Is a directory"),
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
