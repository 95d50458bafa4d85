"""OCR: words judged one by one and with their neighbours, evidence in two stages, and pages read by tesseract."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest

from newslint import Document, Linter
from newslint.ocr.columns import columns
from newslint.ocr.damage import DamageReport
from newslint.ocr.words import classify_token
from newslint.packs.library import load_packs

STORY = (
    "The ferry to the island will run every hour from the first of May, the council said on Monday. It has been "
    "late since the storm of March, when the old pier was broken by a barge that had come adrift. Two of the "
    "three boats are back from the yard, and the third is expected before the end of the month. The fare stays "
    "where it was, though the winter ticket will cost more than it did last year. Farmers had asked for a boat "
    "before six in the morning, so that milk could be sold in the town the same day. The captain told them that "
    "he had no crew for so early an hour. They will meet again in the summer, when the new timetable is known and "
    "the work on the pier has been paid for."
)
RULES = [loaded for pack in load_packs() for loaded in pack.rules if loaded.rule.family == "OCR"]
LINTER = Linter(RULES)


def codes(text: str) -> list[str]:
    linted = LINTER.lint(Document(text))
    assert linted.errors == []
    return [finding.code for finding in linted.findings]


@pytest.mark.parametrize(
    ("token", "test", "meant"),
    [
        ("tbe", "nonword", "the"),
        ("“Tbe", "nonword", "The"),
        ("braiu,", "lookalike", "brain"),
        ("wharf-braiu", "lookalike", "brain"),
        ("subjeet", "lookalike", "subject"),
        ("atteution", "lookalike", "attention"),
        ("attenipt", "lookalike", "attempt"),
        ("inflioted", "lookalike", "inflicted"),
        ("cliurch", "lookalike", "church"),
        ("confiicts", "lookalike", "conflicts"),
        ("harbonr", "lookalike", "harbour"),
        ("aflernoon", "lookalike", "afternoon"),
        ("niountain", "lookalike", "mountain"),
        ("sch0ol", "digit", "school"),
        ("6rst", "digit", "first"),
        ("con[rac[s", "symbol", "contracts"),
        ("th'e", "symbol", "the"),
        ("thAt", "case", "that"),
        ("ln", "capital-i", "In"),
        ("fhould", "long-s", "should"),
        ("fprings", "long-s", "springs"),
        ("difcontented", "long-s", "discontented"),
        ("retaininghiswatchandabout", "merged", "retaining his watch and about"),
        ("oﬃce", "ligature", "office"),
        ("withthe", "merged", "with the"),
        ("trcqtmnt", "letters", ""),
        ("lie", "misread", "he"),
        ("sdurry", "unknown", ""),
        ("w", "lone", ""),
        (".-", "debris", ""),
    ],
)
def test_a_damaged_token(token: str, test: str, meant: str) -> None:
    sign = classify_token(token)
    assert sign is not None
    assert (sign.test, sign.meant) == (test, meant)


@pytest.mark.parametrize(
    "token",
    [
        "the",
        "Kardashian",
        "won’t",
        "o'clock",
        "smartphones",
        "re-opened",
        "PLC",
        "iPhone",
        "1990s",
        "21st",
        "5pm",
        "$1.5bn",
        "U.S.",
        "e.g.",
        "http://a_b.org",
        "@a_b",
        "idea[s]",
        "rhythms",
        "queueing",
        "naïve",
        "—",
        "...",
        "*",
        "&",
        '"',
        "can't",
        "Smith's",
        "mothers'",
        "goalkeeper-turned-farmer",
    ],
)
def test_a_sound_token(token: str) -> None:
    assert classify_token(token) is None


@pytest.mark.parametrize(
    ("text", "test", "meant"),
    [
        ("the pro- perty of", "hyphen", "property"),
        ("the pro-\nperty of", "line-end", "property"),
        ("came after- wards and", "compound", "afterwards"),
        ("came w ith a", "split", "with"),
        ("came wit h a", "split", "with"),
        ("with con dence and", "lost-ligature", "confidence"),
        ("the nancial year", "lost-ligature", "financial"),
    ],
)
def test_a_word_in_pieces(text: str, test: str, meant: str) -> None:
    (found,) = DamageReport(Document(text)).found
    assert (found.test, found.meant) == (test, meant)


@pytest.mark.parametrize(
    "text", ["pre- and post-war", "short- to medium-term", "a well- made table", "semi- automatic"]
)
def test_a_hyphen_that_is_meant(text: str) -> None:
    assert DamageReport(Document(text)).found == []


@pytest.mark.parametrize("mark", ["-", "¬", "\u00ad"])
def test_the_rest_of_a_word_broken_at_a_line_end_is_no_sign(mark: str) -> None:
    text = f"It was quite ridi{mark}\nculous and Aus{mark}\ntralian."
    assert [sign for sign in DamageReport(Document(text)).found if sign.meant == ""] == []


@pytest.mark.parametrize(
    "slip", ["relevent", "goverment", "litle", "larget", "recieve", "cancern", "seperate", "arists", "peole", "wihch"]
)
def test_a_slip_of_the_hand_is_no_confusion_of_shapes(slip: str) -> None:
    sign = classify_token(slip)
    assert sign is None or sign.test != "lookalike"


def test_doubtful_words_count_once_strong_signs_stand() -> None:
    assert codes("Nobody saw the sdurry of the kltchonmin.") == []
    assert codes("Nobody withthe sdurry went.") == []
    assert codes("The end ofthe sdurry came withthe rain.") == ["OCR204", "OCR205", "OCR204"]


def test_in_a_short_text_one_word_that_only_ocr_makes_is_enough() -> None:
    assert codes("Nobody saw the braiu of the sdurry.") == ["OCR201", "OCR205"]
    assert codes("Nobody wvas there to see the sdurry.") == ["OCR101", "OCR205"]
    assert codes(f"Nobody wvas there to see the sdurry. {STORY} {STORY}") == ["OCR101"]


def test_a_word_of_a_handle_is_a_name() -> None:
    assert codes("The singer harbonr, as @theharbonr, posted a photo.") == []


def test_one_sign_again_and_again_is_one_sign() -> None:
    assert codes("The braiu and the braiu, and the braiu of the sdurry.") == []


def test_a_long_text_needs_more_signs() -> None:
    damaged = "The braiu of the sehool was full of sdurry. "
    assert "OCR205" in codes(damaged)
    assert codes(damaged + STORY * 15) == []


@pytest.mark.parametrize(
    "text",
    [
        "Der Bürgermeister sagte am Montag, dass die Fähre nicht mehr fahren werde, und das ist schlecht für alle.",
        "Le maire a dit lundi que le bateau ne partirait plus et que les habitants de la commune devraient attendre.",
    ],
)
def test_another_language_is_not_judged(text: str) -> None:
    assert codes(text * 3) == []


def test_joining_is_safe_and_replacing_is_not() -> None:
    findings = LINTER.lint(Document("Tbe pro- perty wvas sold.")).findings
    fixes = {finding.match: finding.fix for finding in findings}
    assert [(match, fix.text, fix.safe) for match, fix in fixes.items() if fix] == [
        ("Tbe", "The", False),
        ("pro- perty", "property", True),
        ("wvas", "was", False),
    ]


def test_a_clean_story_has_no_finding() -> None:
    assert codes(STORY) == []
    assert codes(textwrap.fill(STORY, 40, break_on_hyphens=False)) == []


def test_columns_need_four_lines_of_prose() -> None:
    row = "the ferry left the harbour at      council will vote on the new\n"
    assert list(columns(row * 3)) == []
    assert list(columns(f"Title\n{row * 4}")) == [(6, 5 + len(row * 4))]
    assert list(columns("Arsenal Football Club      3   Leeds United Away     2\n" * 6)) == []


def page(text: str, scale: float, blur: float, folder: Path) -> str:
    """What tesseract reads on a page with this text, printed in 32 points and scanned at a scale with some blur."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont  # noqa: PLC0415

    size = 32
    lines = textwrap.wrap(text, 70)
    image = Image.new("L", (size * 38, int(size * 1.5 * (len(lines) + 2))), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=size)
    for number, line in enumerate(lines):
        draw.text((size, size * (1 + 1.5 * number)), line, fill=0, font=font)
    small = image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.BILINEAR)
    small.filter(ImageFilter.GaussianBlur(blur)).save(folder / "page.png")
    command = ["tesseract", str(folder / "page.png"), "-", "--psm", "6"]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_sharp_page_read_by_tesseract_is_silent(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    text = page(STORY, 1, 0, tmp_path)
    assert "ferry to the island" in text
    assert codes(text) == []


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_blurred_page_read_by_tesseract_is_found(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    text = page(STORY, 0.3, 0.5, tmp_path)
    findings = LINTER.lint(Document(text)).findings
    assert len({finding.line for finding in findings}) >= 5
    assert {"OCR401", "OCR402"} & {finding.code for finding in findings}
    words = set(STORY.split())
    assert not [finding.match for finding in findings if finding.match in words]
