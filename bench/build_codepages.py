"""Count which letters stand beside each accented one, as written and as a wrong code page shows it: codepages.tsv.

usage: build_codepages.py > lint/newslint/encodings/codepages.tsv    (needs the package wordfreq)

A Polish name written in ISO 8859-2 and read as Windows-1252 has `³` where `ł` was. Each row has a code page, a
character as Windows-1252 shows it, and how much likelier than in sound words of 26 languages it stands there at all,
after each letter and before each letter: natural logarithms, in halves, letters of the same value together. `^` is the
start of a word, `$` its end, `*` any letter beyond ASCII.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from wordfreq import top_n_list

CENTRAL, WESTERN = "cs pl hu ro sh sk sl", "fr es de sv pt it da nb fi is ca"
PAGES = {
    "cp1250": CENTRAL,
    "iso8859_2": CENTRAL,
    "cp1254": "tr",
    "cp1257": "lt lv",
    "mac_roman": WESTERN,
    "cp850": WESTERN,
}
SOUND = f"{WESTERN} {CENTRAL} tr lt lv nl vi"
ESTONIAN = (
    "Tõnu Tõnis Lõhmus Võru Põlva Põltsamaa Jõgeva Jõgi Jõhvi Kõiv Kõrve Mõisa Nõmme Nõo Rõuge Rõngu Sõmeru Tõrva "
    "Võsu Võrtsjärv Võnnu Õismäe Õunapuu Õpetaja Põder Põld Põhja Põllu Tõll Lõuna Kõpu Kõue Hõbe Jõe Jõks Kõva "
    "Mõttus Nõges Rõõm Rõuk Sõber Sõna Sõõru Võhma Õnnepalu Õigus Müür Tšornõi Krõlov Malõgin Nõukogu Kõrgessaare "
    "Tõstamaa Võõras Põim Rõivas Kõll Lõiv Lõo Nõid Õis Õun Põdra Sõerd Tõld Võlu Vahtõ Malõšev"
)
"""A language that wordfreq lacks."""
CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")
"""Romanian letters as the code pages have them."""
MOST = 60_000
ALPHABET = "^abcdefghijklmnopqrstuvwxyz$*"
RARE, RARER = 1e-6, 2e-7
CLAMP = 7.0


def words(language: str) -> list[str]:
    """The words of a language that hold a letter beyond ASCII."""
    if language == "et":
        return ESTONIAN.split()
    listed = (word.translate(CEDILLA) for word in top_n_list(language, 400_000, "best"))
    found = (word for word in listed if word.isalpha() and not word.isascii())
    lower = [word for word, _ in zip((word for word in found if len(word) > 2), range(MOST), strict=False)]
    return [*lower, *(word.capitalize() for word in lower)]


def windows(word: str, page: str) -> str:
    """A word as Windows-1252 shows it that was written in another code page; empty where that lacks a letter."""
    try:
        octets = word.encode(page)
    except UnicodeEncodeError:
        return ""
    return "".join(bytes([octet]).decode("cp1252", "ignore") or chr(octet) for octet in octets)


def contexts(word: str) -> Iterator[tuple[str, str, str]]:
    """Every character beyond ASCII with what stands before and after it."""
    framed = f"^{word}$"
    for before, char, after in zip(framed, framed[1:], framed[2:], strict=False):
        if not char.isascii():
            yield char, *(beside.lower() if beside.isascii() else "*" for beside in (before, after))


class Counted:
    """How often each character and its neighbours stand in the words of some languages, each language alike."""

    def __init__(self, languages: Iterable[Iterable[str]]) -> None:
        self.alone: Counter[str] = Counter()
        self.before: Counter[tuple[str, str]] = Counter()
        self.after: Counter[tuple[str, str]] = Counter()
        every = [Counter(context for word in language for context in contexts(word)) for language in languages]
        for found in every:
            for (char, before, after), count in found.items():
                share = count / found.total() / len(every)
                self.alone[char] += share
                self.before[char, before] += share
                self.after[char, after] += share

    def logs(self, char: str) -> tuple[float, list[float], list[float]]:
        """The logarithms of how often a character stands at all, after each letter and before each."""
        alone = self.alone[char] + RARE
        sides = [
            [math.log((side[char, beside] + RARER) / (alone + RARE)) for beside in ALPHABET]
            for side in (self.before, self.after)
        ]
        return math.log(alone), sides[0], sides[1]


def halves(values: Iterable[float]) -> str:
    """Letters grouped by value."""
    groups: dict[int, str] = {}
    for letter, value in zip(ALPHABET, values, strict=True):
        groups[half] = groups.get(half := round(2 * max(-CLAMP, min(CLAMP, value))), "") + letter
    return " ".join(f"{half}:{letters}" for half, letters in sorted(groups.items()))


def main() -> None:
    """Write the table."""
    known = {language: words(language) for language in SOUND.split()} | {"et": words("et")}
    sound = Counted(known.values())
    print(f"# {__doc__.splitlines()[0]} Made by bench/build_codepages.py.")
    for page, languages in PAGES.items():
        shown = ([windows(word, page) for word in known[language]] for language in languages.split())
        damaged = Counted(shown)
        for char in sorted(damaged.alone):
            if damaged.alone[char] > 10 * RARE:
                (alone, *sides), (usual, *usually) = damaged.logs(char), sound.logs(char)
                columns = (
                    halves(a - b for a, b in zip(*pair, strict=True)) for pair in zip(sides, usually, strict=True)
                )
                print(page, char, round(2 * (alone - usual)), *columns, sep="\t")


if __name__ == "__main__":
    main()
