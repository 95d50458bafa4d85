"""The lexicon: what is a word, what is not, what OCR makes of words, and what loading it costs."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from newslint.english.joined import joined
from newslint.english.lexicon import FOLDER, Lexicon, lexicon
from newslint.english.slips import slip_of
from newslint.ocr.confusions import Confusions, confusions, misread, nonwords


@pytest.mark.parametrize(
    "word",
    [
        "a",
        "of",
        "the",
        "ferry",
        "colour",
        "color",
        "organise",
        "organize",
        "betwixt",
        "rhythm",
        "lockdown",
        "website",
        "bushfires",
    ],
)
def test_a_word(word: str) -> None:
    assert lexicon().known(word)


@pytest.mark.parametrize(
    "word", ["tbe", "tho", "thc", "aud", "ofthe", "tlie", "wvas", "b", "iii", "befoie", "goverment", "london"]
)
def test_no_word(word: str) -> None:
    assert not lexicon().known(word)


def test_frequencies_are_per_million_words() -> None:
    assert 40_000 < lexicon().frequent["the"] < 80_000
    assert 1 <= lexicon().frequent["ferry"] < 100
    assert "betwixt" not in lexicon().frequent


@pytest.mark.parametrize(
    ("read", "meant", "swapped"),
    [("whioh", "which", True), ("befoie", "before", True), ("wvas", "was", False), ("comittee", "committee", False)],
)
def test_a_confusion_leads_back(read: str, meant: str, swapped: bool) -> None:
    found = {reading.word: reading.swapped for reading in confusions().readings(read, lexicon().frequent)}
    assert found[meant] is swapped


def test_nonwords_are_no_words_and_mean_words() -> None:
    assert not [read for read in nonwords() if lexicon().known(read)]
    names = {"India", "Indian", "Iran", "Iraq", "Ireland", "Islamic", "Israel", "Italy"}
    assert not [word for word in nonwords().values() if word not in names and word.lower() not in lexicon()]


def test_misread_words_are_rarer_than_what_they_mean() -> None:
    rates = lexicon().frequent
    assert not [(read, meant) for read, meant in misread().items() if rates.get(read, 0) >= rates[meant]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sharheolders", "shareholders"),
        ("depite", "despite"),
        ("newspapper", "newspaper"),
        ("depriciation", "depreciation"),
        ("atacks", "attacks"),
        ("shareholders", ""),
        ("mariage", ""),
        ("realties", ""),
        ("securitise", ""),
        ("hte", ""),
        ("x" * 400, ""),
    ],
)
def test_what_one_slip_makes(written: str, meant: str) -> None:
    assert slip_of(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("themselvesare", "themselves are"),
        ("facilityin", "facility in"),
        ("atcollecting", "at collecting"),
        ("competitionpolicy", "competition policy"),
        ("tosensitize", "to sensitize"),
        ("maternityand", "maternity and"),
        ("nowthe", "now the"),
        ("planto", "plan to"),
        ("hispanics", ""),
        ("typeof", ""),
        ("linkedin", ""),
        ("leaderboards", ""),
        ("standin", ""),
        ("inhouse", ""),
        ("mailto", ""),
        ("billionaire", ""),
        ("counterterrorism", ""),
        ("decisionmaking", ""),
        ("peacemaker", ""),
        ("ferry", ""),
        ("", ""),
    ],
)
def test_two_words_that_lost_their_space(written: str, meant: str) -> None:
    assert joined(written) == meant


def test_loading_is_quick_and_only_on_demand() -> None:
    begin = time.process_time()
    Lexicon.read()
    Confusions.read()
    assert time.process_time() - begin < 0.25
    script = "import newslint.kinds.token, newslint.english.lexicon as l; print(l.lexicon.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_the_terms_of_scowl_are_on_board() -> None:
    notice = (FOLDER / "NOTICE").read_text(encoding="utf-8")
    assert "Kevin Atkinson" in notice
    assert "permission notice appear" in notice
