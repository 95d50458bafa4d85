"""Build the table of misspellings: `python bench/build_misspellings.py WORD_CODEGEN`.

WORD_CODEGEN is `src/word_codegen.rs` of the Rust crate typos-dict (MIT or Apache-2.0). Writes
rules/spelling/misspellings.tsv: each wrong spelling with the one that is meant, or several parted by "|". Left out is
what the English lexicon lists; what other languages write often and English more
seldom (by the package wordfreq, which this script needs); what English itself writes too often to be a slip; what is
too short; variants, dialect, and British and American spellings, which are no error.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from wordfreq import zipf_frequency

from newslint.english.lexicon import lexicon

TABLE = Path(__file__).parent.parent / "rules" / "spelling" / "misspellings.tsv"
ENTRY = re.compile(r'InsensitiveStr::Ascii\("([a-z]+)"\),\s*&\[([^\]]*)\]', re.S)
_LANGUAGES = "bg ca cs da de el es fi fil fr he hu id is it lt lv mk ms nb nl pl pt ro ru sh sk sl sv tr uk vi"
LANGUAGES = _LANGUAGES.split()
SHORTEST = 5
"""Letters, but for the slips in SHORT: shorter strings are names, abbreviations and words of other languages."""
_SHORT = "teh adn taht thsi waht wiht hte htat jsut liek knwo tihs tiem whcih wich thier"
SHORT = frozenset(_SHORT.split())
FOREIGN = 2.6
"""Zipf frequency: what another language writes so often is one of its words, unless English writes it as often."""
ENGLISH = 3.0
"""Zipf frequency: what English writes so often is a name, a word or a usage and no slip."""
_DIALECT = (
    "alot alright allright gonna wanna gotta dunno kinda sorta lotta outta cuz coz tho thru nite lite thanx plz pls "
    "ppl yous yall innit aint bruv matey wont cant dont wasnt didnt doesnt isnt couldnt wouldnt shouldnt havent "
    "hasnt hadnt arent werent whats thats lets theyre youre hes shes weve theyve youve ive im id ill itll thatll "
    "wheres heres"
)
DIALECT = frozenset(_DIALECT.split())
"""Dialect and speech written down, and words whose apostrophe is lost: other rules speak of those."""


_VARIANTS = (
    "publically discernable cancelation cancelations cancelling embargos supercede supercedes superceded "
    "superseding remainer remainers worthing hander lates nevers befores excluder delink delinked delinking alikes "
    "empted lifes analise informations softwares distributer distributers processer processers alloted alloting "
    "paperworks homeworks datas missable expensable prefered accessor womens childs mens peoples threated handers "
    "pinter choses objets formes bunds maintenant importante responsable nationales biologia differents manges "
    "projets scriptores editores originales paradies"
)
VARIANTS = frozenset(_VARIANTS.split())
"""Variants that dictionaries or a country's English allow, and words that are names or of other languages."""


def entries(source: str) -> Iterator[tuple[str, list[str]]]:
    """The crate's pairs: a wrong spelling, and what may be meant."""
    for wrong, meant in ENTRY.findall(source):
        yield wrong, re.findall(r'"([^"]+)"', meant)


def keep(wrong: str, meant: list[str]) -> bool:
    """Whether a pair is a slip whoever writes it."""
    if wrong in SHORT:
        return bool(meant)
    if len(wrong) < SHORTEST or not meant or wrong in DIALECT or wrong in VARIANTS or wrong in lexicon():
        return False
    if any(variant(wrong, part) for part in meant):
        return False
    if any(word not in lexicon() for part in meant for word in re.split(r"[ '-]", part) if len(word) > 1):
        return False
    english = zipf_frequency(wrong, "en")
    if english >= ENGLISH:
        return False
    return all(zipf_frequency(wrong, language) < max(FOREIGN, english + 0.4) for language in LANGUAGES)


def variant(wrong: str, meant: str) -> bool:
    """Whether a form is another way to write a word: “removeable”, “workin”, “companys” for “company's”."""
    return (
        wrong == meant.replace("able", "eable").replace("ably", "eably")
        or f"{wrong}g" == meant
        or (wrong.endswith("ys") and meant.endswith("ies"))
    )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="word_codegen.rs of typos-dict")
    arguments = parser.parse_args()
    found = sorted(entries(arguments.source.read_text(encoding="utf-8")))
    rows = [(wrong, "|".join(meant)) for wrong, meant in found if keep(wrong, meant)]
    head = "# Made by bench/build_misspellings.py from typos-dict, MIT OR Apache-2.0. Sorted.\nwrong\tmeant\n"
    TABLE.write_text(head + "".join(f"{wrong}\t{meant}\n" for wrong, meant in rows), encoding="utf-8")
    print(f"{len(rows)} of {len(found)} pairs kept")


if __name__ == "__main__":
    main()
