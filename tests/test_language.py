"""English told from other languages."""

from __future__ import annotations

import pytest

from newslint.api import lint_text
from newslint.text.document import Document

ENGLISH = (
    "The council met on Tuesday and voted for the new bridge over the river, which will be built by the state before"
    " the next winter, the mayor said."
)
TEXTS = {
    "de": "Der Stadtrat der kleinen Stadt hat am Dienstag beschlossen, die Brücke über den Fluss bald neu zu bauen.",
    "fr": "Le conseil municipal a décidé mardi de reconstruire le vieux pont sur la rivière, fermé depuis les crues.",
    "sw": "Baraza la mji lilikutana Jumanne na kukubali kujenga daraja jipya juu ya mto, ambalo limefungwa sasa.",
    "ru": "Городской совет решил во вторник построить новый мост через реку, потому что старый мост закрыт с зимы.",
    "hi": "नगर परिषद ने मंगलवार को नदी पर नया पुल बनाने का फैसला किया, क्योंकि पुराना पुल पिछली सर्दियों से बंद है।",
    "ar": "قرر مجلس المدينة يوم الثلاثاء بناء جسر جديد فوق النهر لأن الجسر القديم مغلق منذ الشتاء الماضي.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages_are_named(language: str) -> None:
    assert Document(TEXTS[language]).languages.document == language
    assert [finding.code for finding in lint_text(TEXTS[language])] == ["LG101"]


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Squads: Petr Novák, Jan Dvořák, Pavel Horák, Karel Kučera, Tomáš Veselý, Jiří Pokorný, Milan Fiala.",
        "Share this\nFacebook\nTwitter\nWhatsApp\nPrivacy Policy\nTerms of Use\nContact us\nAbout us",
        "Ð“Ð¾Ñ€Ð¾Ð´ÑÐºÐ¾Ð¹ ÑÐ¾Ð²ÐµÑ‚ Ñ€ÐµÑˆÐ¸Ð» Ð²Ð¾ Ð²Ñ‚Ð¾Ñ€Ð½Ð¸Ðº Ð¿Ð¾ÑÑ‚Ñ€Ð¾Ð¸Ñ‚ÑŒ Ð½Ð¾Ð²Ñ‹Ð¹ Ð¼Ð¾ÑÑ‚.",
        "De brug is open.",
        "",
    ],
)
def test_the_rest_counts_as_english(text: str) -> None:
    assert Document(text).languages.document == "en"


def test_a_paragraph_in_another_language_is_found_and_left_alone() -> None:
    foreign = TEXTS["de"] + " Der Bürgermeister sagte , dass die Arbeiten im Mai beginnen."
    findings = lint_text(f"{ENGLISH}\n\n{foreign}\n\n{ENGLISH} The end.")
    assert [(finding.code, finding.line) for finding in findings if finding.code == "LG101"] == [("LG101", 3)]
    assert all(finding.line != 3 for finding in findings if finding.code != "LG101")
    quoted = Document(f"{ENGLISH}\n\n“{foreign}”\n\n{ENGLISH} The end.")
    assert not quoted.languages.foreign
