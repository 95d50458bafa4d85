"""What is looked for in place of a regex never hides a match."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
import regex

from newslint import cache, load_linter
from newslint.kinds.pattern import PatternMatcher
from newslint.linting.candidates import Finder
from newslint.packs.plan import plan
from newslint.rule.declaration import Scope
from newslint.scan import database, hyper, plain
from newslint.scan.alphabet import encode
from newslint.scan.buffers import SHORT, views
from newslint.scan.database import Scan
from newslint.scan.engine import Engine
from newslint.text.document import Document

ENGINES = {
    module.__name__.rpartition(".")[2]: Engine(module.NAME, module.compiled, module.taken) for module in (hyper, plain)
}
PIECES = [
    "a",
    "b",
    "é",
    " ",
    "[ab]",
    "[^a]",
    r"\w",
    r"\W",
    ".",
    "(?:a|bc)",
    "(?:a|)",
    r"\b",
    "(?=a)",
    "(?!b)",
    "(?<=a)",
    "(?<! )",
    "ab cb",
    "[жя]",
    "(?:中|жa)",
]
REPEATS = ["", "", "", "*", "+", "?", "{2}", "{1,12}", "*?", "++"]
LETTERS = "aab bcé ’.1Aж中"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scan with Hyperscan, and with the regex package alone."""
    monkeypatch.setattr(database, "ENGINE", ENGINES[request.param])


def random_regex(dice: random.Random) -> str:
    pieces = (dice.choice(PIECES) for _ in range(dice.randint(1, 6)))
    body = "".join(
        f"{piece}{dice.choice(REPEATS) if piece[-1] != 'b' and '?' not in piece[:2] else ''}" for piece in pieces
    )
    return f"{dice.choice(['', '', '^', '(?i)'])}{body}{dice.choice(['', '', '$'])}"


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("scope", ["line", "sentence", "paragraph", "document"])
def test_random_regexes_are_found_wherever_they_match(scope: Scope) -> None:
    dice = random.Random(scope)
    patterns = [(pattern, {}) for pattern in (random_regex(dice) for _ in range(400)) if _compiles(pattern)]
    matcher = PatternMatcher(patterns, scope)
    finder = Finder([matcher])
    assert len(patterns) > 300
    for _ in range(25):
        text = "\n".join("".join(dice.choices(LETTERS, k=dice.randint(0, 30))) for _ in range(4))
        document = Document(text)
        (found,) = finder.find([document])
        got = {(place, start, end) for place, start, end in found.get(0, [])}
        for place, (pattern, _) in enumerate(patterns):
            for span in document.units(scope):
                if regex.search(pattern, document.slice(span)):
                    assert (place, *span) in got, (pattern, document.slice(span))


def _compiles(pattern: str) -> bool:
    try:
        return regex.compile(pattern) is not None
    except regex.error:
        return False


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "pattern",
    [
        r"x*",
        r"\p{Lu}(?|a|b)",
        "a|",
        "[[:upper:]]x",
        "(?:one){e<=1}",
        r"\\{2i+1d<=3}",
        "(?:" + "|".join(f"{n}words" for n in range(4000)) + ")",
    ],
)
def test_a_regex_that_no_scan_finds_is_asked_everywhere(pattern: str) -> None:
    document = Document("one\n\ntwo\n")
    (found,) = Finder([PatternMatcher([(pattern, {})], "line")]).find([document])
    assert {at: list(hits) for at, hits in found.items()} == {0: [(0, 0, 3), (0, 5, 8)]}


def test_a_regex_for_short_lines_is_sought_in_these_alone() -> None:
    fits, wider = (
        PatternMatcher([(f"^x{{1,{SHORT}}}$", {})], "line"),
        PatternMatcher([(f"^x{{1,{SHORT + 1}}}$", {})], "line"),
    )
    assert (fits.sought[0].where, wider.sought[0].where) == ("short line", "line")
    text = "x" * SHORT + "\n" + "x" * (SHORT + 1) + "\nyx\nx\n"
    assert list(map(len, _units(fits, text))) == [SHORT, 1]


def test_a_matcher_looks_everywhere_where_nothing_tells_where() -> None:
    matchers = [PatternMatcher([(pattern, {})], "line") for pattern in (r"\L<words>", "word")]
    assert plan(matchers).everywhere() == {0}


def _units(matcher: PatternMatcher, text: str) -> list[str]:
    (found,) = Finder([matcher]).find([Document(text)])
    return [text[start:end] for _, start, end in found.get(0, [])]


@pytest.mark.usefixtures("engine")
def test_units_of_each_scope() -> None:
    text = "He left the king. The king’s visit ended.\nThe king stayed in the palace, and \nthe end was near.\n"
    for scope, units in (
        ("line", ["He left the king. The king’s visit ended.", "The king stayed in the palace, and"]),
        ("sentence", ["He left the king.", "The king’s visit ended.", "The king stayed in the palace, and"]),
        ("document", [text]),
    ):
        assert _units(PatternMatcher([(r"[Tt]he king", {})], scope), text) == units


