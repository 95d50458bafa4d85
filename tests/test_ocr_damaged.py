"""OCR: what is looked for in texts that are surely damaged alone: pieces, words run together, capitals, figures."""

from __future__ import annotations

import pytest

from newslint import Document
from newslint.ocr.capitals import capitals
from newslint.ocr.damage import DamageReport
from newslint.ocr.figures import figures
from newslint.ocr.glued import glued
from newslint.ocr.lookalikes import lookalike, slipped
from newslint.ocr.marks import marks
from newslint.ocr.pieces import pieces


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the ser vices of", "services"),
        ("he him self went", "himself"),
        ("was pre ferred by", "preferred"),
        ("the enume rate of", "enumerate"),
        ("in Chris tianity and", "Christianity"),
        ("a fair h ope of", "hope"),
        ("the co ur t of", "court"),
        ("was l e ft there", "left"),
        ("the pro. perty of", "property"),
        ("of nine. teen men", "nineteen"),
        ("in Sunder- land and", "Sunderland"),
        ("a work- house in", "workhouse"),
        ("the matr o n who", "matron"),
        ("with out a", "without"),
    ],
)
def test_pieces(text: str, meant: str) -> None:
    assert [sign.meant for sign in pieces(text)] == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "it may be so",
        "put up on a wall",
        "any thing and some one",
        "see the sea",
        "a thunder storm",
        "no where to go",
        "pre- and post-war",
        "to go on to it",
        "are as old as he",
        "plan b an hour on",
        "I am a man in a hat",
        "so far so good",
        "was held. In time",
        "at a m or p",
        "per cent of all",
        "the new paper is in",
    ],
)
def test_no_pieces(text: str) -> None:
    assert list(pieces(text)) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("of'the town", "of the"),
        ("it will.not last", "will. not"),
        ("a life,which he", "life, which"),
        ("they have'been there", "have been"),
        ("at theWorks and", "the Works"),
        ("he saw Thisoccupied him", "This occupied"),
        ("then Aftersome days", "After some"),
        ("near inLondon and", ""),
    ],
)
def test_glued(text: str, meant: str) -> None:
    assert [sign.meant for sign in glued(text)] == ([meant] if meant else [])


@pytest.mark.parametrize(
    "text",
    [
        "it isn't what they've said o'clock",
        "www.news.com and mail.server.org",
        "rock'n'roll at ma'am",
        "an iPhone of theBBC",
        "Hermann Thatcher and Andersen of Withington",
        "read it at example.co or file.txt",
        "a.m. to p.m. in U.S. law",
        "the well-known either/or",
    ],
)
def test_not_glued(text: str) -> None:
    assert list(glued(text)) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("in Amerlca and", "America"),
        ("the Coinmittee of", "Committee"),
        ("a Wedncsday in", "Wednesday"),
        ("Tollbrook said. Tollbrook and Tollbreok", "Tollbrook"),
        ("Mr. Pqrstlemn said", ""),
        ("the Brltish and", "British"),
        ("Blaok of the mill", "Black"),
        ("in Loudon-", "London"),
        ("of Austialia in", "Australia"),
        ("a Mlnister of", "Minister"),
        ("on Safurday in", "Saturday"),
        ("a Kecord of", "Record"),
        ("the Kuropean", "European"),
        ("Tho men and Tho boat", "The"),
        ("went. Eor the", "For"),
        ("and Wuen he", "When"),
        ("Pcx to the", ""),
    ],
)
def test_capitals(text: str, meant: str) -> None:
    assert {sign.meant for sign in capitals(text)} == {meant}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Rix said that Daw, Cley and Pyne went",
        "Miss Zink went; Sgt. Abt. Wil",
        "France and London in March",
        "Mr. Seebohm of Popplewell",
        "Llewellyn in Schwerin",
        "Perthshire and Knightsbridge",
        "Sturt met Evatt; Sturt and Evatt",
        "Shivraj Singh Chouhan",
        "Messrs. Thurnell and Hasler",
        "the Labouchere and Montpensier",
        "@Amerlca and #Coinmittee",
        "NATO, YouTube and McDonald",
    ],
)
def test_no_capitals(text: str) -> None:
    assert list(capitals(text)) == []


@pytest.mark.parametrize(
    "word", ["£lO", "I8", "l9th", "1S15", "50,0001", "12tb", "13ch", "40«", "S3", "lO", "2O", "£1OO"]
)
def test_figures(word: str) -> None:
    text = f"It was {word}, he said."
    assert [text[sign.start : sign.end] for sign in figures(text)] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "£10m, £1,500, $2.5bn and $3tn",
        "the 19th, 1st, 22nd and 3rd of May 1915",
        "10s. 6d., 18lb., 12st. and 5ft.",
        "MP3 and A4, G20 and M25, the U-117",
        "in 1,500,000 and 50,000",
        "at 10am, 5pm and 11.30",
        "a 4x4 of 1990s",
        "7 May,1915 and 3.30",
        "Il volo and a lad",
        "http://a.org/l9th and @I8",
    ],
)
def test_no_figures(text: str) -> None:
    assert list(figures(text)) == []


