"""The kind `encoding`: what each `find` reports, what it puts in its place, and what it leaves alone."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES

from newslint import Document, Linter
from newslint.encodings import sequences
from newslint.errors import PackError
from newslint.packs.library import load_packs

RULE = """\
pack: house
title: House rules
description: House rules.
families: {{HS: house}}
rules:
  - code: HS101
    name: some-defect
    kind: encoding
    find: {find}
    message: 'found “{{match}}”'
    why: some reason
    examples: {{bad: ["[[x]]"], good: [y]}}
{more}
"""


def linter(folder: Path, find: str, more: str = "") -> Linter:
    """A linter with one rule."""
    file = folder / "house.yaml"
    file.write_text(RULE.format(find=find, more=more), encoding="utf-8")
    (pack,) = load_packs([file], shipped=False)
    return Linter(pack.rules)


def found(folder: Path, find: str, text: str, more: str = "") -> list[tuple[str, str | None]]:
    """What the rule reports in a text, with its suggestions."""
    linted = linter(folder, find, more).lint(Document(text))
    assert linted.errors == []
    return [(finding.match, finding.suggestion) for finding in linted.findings]


def misread(text: str, written: str, read: str) -> str:
    """A text written in one encoding and read in another."""
    return text.encode(written).decode(read)


@pytest.mark.parametrize("read", ["cp1252", "latin-1"])
@pytest.mark.parametrize("word", ["café", "Zürich", "naïve", "Müller"])
def test_mojibake_is_mended(tmp_path: Path, word: str, read: str) -> None:
    damaged = misread(word, "utf-8", read)
    assert found(tmp_path, "mojibake", f"The {damaged} opened.") == [(damaged, word)]


def test_lines_are_looked_at_wherever_ftfy_sees_a_sequence() -> None:
    dice = random.Random(1)
    chars = [char for part in MOJIBAKE_CATEGORIES.values() for char in re.findall(r"(?s).-.|.", part)]
    several = [chr(dice.randint(ord(part[0]), ord(part[-1]))) for part in chars for _ in range(4)] + [*"aZ .", *"日हвЂ"]
    for _ in range(3_000):
        text = "".join(dice.choices(several, k=4))
        if (found := BADNESS_RE.search(text)) and not any(char.isascii() for char in found[0]):
            assert sequences.SUSPECT.search(text), ascii(text)


def test_mojibake_twice_over(tmp_path: Path) -> None:
    damaged = misread(misread("mayor’s", "utf-8", "cp1252"), "utf-8", "cp1252")
    assert found(tmp_path, "mojibake", f"The {damaged} bridge") == [(damaged, "mayor’s")]


@pytest.mark.parametrize(
    "text",
    [
        "Le café de Zoë à Málaga coûte 5 €, “naïve”, ‘Übermut’ – §5 … ¿qué? ¡no!",
        "ÉTÉ… 5×£35, Ó… ½ °C ± 3 µm, Æ Ø Å",
        "Москва, Αθήνα, 東京, القاهرة",
        "plain text",
    ],
)
@pytest.mark.parametrize(
    "find",
    [
        "mojibake",
        "garbled",
        "replacement",
        "control",
        "invisible",
        "space",
        "full-width",
        "mixed-script",
        "gap",
        "code-page",
        "other-alphabet",
        "styled",
        "hidden",
    ],
)
def test_sound_text_is_left_alone(tmp_path: Path, find: str, text: str) -> None:
    assert found(tmp_path, find, text) == []


def test_garbled_is_what_no_plan_mends(tmp_path: Path) -> None:
    text = "The bridge is bit.â€ and gone."
    assert found(tmp_path, "garbled", text) == [("bit.â€", None)]
    assert found(tmp_path, "mojibake", text) == []
    assert found(tmp_path, "garbled", "A cafÃ© in Lyon.") == []


def test_a_capital_with_circumflex_before_a_fixed_space_is_a_letter(tmp_path: Path) -> None:
    assert found(tmp_path, "mojibake", "MISUTÂ\xa0AJI") == []


def test_offsets_are_those_of_the_text(tmp_path: Path) -> None:
    text = "😀 first line\r\nthe cafÃ© is shut"
    (finding,) = linter(tmp_path, "mojibake").lint(Document(text)).findings
    assert text[finding.start : finding.end] == "cafÃ©"
    assert (finding.line, finding.column) == (2, 5)


@pytest.mark.parametrize(
    ("find", "text", "expected"),
    [
        ("replacement", "a caf\ufffd\ufffd", [("\ufffd\ufffd", None)]),
        ("control", "don\x92t \x01", [("\x92", "’"), ("\x01", None)]),
        ("control", "o\0 the water, \x02rst", [("\0", None), ("\x02", None)]),
        ("control", "it is â\x80\x94 old", []),
        ("invisible", "may\u00ador \u200bof", [("\u00ad", None), ("\u200b", None)]),
        ("space", "5\u2009% of\u3000it", [("\u2009", " "), ("\u3000", " ")]),
        ("full-width", "Ｂｒｉｄｇｅ ２０２１", [("Ｂｒｉｄｇｅ", "Bridge"), ("２０２１", "2021")]),
        ("gap", "for show only  it doesnt give light", [("  ", None)]),
        ("gap", "for show only  not for light", []),
        ("gap", "for show only  it doesn’t give light, and isnt new", []),
        ("gap", "It opened.  The mayor came.", []),
        ("gap", "the lamp  is old  and the  chair is  new and  the bed", []),
        ("mixed-script", "the brіdge of Меtz", [("brіdge", "bridge"), ("Меtz", "Metz")]),
        ("mixed-script", "VelГЎzquez left", [("VelГЎzquez", None)]),
        ("mixed-script", "5 kΩ, TNFα, NFκB", []),
        ("mixed-script", "the Thιβtre of Andrι", [("Thιβtre", "Théâtre"), ("Andrι", "André")]),
        ("styled", "𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠 ᴠᴇʀɪғʏ – 𝑥 + 𝑦", [("𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠 ᴠᴇʀɪғʏ", "Breaking verify")]),
        (
            "hidden",
            "the may\u00ador of the har\u00adbour coun\u00adcil",
            [("may\u00ador of the har\u00adbour coun\u00adcil", "mayor of the harbour council")],
        ),
        ("hidden", "the may\u00ador of the har\u00adbour", []),
        ("invisible", "the may\u00ador of the har\u00adbour coun\u00adcil\nmay\u200bor", [("\u200b", None)]),
        ("other-alphabet", "the ship Êàïèòàí Îðëîâ left", [("Êàïèòàí Îðëîâ", "Капитан Орлов")]),
        ("other-alphabet", "the ÀÉ of déjà and “…”", []),
        ("code-page", "Lech Wa³êsa spoke", [("Wa³êsa", "Wałęsa")]),
        ("code-page", "Hakan Gündoðan and Fran‡ois", [("Gündoðan", "Gündoğan"), ("Fran‡ois", "François")]),
        ("code-page", "Guðmundur, Zoë Brontë, Citroën, Malý, the Maracanã", []),
        ("code-page", "Wa³êsa met Wałęsa", []),
    ],
)
def test_characters(tmp_path: Path, find: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(tmp_path, find, text) == expected


@pytest.mark.parametrize(
    ("decode", "pattern", "damaged", "fixed"),
    [
        ("html", "&[#\\w]+;", "&#8217;", "’"),
        ("html", "&[#\\w]+;(?:\\w+;)?", "&amp;quot;", '"'),
        ("backslash", "(?:\\\\u\\w{4})+", "\\u2019", "’"),
        ("backslash", "(?:\\\\u\\w{4})+", "\\ud83d\\ude00", "😀"),
        ("backslash", "(?:\\\\x\\w\\w)+", "\\xe2\\x80\\x99", "’"),
        ("backslash", "(?:\\\\x\\w\\w)+", "\\x92", "’"),
        ("backslash", "\\\\.", "\\n", "\n"),
        ("mail", "(?:=\\w\\w)+", "=E2=80=99", "’"),
        ("mail", "(?:=\\w\\w)+", "=92", "’"),
        ("url", "(?:%\\w\\w)+", "%E2%80%99", "’"),
        ("utf-8-as-mac", "‚..", misread("’", "utf-8", "mac_roman"), "’"),
        ("utf-8-as-dos", "Γ..", misread("’", "utf-8", "cp437"), "’"),
        ("utf-8-as-cp1250", "Ă.", misread("ü", "utf-8", "cp1250"), "ü"),
        ("utf-8-as-cp1251", "Г.", misread("ü", "utf-8", "cp1251"), "ü"),
        ("mac", "mayor.s", misread("mayor’s", "mac_roman", "cp1252"), "mayor’s"),
        ("windows-as-mac", "mayor.s", misread("mayor’s", "cp1252", "mac_roman"), "mayor’s"),
    ],
)
def test_decoders(tmp_path: Path, decode: str, pattern: str, damaged: str, fixed: str) -> None:
    more = f"    decode: {decode}\n    pattern: '{pattern}'"
    assert found(tmp_path, "pattern", f"The {damaged} is", more) == [(damaged, fixed)]


@pytest.mark.parametrize(
    ("decode", "damaged"),
    [("backslash", "\\ud83d"), ("url", "%E2%80"), ("utf-8-as-mac", "‚Ä"), ("mac", "Ò東"), ("windows-as-mac", "ì東")],
)
def test_what_cannot_be_decoded_has_no_suggestion(tmp_path: Path, decode: str, damaged: str) -> None:
    pattern = "\\S*(?:ud83d|%80|Ä|東)"
    assert found(tmp_path, "pattern", f"It {damaged} is", f"    decode: {decode}\n    pattern: '{pattern}'") == [
        (damaged, None)
    ]


@pytest.mark.parametrize(("find", "more"), [("pattern", ""), ("mojibake", "    pattern: 'x'")])
def test_pattern_and_find_go_together(tmp_path: Path, find: str, more: str) -> None:
    with pytest.raises(PackError, match="go together"):
        linter(tmp_path, find, more)


@pytest.mark.parametrize(
    ("find", "text"),
    [
        ("mixed-script", "ж" * 60_000),
        ("mixed-script", "aжa " + "a" * 50_000),
        ("code-page", "ð" * 60_000),
        ("other-alphabet", "à" * 60_000),
        ("other-alphabet", "à " * 30_000),
        ("styled", "𝐁 " * 30_000),
        ("hidden", "a\u00ad" * 30_000),
        ("invisible", "a\u00ad b " * 15_000),
        ("mojibake", "Ã© " * 2_000),
    ],
)
def test_time_grows_with_the_text(tmp_path: Path, find: str, text: str) -> None:
    checked = linter(tmp_path, find)
    began = time.process_time()
    checked.lint(Document(text))
    assert time.process_time() - began < 2
