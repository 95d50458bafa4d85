"""English told from other languages."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import pytest

from newslint import Document, lint_text, load_linter
from newslint.linting.selftest import failures
from newslint.packs.reader import read_pack
from newslint.text.identifier import load

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


def test_a_slip_of_english_makes_a_short_text_no_english() -> None:
    slip = TEXTS["de"].replace("die Brücke", "the the Brücke")
    assert [finding.code for finding in lint_text(slip)] == ["LG101"]


def test_a_paragraph_in_another_language_is_found_and_left_alone() -> None:
    foreign = TEXTS["de"] + " Der Bürgermeister sagte , dass die Arbeiten im Mai beginnen."
    findings = lint_text(f"{ENGLISH}\n\n{foreign}\n\n{ENGLISH} The end.")
    assert [(finding.code, finding.line) for finding in findings if finding.code == "LG101"] == [("LG101", 3)]
    assert all(finding.line != 3 for finding in findings if finding.code != "LG101")
    quoted = Document(f"{ENGLISH}\n\n“{foreign}”\n\n{ENGLISH} The end.")
    assert not quoted.languages.foreign


def test_every_text_may_be_taken_for_english(newslint, folder) -> None:
    german = TEXTS["de"] + "\nDie Leute there own warten seit Jahren darauf, dass der Weg zum Hafen wieder frei ist.\n"
    folder({"de.txt": german, "en.txt": ENGLISH + "\n"})
    said = newslint("de.txt", "--output-format", "concise").out
    assert said == "de.txt:1:1: LG101 this is German, not English; rules for English do not look at it [warning]\n"
    every = newslint("de.txt", "--output-format", "concise", "--language", "any")
    slip = "de.txt:2:11: SN403 “there” written for “their” [warning]\n"
    assert (every.code, every.out) == (1, slip)
    none = newslint("de.txt", "--language", "any", "--select", "LG")
    assert (none.code, "no rule is selected" in none.err) == (2, True)
    folder({"newslint.toml": "[[overrides]]\nfiles = ['de.*']\nlanguage = 'any'\n"})
    assert newslint("de.txt", "--output-format", "concise").out == slip


def test_the_layout_and_the_language_are_shown(newslint, folder) -> None:
    wrapped = fill(f"{ENGLISH} {ENGLISH} {ENGLISH} {ENGLISH}", 72) + "\n"
    folder(
        {
            "a.txt": TEXTS["de"] + "\n",
            "b.txt": wrapped,
            "c.html": f"<html><body><p>{ENGLISH}</p></body></html>",
            "d.jsonl": f'{{"text": "{ENGLISH}"}}\n{{"text": 1}}\n',
            "e.txt": "",
            "f.txt": f"{ENGLISH}\r\n{ENGLISH}\r\n",
        }
    )
    result = newslint("--show-layout", "a.txt", "b.txt", "c.html", "d.jsonl", "e.txt", "f.txt")
    assert result.out.splitlines() == [
        "a.txt: a paragraph a line; German",
        f"b.txt: hard-wrapped at {max(map(len, wrapped.splitlines()[:-1]))}; English",
        "c.html: HTML, a paragraph a line; English",
        "d.jsonl:1#text: a paragraph a line; English",
        "e.txt: empty",
        "f.txt: a paragraph a line, lines ended by CRLF; English",
    ]
    assert result.code == 2
    assert result.err.startswith("newslint: error: d.jsonl:2: ")


def test_the_encoding_is_shown_where_it_is_not_utf_8(newslint, tmp_path) -> None:
    for name, encoding in (("a.txt", "utf-8-sig"), ("b.txt", "utf-16"), ("c.txt", "utf-8")):
        (tmp_path / name).write_bytes(ENGLISH.encode(encoding))
    named = ("a.txt", "b.txt", "c.txt")
    assert newslint("--show-layout", *named).out.splitlines() == [
        "a.txt: a paragraph a line, UTF-8 with a byte order mark; English",
        "b.txt: a paragraph a line, UTF-16-LE with a byte order mark; English",
        "c.txt: a paragraph a line; English",
    ]
    (tmp_path / "d.txt").write_bytes(f"{ENGLISH} Caf\xe9".encode("cp1252"))
    shown = newslint("--show-layout", "--encoding", "cp1252", "d.txt").out
    assert shown == "d.txt: a paragraph a line, read as cp1252; English\n"


FRENCH = """
pack: french
rules:
  - code: FR101
    name: french-teaser
    kind: phrase
    phrases: [lire aussi]
    languages: [fr]
    message: a teaser left in the text
    why: The site sets a teaser between two paragraphs of an article, and it is scraped along with them.
    examples:
      bad: ["[[Lire aussi]] : le pont"]
      good: ["Il faut lire."]
