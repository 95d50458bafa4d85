"""Two words that lost the space between them: which ones an unknown string in lower case is made of.

One of them is a function word with which no English word is put together, so that the string has no other reading; or
both are long, and neither is what compounds begin or end with.
"""

from __future__ import annotations

from newslint.english.lexicon import PREFIXES, SUFFIXES, lexicon

_ENDS = {
    4: "by are the was has had who but not also been said they that this when with from have were which would "
    "their where until while whether because about what",
    5: "to of",
    6: "in and for his",
}
"""Function words that may follow a word, by the letters that it must have: shorter ones end as “stand-in” does."""
_BEGINNINGS = {
    4: "the and with from that have were their which about when they",
    5: "of to at for not his was are",
    6: "is",
}
"""Those that may stand before a word, by the letters that it must have."""
_SHORT = {"the": 3, "to": 4, "of": 4, "for": 4}
"""Those that may follow a shorter word that is very common."""
_NAMED = frozenset(["mailto", "typeof", "linkedin"])
"""Words of program text, and a name that is often written small."""
_AFTER = {end: least for least, ends in _ENDS.items() for end in ends.split()}
_BEFORE = {begin: least for least, begins in _BEGINNINGS.items() for begin in begins.split()}
MANY, OFTEN, VERY_OFTEN = 10, 20, 100
"""Per million words: how frequent a word must be beside a function word, each of two long ones, and a short one."""
LONG, SURELY = 6, 7
"""Letters of each of two words of which none is a function word, and of one that need not be frequent beside one."""
_FORMING = "ability boards counter family leader master member people school service street"
_COMPOUNDING = frozenset(_FORMING.split())
"""Words with which compounds are made, though they are long."""


def joined(word: str) -> str:
    """The two words, with a space between them, that are written as one; empty where the parts are none, or several."""
    found = [f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1) if _parts(word[:at], word[at:])]
    return found[0] if len(found) == 1 and word not in _NAMED else ""


def _parts(left: str, right: str) -> bool:
    rates = lexicon().frequent
    first, second = rates.get(left, 0), rates.get(right, 0)
    if len(left) >= _SHORT.get(right, len(left) + 1) and first >= VERY_OFTEN:
        return True
    if len(left) >= _AFTER.get(right, len(left) + 1) and (first >= MANY or _surely(left)):
        return True
    if len(right) >= _BEFORE.get(left, len(right) + 1) and (second >= MANY or (left in _SHORT and _surely(right))):
        return True
    return min(first, second) >= OFTEN and min(len(left), len(right)) >= LONG and not _compounds(left, right)


def _surely(word: str) -> bool:
    return len(word) >= SURELY and word in lexicon()


def _compounds(left: str, right: str) -> bool:
    """Whether two long words make a compound: by a prefix or suffix, or since the second says who or what does it."""
    agent = right.endswith(("er", "ers", "or", "ors", "ing"))
    return agent or left in _COMPOUNDING or left in PREFIXES or right in SUFFIXES or right in _COMPOUNDING
