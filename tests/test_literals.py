"""Of the literals of a regex one stands wherever it matches."""

from __future__ import annotations

import random

import pytest
import regex
from test_scan import LETTERS, random_regex

from newslint.scan import literals as module
from newslint.scan.alphabet import encode
from newslint.scan.buffers import Viewed, views
from newslint.scan.literals import Literals, literals
from newslint.scan.rarity import rarity
from newslint.scan.sign import Sign, find_sign
from newslint.text.document import Document


def _texts(pattern: str, where: Viewed = "line", *, whole: bool = False) -> list[str] | None:
    found = literals(pattern, where, whole=whole, least=1)
    return found and sorted(text.decode("cp1252") for text in found.texts)


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("met with", ["met with"]),
        ("colou?r", ["color", "colour"]),
        (r"(?:Mr|Mrs)\. x", ["Mr. x", "Mrs. x"]),
        ("(?i)Leave a (?:Reply|Comment)", ["leave a comment", "leave a reply"]),
        (r"\bqueue\b(?= here)(?! x)", ["queue"]),
        (r"\w+ (?:jam|jar) of \d+ quinces", [" quinces"]),
        (r"(?:jam|\d+ quinces?|[a-z]+ marmalade)", [" marmalade", " quince", "jam"]),
        (r"(a|b)\1x", ["aax", "abx", "bax", "bbx"]),
        ("(?:ab){2,3}", ["abab"]),
        ("(?:vex)+ed", ["vexed"]),
        ("^Tags:", ["\nTags:"]),
        ("Tags:$", ["Tags:\n"]),
        ("x(?:^|y)z", ["xyz", "xz"]),
        ("(?:editors?|the editor|editor's)", ["editor"]),
        ("é[’']s", ["_'s", "_’s"]),
        (r"\d+", None),
        ("a*", None),
        ("a|", None),
        ("x\0y", None),
        ("[[:upper:]]x", None),
        ("(?P<one>ab|cd)(?(one)x|y)", ["ab", "cd"]),
        ("(?>abc|abd)e", ["abce", "abde"]),
        ("(?i:ab)c", ["abc"]),
    ],
)
def test_the_literals_of_a_regex(pattern: str, texts: list[str] | None) -> None:
    assert _texts(pattern) == texts


def test_what_is_looked_at_says_what_stands_around_it() -> None:
    assert _texts("Tags:", whole=True) == ["\nTags:\n"]
    assert _texts("^Tags:$", "document") == ["Tags:"]
    assert _texts("^Tags:", "sentence") == ["Tags:"]


def test_too_many_literals_are_cut_down_to_the_rarest() -> None:
    words = "|".join(f"w{at}" for at in range(100))
    assert _texts(f"(?:{words})(?:quince|{words})") == [f"w{at}" for at in range(10)]
    assert _texts(f"(?:{words}) quinces (?:{words})") == sorted(f"w{at} quinces w" for at in range(100))
    assert len(_texts("(?:" + "|".join(f"{at:04}w" for at in range(1000)) + ")") or ()) == 1000
    assert _texts("(?:" + "|".join(f"{at:04}w" for at in range(1001)) + ")") is None


def test_common_literals_are_not_looked_for() -> None:
    assert literals("of the", "line") is None
    assert literals("of the (?:quince|medlar)s", "line") == Literals([b"of the medlars", b"of the quinces"], False)
    assert literals("tone", "line") is None
    assert literals("^tone$", "short line") == Literals([b"\ntone\n"], False)


def test_rarity_counts_letters_and_frequent_words() -> None:
    assert rarity([b"zebra", b"zebra"]) == pytest.approx(rarity([b"zebra"]) - 1)
    assert rarity([b""]) == 0
    assert rarity([]) == float("inf")
    assert 5 < rarity([b"the"]) < rarity([b"The"]) < 10
    assert rarity([b"million"]) < rarity([b"millino"]) - 10
    assert rarity([b" million "]) < rarity([b"million"]) + 1
    assert rarity([b"20"]) < rarity([b"2"]) + rarity([b"0"])


def test_the_sign_of_a_regex() -> None:
    assert find_sign("(?i)privacy (?:notice|policy)", "line", whole=False) == (
        Sign("text in any case", b"privacy notice\0privacy policy"),
        False,
    )
    assert find_sign("privacy policy", "line", whole=True) == (Sign("text", b"\nprivacy policy\n"), False)
    assert find_sign(r"\d of", "line", whole=False) == (Sign("expression", rb"[0-9_] of"), False)
    assert find_sign("^Menu$", "line", whole=False) == (Sign("text", b"\nMenu\n"), True)
    assert find_sign("[[:upper:]]", "line", whole=False) == (None, False)


@pytest.mark.parametrize("where", ["line", "document"])
def test_literals_of_random_regexes_stand_wherever_they_match(where: Viewed, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(where)
    monkeypatch.setattr(module, "MOST", 8)
    seen = 0
    for _ in range(2000):
        pattern = random_regex(dice)
        try:
            compiled = regex.compile(pattern)
        except regex.error:
            continue
        found = literals(pattern, where, least=0.5)
        if found is None:
            continue
        for _ in range(10):
            text = "".join(dice.choices(LETTERS, k=dice.randint(1, 20))).strip() or "a"
            if compiled.search(text):
                (view,) = views([Document(text)], where)
                data = view.data.lower() if found.any_case else view.data
                assert any(literal in data for literal in found.texts), (pattern, text, found)
                seen += 1
    assert seen > 500


def test_a_literal_is_of_the_alphabet() -> None:
    assert literals("Zürich’s", "line") == Literals([encode("Zürich’s")], False)