@pytest.mark.usefixtures("engine")
def test_a_line_wrap_reads_as_a_space() -> None:
    first = "The harbour was closed by the\nking of the island, who had come by\nthe first boat."
    second = "The boat was the\nking of boats."
    for scope, units in (("line", [f"{first} {second}"]), ("sentence", [first, second])):
        assert _units(PatternMatcher([(r"the king", {})], scope), f"{first} {second}\n") == units


@pytest.mark.usefixtures("engine")
def test_characters_that_no_byte_tells_from_others_are_looked_for_themselves() -> None:
    word, boxes = PatternMatcher([("п[─-╿]", {})], "line"), PatternMatcher([("[鈥檚]{2}", {})], "document")
    assert _units(word, "пять\nп┌п╬\n┌ a box\nв порту п\n") == ["п┌п╬"]
    assert [_units(boxes, text) for text in ("中文和一个字", "it鈥檚 中")] == [[], ["it鈥檚 中"]]


@pytest.mark.parametrize("text", ["plain", "“é” – … €", "Ωμέγα 中文 ٣\u2009\u200b\ud800", "\x00\x85\x81\xa0"])
def test_a_byte_for_each_code_point(text: str) -> None:
    assert len(encode(text)) == len(text)


def test_what_bytes_stand_for() -> None:
    assert encode("aé中٣_") == b"a____"
    assert encode("“’—…€»") == "“’—…€»".encode("cp1252")
    assert encode("\u2009\u3000\xa0") == b"\xa0\xa0\xa0"
    assert encode("→☺\ufffd") == b"\x7f\x7f\x7f"


def test_short_lines_have_a_view_of_their_own() -> None:
    (view,) = views([Document(f"menu\n{'x' * (SHORT + 1)}\n  home  ")], "short line")
    assert (view.data, view.places) == (b"\nmenu\nhome\n\n", [[(0, 0, 4)], [(0, SHORT + 7, SHORT + 11)]])


def test_short_lines_in_a_row_have_a_view_of_their_own() -> None:
    menu, long = "a\nb\n\nc\nd\n", "x" * (SHORT + 1)
    assert views([Document(f"{menu}{long}\n{menu}")], "row") == []
    for text, lines in (
        (f"{menu}e\n{long}\nf", "abcde"),
        (f"{menu}{long}\n{menu}e", "abcde"),
        (f"{menu}{menu}", "abcdabcd"),
    ):
        (view,) = views([Document(text)], "row")
        assert "".join(text[start:end] for _, start, end in sorted(chain(*view.places))) == lines


@pytest.mark.usefixtures("engine")
def test_what_ends_a_line_is_told_of_that_line_alone() -> None:
    """It is looked for with the line end behind it."""
    document = Document("of a\nb a\nc\nd of a")
    (candidates,) = Finder([PatternMatcher([("of [a-z]$", {})], "line")]).find([document])
    assert list(candidates[0]) == [(0, *document.lines[0]), (0, *document.lines[3])]


@pytest.mark.usefixtures("engine")
def test_lines_that_are_alike_are_looked_at_once() -> None:
    document = Document("x\ny\n" * 1000)
    (view,) = views([document], "line")
    assert view.data == b"\nx\ny\n\n"
    assert list(map(len, view.places)) == [1000, 1000]
    (candidates,) = Finder([PatternMatcher([("y", {})], "line")]).find([document])
    assert list(candidates[0]) == [(0, *span) for span in document.lines[1::2]]


@pytest.mark.usefixtures("engine")
def test_a_database_is_kept_and_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    monkeypatch.setattr(database, "_FEW", 0)
    sought: Sequence[tuple[bytes | None, database.Owner]] = [(b"x*", (0, 0, "line")), (b"xy", (0, 1, "line"))]
    first = Scan.of(sought)
    first.compile()
    (file,) = tmp_path.glob("*.kept")
    kept = file.read_bytes()

    def compile_again(*_: object) -> None:
        raise AssertionError("the cache was not used")

    engine = database.ENGINE
    monkeypatch.setattr(database, "ENGINE", engine._replace(compiled=compile_again))
    again = Scan.of(sought)
    assert (again.everywhere, again.find(b"xy")) == (first.everywhere, first.find(b"xy"))
    assert (again.everywhere, again.find(b"xy")[-1]) == ([(0, 0, "line")], (0, 2))
    monkeypatch.setattr(database, "ENGINE", engine)
    for damaged in (b"", kept[: len(kept) // 2], kept.replace(b"xy", b"zz"), kept[:-40] + bytes(40)):
        file.write_bytes(damaged)
        assert Scan.of(sought).find(b"xy")[-1] == (0, 2)


def test_what_is_looked_for_is_compiled_when_a_document_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[int] = []
    monkeypatch.setattr("newslint.linting.linter.Finder", lambda matchers, *_: compiled.append(len(matchers)))
    linter = load_linter(select=["RP102", "BP101"])
    assert compiled == []
    linter.compile()
    assert compiled == [2]
