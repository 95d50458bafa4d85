"""Texts that ask for work: it grows with the text, whatever stands there. `bench/adversarial.py` makes many more."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from string import ascii_lowercase

import pytest
import regex

from newslint import Document, Linter, load_linter
from newslint.encodings.hidden import invisible
from newslint.kinds import run, weights
from newslint.linting import overlaps
from newslint.text import html, layout

SIZE = 32 * 1024


@cache
def linter() -> Linter:
    return load_linter()


def hostile(unit: str) -> Document:
    return Document((unit * SIZE)[:SIZE])


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[None]:
    """A list that grows with each call of a function."""
    calls: list[None] = []
    function: Callable[..., object] = getattr(module, name)

    def counting(*args: object) -> object:
        calls.append(None)
        return function(*args)

    monkeypatch.setattr(module, name, counting)
    return calls


ONE_WORD = "".join(Random(1).choices(ascii_lowercase, k=SIZE))
BLANK = "They left late last autumn. has been seen." + "\n" * SIZE


@pytest.mark.parametrize("unit", ["a: ", ONE_WORD, BLANK], ids=["single letters", "one word", "blank lines"])
def test_no_regex_runs_out_of_time(unit: str) -> None:
    assert linter().lint(hostile(unit)).errors == []


def test_comments_before_what_is_no_page() -> None:
    found = regex.match(layout._PAGE.pattern, "<!-- a -->\n" * 40, timeout=2)  # the program's own has no limit
    assert found is None


@pytest.mark.parametrize("unit", ['<a href="', "</a", "<!--", "<![CDATA[", "<![x", '<a b="\n'])
def test_markup_that_nothing_ends_is_text(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    """The parser would look for its end from each to the end of the page, and past all limits of time."""
    calls = counted(monkeypatch, html._Reader, "parse_starttag")
    text, _ = html.read_page(f"<p>A page.</p>{unit * 500}")
    assert text.rstrip() == f"A page.\n{' '.join((unit * 500).split())}"
    assert len(calls) == 1


def test_marked_sections_of_any_name_are_no_text() -> None:
    page = "<p>One <![if !IE]>and<![endif]--> two<![CDATA[ <p>none]]> <![foo[ x ]]>three.</p><![ "
    text, _ = html.read_page(page)
    assert text.rstrip() == "One and two three.\n<!["


def test_stretches_are_cut_out_of_the_lines_near_them(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, Document, "slice")
    line = "The council met on Monday and voted for the bridge.\n"
    document = Document(line * 2_000)
    assert weights._once(document, document.lines[1_000]) == line.strip()
    assert len(calls) == 1


def test_findings_upon_each_other_are_compared_with_those_near(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, overlaps, "_same_fault")
    assert len(linter().lint(hostile("aasÕ ")).findings) > 6_000
    assert len(calls) < SIZE * 4


def test_short_lines_that_are_alike_are_matched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, run, "_fits")
    linter().lint(hostile("_\n"))
    assert 0 < len(calls) < 50


def test_invisible_characters_within_words_and_elsewhere() -> None:
    """Those of a line that holds many within words are one finding of another rule."""
    line = "a\u200bb c\u200bd e\u200bf \u200b"
    found = list(invisible(f"{line}\n\u200b x\n{line}\n\u200b"))
    assert [start for start, _, _ in found] == [12, 14, 30, 32]
