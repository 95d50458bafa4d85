"""Sequences that no language writes, since one character was read as two or three: `donâ€™t`, `ErdoÄŸan`.

ftfy knows most of them and mends them line by line. Others are known to be damage whatever it makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newslint.encodings.characters import Spotted
from newslint.encodings.decoders import DECODERS
from newslint.late import late

_TELLING = "¡-¿À-ÿĀ-žƒˆˇ˘-˝\u0384\u0385ґҐ‚„†‡•‰‹›⁄₧€№™∂∆∏∑√∞∩∫≈≠≡≤≥⌐─-▟◊\uf8ffﬁﬂ\ufffd"
"""Characters of which one at least stands in a sequence, beside any other beyond ASCII,"""
SUSPECT = late(
    rf"[{_TELLING}][^\x00-\x7f]|[^\x00-\x7f][{_TELLING}]|[\x80-\x9fÂÃâ¬]|A[¡-»]|[ÄÅÈÎÏ][“”‘’–—…]"
    r"|вЂ|[ВГРСΒΓΞΟ][‘’“”][ВГРСΒΓΞΟ]"
)
"""and what a line must hold for anything to be found in it: such a pair, a telling character alone, or one of the pairs
of letters of Russian and Greek that are made of quotation marks."""
_CONTINUES = "€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿\x80-\x9f\xa0\xad"
SURE = late(
    r"â€|â[\"'][¢¬™œ]|(?<=[A-Za-z])Ã[¡¢£¤§¨©ª«\xad±²³´¶¹º»¼]|Ã[…¥†\x85](?=[a-z]{3})|Â(?=[£©®°·»¿§])"
    rf"|(?<=[A-Za-z])[ÄÅÈ][{_CONTINUES}ŠŒŽšœžŸ](?=[a-z])|\b[ÄÅ][{_CONTINUES}ŠŒŽšœžŸ](?=[a-z]{{3}})"
    rf"|(?<=[a-z])[ÄÅÈ][{_CONTINUES.replace('‘’“”–—…', '')}ŠŒŽšœžŸ]|[â-ô][\x80-\x9f]{{1,2}}|å[ˆ‰Š]\s?[\xa0-\xbf]?"
    r"|(?<=[a-z])A[©¨¯±¶¼³¡ª§«´»](?=[a-z])"
)
"""What no language writes, whatever ftfy can make of it."""
_IN_CAPITALS = late(r"[A-Z]{2}Â\xa0[A-Z]{2}")
"""Â at the end of a word in capitals, before a fixed space: a letter as likely as a trace of decoding."""


def mended(line: str) -> Iterator[Spotted]:
    """The damaged words of a line for which it is known what was meant."""
    return ((start, end, {"suggestion": meant}) for start, end, meant, sure in _damaged(line) if sure)


def garbled(line: str) -> Iterator[Spotted]:
    """The damaged words of a line that nothing mends for sure."""
    return (
        (start, end, {"suggestion": meant} if meant else {}) for start, end, meant, sure in _damaged(line) if not sure
    )


def part(text: str, start: int, end: int) -> bool:
    """Whether a span is a part of a sequence such as `â` and two control characters."""
    return any(found.start() < start < found.end() for found in SURE.finditer(text, max(0, start - 3), end))


@lru_cache(maxsize=500)  # asked by several rules, and of each of many short lines that are alike
def _damaged(line: str) -> tuple[tuple[int, int, str, bool], ...]:
    """Spans of the damaged words of a line, what is likeliest meant, and whether that is sure."""
    return tuple(_each_damaged(line))


def _each_damaged(line: str) -> Iterator[tuple[int, int, str, bool]]:
    from ftfy import fix_encoding  # noqa: PLC0415  (slow to import)
    from ftfy.badness import BADNESS_RE  # noqa: PLC0415

    done, plan = 0, None
    for bad in sorted([*BADNESS_RE.finditer(line), *SURE.finditer(line)], key=re.Match.start):
        if bad.start() < done:
            continue
        first, done = _word(line, *bad.span())
        damaged = line[first:done]
        plan = fix_encoding(line) if plan is None else plan
        fixed, own = fix_encoding(damaged), ""
        if fixed == damaged and SURE.search(damaged):
            fixed = own = _decoded(damaged)
        if (plan == line and not SURE.search(damaged)) or _IN_CAPITALS.search(damaged):
            continue
        sure = fixed != damaged and (fixed in plan or bool(own)) and not BADNESS_RE.search(fixed)
        yield first, done, fixed if fixed != damaged else "", sure


def _decoded(word: str) -> str:
    """A word as UTF-8 that was read as Windows-1252; itself where it was not."""
    try:
        return DECODERS["utf-8-as-windows"](word)
    except ValueError:
        return word


def _word(line: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the white space around it."""
    first = line.rfind(" ", 0, start) + 1
    last = line.find(" ", end)
    return first, len(line) if last < 0 else last
