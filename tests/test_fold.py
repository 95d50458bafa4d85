"""Folding keeps offsets, whatever the text."""

from __future__ import annotations

import pytest

from newslint.text.fold import Folded, fold, fold_phrase

AWKWARD = ["", " ", "İstanbul İS", "ǅ ß ﬁ Ω", "“Don’t”\u00a0wait\r\n\r\n  Now\t!", "a  b   c", "  x", "x  ", "😀  é"]


@pytest.mark.parametrize("text", AWKWARD)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("text", AWKWARD)
def test_every_folded_character_leads_back(text: str) -> None:
    folded = Folded.of(text)
    for at, char in enumerate(folded.text):
        original = folded.original(at)
        assert fold(text[original]) == char or char == " "
    if text:
        assert folded.original(0) == 0


def test_a_run_of_white_space_is_one_space() -> None:
    folded = Folded.of("Leave\r\n  a   Reply now")
    start = folded.text.index("leave a reply")
    end = start + len("leave a reply")
    assert (folded.original(start), folded.original(end)) == (0, 18)


def test_phrases_fold_as_texts_do() -> None:
    assert fold_phrase("Don’t  “Stop”") == 'don\'t "stop"'
