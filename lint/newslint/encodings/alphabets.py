"""Words of another alphabet whose bytes were read as Western European ones: `Êàïèòàí` for Капитан."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from newslint.encodings.characters import Spotted
from newslint.encodings.decoders import read_as
from newslint.late import late

_LETTER = "À-ÖØ-öø-ÿŠšŽžŒœŸ"
_REST = f"{_LETTER}¢-¿‚ƒ„…†‡ˆ‰‹›€™•“”‘’–—"
_TURNED = "[а-я][А-Я]{2,}"
SIGN = late(
    f"(?<![{_REST}A-Za-z])(?=[{_REST}])(?=[^ ]{{0,30}}[{_LETTER}]{{4}})[{_REST}]{{4,}}(?:[ -][{_REST}]+)*|{_TURNED}"
    r"|(?:[‚ƒ][^\s\x80-\x9f]){3,}"
)
"""Four letters beyond ASCII in a row, and none within: no language of Western Europe writes so."""
_WESTERN = late(f"[{_LETTER}‚ƒ]")
_RUSSIAN = late(_TURNED)
"""What stands in all of these but Russian ones, and all that can stand in a text without that."""
_COMMON: Mapping[str, str] = {
    "cp1251": "оеаинтсрвлкмдпуяыьбг",
    "koi8_r": "оеаинтсрвлкмдпуяыьбг",
    "cp1253": "αοιετσνηυρπκάόίέήύώς",
    "cp1255": "יוהלאמרתבשנ",
}
"""The usual letters of what is written in each code page."""
ENOUGH = 0.6
"""The share of usual letters by which a reading is believed."""


def other_alphabets(text: str) -> Iterator[Spotted]:
    """Runs of such words, with what they are in the code page in which they read best."""
    sign = SIGN if _WESTERN.search(text) else _RUSSIAN
    for match in sign.finditer(text):
        run = match[0]
        if len(set(run)) > 2:
            russian = "А" <= run[-1] <= "Я"
            meant = _best(run, "cp1251", ["koi8_r"]) if russian else _best(run, "cp1252", _COMMON)
            yield *match.span(), {"suggestion": meant} if meant else {}


def _best(run: str, page: str, others: Iterable[str]) -> str:
    """The likeliest reading of a run that a code page shows in the place of others, or nothing."""
    found = [reading for other in others for reading in _reading(run, page, other)]
    share, meant = max(found, default=(0.0, ""))
    return meant if share >= ENOUGH else ""


def _reading(run: str, page: str, other: str) -> Iterator[tuple[float, str]]:
    try:
        meant = read_as(run, page).decode(other)
    except ValueError:
        return
    if re.search(r"[^\W\d_][^\W\d_]*(?<=[а-яα-ώ])[А-ЯΑ-Ω]", meant):
        return
    letters = [char for char in meant.lower() if char.isalpha()]
    yield sum(char in _COMMON[other] for char in letters) / max(1, len(letters)), meant
