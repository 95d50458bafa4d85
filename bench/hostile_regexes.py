"""Which regexes of the shipped rules are slow by themselves: `python bench/hostile_regexes.py [CODE ...]`.

Each regex of a rule and of its conditions is looked for in hostile texts made from itself, and in runs and noise: in
10,000 code points, the longest unit, or in 32 KB where it looks at a document. Told are those that take more than
0.1 seconds of the processor, with the beginning of the text: the scan for all rules, which seldom asks them, is left
out. Rules of the kind `run` are, too, since they look at short lines alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice

import regex
from hostile import PATTERNS, SIZE, everyone, of_patterns

from newslint import kinds, load_linter
from newslint.kinds.run import RunRule
from newslint.packs.placeholders import conditions
from newslint.rule.declaration import LoadedRule
from newslint.rule.templates import CELL, listed
from newslint.text.document import MAX_UNIT

SLOW = 0.1
PATIENCE = 0.6
"""Seconds after which a regex is given up."""
UNITS = 20
"""Strings of a regex that are tried, each in one piece and as words."""


def asked(loaded: LoadedRule) -> Iterator[tuple[str, str, int]]:
    """The regexes of a rule, the key of each, and the length of the text that it looks at."""
    rule = loaded.rule
    if not isinstance(rule, RunRule):
        for key, pattern in islice(kinds.of(rule).patterns(loaded), PATTERNS):
            yield key, pattern, SIZE if rule.scope == "document" else MAX_UNIT
    for keys, pattern in conditions(rule):
        place = keys[1] if keys[0] == "when" else rule.scope
        yield (
            " ".join(map(str, keys)),
            CELL.sub("a", listed(pattern, loaded.lists)),
            (SIZE if place == "document" else MAX_UNIT),
        )


def slowest(pattern: str, size: int, others: Sequence[str]) -> tuple[float, str]:
    """The longest time that a regex takes, and the text."""
    compiled, worst = regex.compile(pattern), (0.0, "")
    units = [unit for unit in islice(dict.fromkeys(of_patterns([pattern])), UNITS) if unit.strip()]
    for whole in (*((unit + joint) * (size // len(unit) + 1) for unit in units for joint in ("", " ")), *others):
        text = whole[:size] if size == SIZE else whole[:size].replace("\n", " ")
        begun = time.process_time()
        try:
            for _ in compiled.finditer(text, timeout=PATIENCE):
                pass
        except TimeoutError:
            pass
        worst = max(worst, (time.process_time() - begun, text[:40]))
        if worst[0] >= PATIENCE:
            break
    return worst


def main(*codes: str) -> None:
    others = everyone()
    seen: set[tuple[str, int]] = set()
    for loaded in load_linter().rules:
        for key, pattern, size in asked(loaded):
            if not loaded.rule.code.startswith(codes or ("",)) or (pattern, size) in seen:
                continue
            seen.add((pattern, size))
            spent, text = slowest(pattern, size, others)
            if spent > SLOW:
                print(f"{loaded.rule.code}\t{key}\t{spent:.2f} s\t{text!a}\t{pattern[:100]}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