"""


def test_a_rule_for_another_language_is_silent_in_english(folder, tmp_path: Path) -> None:
    folder({"french.yaml": FRENCH})
    assert not list(failures(read_pack(tmp_path / "french.yaml").rules))
    linter = load_linter("FR101", rules=[tmp_path / "french.yaml"])
    text = (
        "Le conseil municipal a décidé mardi de reconstruire le vieux pont, qui est fermé depuis les crues. Lire aussi."
    )
    assert [len(linter.lint(Document(one)).findings) for one in (text, "“Lire aussi” is French for “read also”.")] == [
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("paragraph", "language"),
    [
        (
            "El alcalde dijo el martes que la obra costará más de dos millones de euros y que empezará en marzo.",
            "Spanish",
        ),
        ("Sie haben einen Adblocker aktiviert. Deshalb ist unsere Seite für Sie zurzeit nicht erreichbar.", "German"),
        ("Об этом сообщает пресс-служба администрации города. Напомним, ранее рейсы задерживались.", "Russian"),
        ("Booked: Sim, Roe, Muir, Boateng, O'Shea. Subs not used: Fry, Lamb. Referee: P Sandilands (Dale).", ""),
        ("Ingredients: 4 leeks, 60g butter, 500g smoked haddock, 600ml milk, 1 bay leaf, 2 tbsp crème fraîche", ""),
        ("Cast: Léa Dupré, Jean-Luc Moreau, Élodie Garnier, François Petit, Benoît Lacroix, Chloé Fontaine", ""),
    ],
)
def test_one_short_paragraph_in_an_article(paragraph: str, language: str) -> None:
    found = lint_text(f"{ENGLISH}\n\n{paragraph}\n\n{ENGLISH}", select="LG")
    assert [(one.line, language in one.message) for one in found] == ([(3, True)] if language else [])


def test_a_paragraph_in_another_language_is_no_sign_of_ocr() -> None:
    spanish = (
        "El alcalde dijo el martes que la obra costará más de dos millones de euros y que empezará en marzo, después de"
        " las lluvias."
    )
    rest = "A keeper is seasick, says his skipper, the best hand since his granda.\n\nFilm4, 4.45pm"
    text = f"{ENGLISH}\n\n{ENGLISH.replace('council', 'board')}\n\n{spanish}\n\n{rest}"
    assert {finding.code for finding in lint_text(text)} == {"LG101"}


def test_what_tells_languages_apart_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_CACHE_DIR", str(tmp_path))
    texts = [
        "Der Hafen der Insel bleibt geschlossen, bis der Wind nachlässt.",
        "Le port de l’île reste fermé tant que le vent souffle.",
        "Přístav zůstane zavřený, dokud vítr nezeslábne.",
        "港は風がやむまで閉まっている。",
    ]
    made = load(["cs", "de", "en", "fr", "ja"])
    (file,) = tmp_path.glob("languages-*")
    again = load(["cs", "de", "en", "fr", "ja"])
    assert list(map(made.classify, texts)) == list(map(again.classify, texts))
    assert [again.classify(text)[0] for text in texts] == ["de", "fr", "cs", "ja"]
    assert file.stat().st_size < 10_000_000
    load(["de", "en"])
    assert len(list(tmp_path.glob("languages-*"))) == 2