def test_a_sound_text_is_not_looked_through() -> None:
    text = "He him self went in Amerlca for £lO, and theWorks were shut. "
    assert {sign.test for sign in DamageReport(Document(text)).found} == set()
    damaged = {sign.test for sign in DamageReport(Document(f"{text} Tbe boat wvas late.")).found}
    assert damaged == {"nonword", "split", "misread-name", "figure", "merged"}


PAGE = (
    "The mayor and the clerk of the coun-\ncil went to the harbour on the first of the month, and {} was in the {}\n"
    "of the mill when they came back to it, for the rain had been with them all day."
)


@pytest.mark.parametrize(
    "words", [("sumewhat", "detendant"), ("bebalt", "otf"), ("sherift", "Pablic"), ("rosistance", "ot")]
)
def test_in_a_short_text_from_a_page_two_doubtful_words_are_enough(words: tuple[str, str]) -> None:
    page = PAGE.format(*words)
    assert DamageReport(Document(page)).weighed.evidence >= 2
    assert DamageReport(Document(page.replace("coun-\ncil", "council"))).weighed.evidence < 2
    assert DamageReport(Document(page * 6)).weighed.evidence < 2


@pytest.mark.parametrize(
    "words",
    [
        ("Mr. Thurnell", "Labouchere"),
        ("Lanius nubicus", "L. pomeranus"),
        ("recieveing", "goverment"),
        ("a post mortem", "delirium tremens"),
        ("jus\ntice", "mar\nket"),
        ('called "nom" or "edu"', "hands"),
        ("Psilocybe subaerosa, Galera foenisecta", "store of psilocin and psilocybin"),
        ("a PhD", "MoD"),
    ],
)
def test_names_slips_and_latin_of_a_sound_page_are_no_evidence(words: tuple[str, str]) -> None:
    assert DamageReport(Document(PAGE.format(*words))).weighed.evidence < 2


@pytest.mark.parametrize(
    "word",
    [
        "viNs",
        "againstS",
        "vesStl",
        "tIy",
        "»inking",
        "_bon",
        "¿ve",
        "pro\\",
        "earl}'",
        "d(jes",
        "sentence(l",
        'par"ents',
        "s&d",
        "M&y",
        "Arti'ts",
        "fr.ir",
        "ar.d",
        "tl.e",
    ],
)
def test_marks(word: str) -> None:
    text = f"It was {word} of the"
    assert [text[sign.start : sign.end] for sign in marks(text)] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "an iPhone on eBay at a pH of 7 and 3 kWh of mRNA",
        "a_user_name at http://a.org/b_c~d and @a_b",
        "the idea[s] and the boat(s) of (the) town",
        "it's o'clock, they've won; the boys' boats",
        "R&D at AT&T, B&B and Q&A",
        "a.m. and p.m., i.e. at 3.30, e.g. U.S.",
        "read www.boat.org or boat.co.uk",
        "the mill)and the boat",
        "{the •and ~the «boat",
        'he said "no" and (yes)',
        '<a href="b">boat</a> and x=3',
    ],
)
def test_no_marks(text: str) -> None:
    assert list(marks(text)) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("COMMITTEF", "COMMITTEE"),
        ("ASBOCIATION", "ASSOCIATION"),
        ("RAILVAY", "RAILWAY"),
        ("SUBJFCT", "SUBJECT"),
        ("FRJIDAY", "FRIDAY"),
        ("OTICE", "NOTICE"),
        ("HUSDAND", "HUSBAND"),
    ],
)
def test_words_in_capitals(word: str, meant: str) -> None:
    assert [sign.meant for sign in capitals(f"THE {word} OF THE TOWN")] == [meant]


@pytest.mark.parametrize(
    "text", ["THE DRAYTON OF NASCAR", "GUNDAGAI AND VEITCH", "AT THE COMMITTEE OF THE RAILWAY", "MCLEOD"]
)
def test_names_in_capitals(text: str) -> None:
    assert list(capitals(text)) == []


@pytest.mark.parametrize("word", ["A" * 3000, "A" + "b" * 3000, "b" * 90])
def test_a_word_longer_than_any_is_not_read(word: str) -> None:
    assert list(capitals(word)) == []
    assert list(glued(f"{word}.{word}")) == []
    assert lookalike(word.lower()) == ""
    assert not slipped(word.lower())
