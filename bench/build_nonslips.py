"""Build the list of what looks like a slip and is none: `python bench/build_nonslips.py` (needs the package wordfreq).

Writes newslint/english/nonslips.txt: of all that one slip makes of a common word, what other languages write, or
English itself writes too often: “mariage”, “chanel”, “statins”.
"""

import textwrap
from collections.abc import Iterator

from wordfreq import zipf_frequency

from newslint.english.lexicon import FOLDER, lexicon, names
from newslint.english.slips import OF_VOWEL, WITHOUT, is_target

LANGUAGES = "bg ca cs da de el es fi fil fr he hu id is it lt lv mk ms nb nl pl pt ro ru sh sk sl sv tr uk vi"
FOREIGN, USUAL = 2.4, 2.0
"""Zipf frequency of what another language has as a word, and of what English has."""
_SLIPS = (
    "agressive orginal adress occurence reponse milion posible geting puting consistant orignal tabacco personel "
    "curent suport excelent diferent progam hoever portait"
)
SLIPS = frozenset(_SLIPS.split())
"""Slips all the same."""
ALSO = (
    "roughy telcom telcoms faming compering bigging releasees mechant midrop cancelation recission manoeuver "
    "manoeuvers manoeuvered manoeuvering processer processers distributer distributers securitise "
    "securitised bene enver wons"
)
"""Words that no list has."""


def slips(word: str) -> Iterator[str]:
    """What one slip makes of a word."""
    for at in range(1, len(word)):
        if len(word) >= WITHOUT:
            yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if word[at] in "aeiou" and len(word) >= OF_VOWEL:
                yield from (word[:at] + vowel + word[at + 1 :] for vowel in "aeiou")


def is_word(form: str) -> bool:
    """Whether a form is a word of English or of another language, or a name."""
    if form in lexicon() or form in SLIPS:
        return False  # looked up before, or a slip
    return (
        form in names()
        or zipf_frequency(form, "en") >= USUAL
        or any(zipf_frequency(form, language) >= FOREIGN for language in LANGUAGES.split())
    )


def main() -> None:
    """Write the list."""
    common = [word for word, rate in lexicon().frequent.items() if is_target(word, rate)]
    forms = {form for word in common for form in slips(word)}
    found = sorted({form for form in forms if is_word(form)} | set(ALSO.split()))
    (FOLDER / "nonslips.txt").write_text("\n".join(textwrap.wrap(" ".join(found), 118)) + "\n", encoding="utf-8")
    print(f"{len(found)} of {len(forms)} forms")


if __name__ == "__main__":
    main()
