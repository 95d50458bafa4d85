"""What texts cost that are made to be slow: `python bench/adversarial.py [CODE ...] [--each N] [--seed N]`.

From each shipped rule's regexes and examples hostile texts of 32 KB are made (see hostile.py), and some by chance, N of
them, are linted with all rules in one process. A rule's figure is the worst of its texts: the time of the processor for
a KB, as a multiple of what sound news costs. Whichever rule is slow there, it is written down under the rule that the
text was made of. A text that takes longer than 10 seconds is given up.

Without codes the figures of all rules are written to adversarial.tsv beside this file.
"""

from __future__ import annotations

import argparse
import gc
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

from hostile import SIZE, everyone, hostile

from newslint import Document, Linter, load_linter

HERE = Path(__file__).parent
FIGURES = HERE / "adversarial.tsv"
NEWS = [*sorted((HERE.parent / "seeds").glob("*-clean-*.txt"))]
MOST = 10.0
"""How many times the cost of news a hostile text may have."""
ROUNDS = SIZE // 6_000
"""How often the news is looked at to measure it: together it is as long as a hostile text."""
PATIENCE = 10.0
"""Seconds of the processor after which a text is given up."""
SHOWN = 20
"""Rules that are printed, and code points of a text that are."""


class GivenUp(BaseException):
    """A text took too long. No Exception: the linter holds those to be a rule's own."""


class Cost(NamedTuple):
    """What a text costs, as a multiple of news, what came out of it, and the text."""

    times: float
    findings: int
    errors: int
    text: str

    def row(self, code: str) -> str:
        unit = ascii(self.text[: 3 * SHOWN])[1:-1]
        return f"{code}\t{self.times:.1f}\t{self.findings}\t{self.errors}\t{unit}"


class Meter:
    """Measures texts against news, which is measured again and again, since the speed of a machine drifts."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter
        self._news = Document("\n\n".join(file.read_text(encoding="utf-8") for file in NEWS))
        self._normal = 0.0
        self._measured = 0.0
        self._lint(self._news.source)
        gc.collect()
        gc.freeze()  # as the command does: what is loaded is not walked through again and again

    def cost(self, text: str) -> Cost:
        """The cost of a text; of three looks the cheapest, where the first seems dear."""
        cost = self._cost(text)
        if MOST / 2 < cost.times < MOST * 10:
            cost = min(cost, self._cost(text), self._cost(text))
        return cost

    def _cost(self, text: str) -> Cost:
        if time.monotonic() > self._measured + 5:
            spent = sum(self._lint(self._news.source)[0] for _ in range(ROUNDS))
            self._normal, self._measured = spent / len(self._news.source) / ROUNDS, time.monotonic()
        spent, findings, errors = self._lint(text)
        return Cost(spent / len(text) / self._normal, findings, errors, text)

    def _lint(self, text: str) -> tuple[float, int, int]:
        begun = time.process_time()
        try:
            with _patience():
                linted = self._linter.lint(Document(text))
        except GivenUp:
            return time.process_time() - begun, 0, 1
        return time.process_time() - begun, len(linted.findings), len(linted.errors)


@contextmanager
def _patience() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise GivenUp

    signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def worst(meter: Meter, texts: Iterable[str]) -> Cost:
    return max(map(meter.cost, texts), default=Cost(0.0, 0, 0, ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "codes", nargs="*", metavar="CODE", help="rules of which texts are made, or beginnings of codes"
    )
    parser.add_argument("--each", type=int, default=6, help="texts of a rule (default: 6; 0: all)")
    parser.add_argument("--seed", type=int, default=1, help="which texts are chosen")
    args = parser.parse_args()
    linter = load_linter()
    meter = Meter(linter)
    makers: dict[str, Callable[[], list[str]]] = {"any": everyone}
    for loaded in linter.rules:
        makers[loaded.rule.code] = lambda loaded=loaded: list(hostile(loaded))  # type: ignore[misc]
    costs: dict[str, Cost] = {}
    for code, made in makers.items():
        if args.codes and not code.startswith(tuple(args.codes)):
            continue
        texts = made()
        if args.each and code != "any":
            texts = Random(f"{code} {args.seed}").sample(texts, min(args.each, len(texts)))
        costs[code] = worst(meter, texts)
        if costs[code].times > MOST:
            print(costs[code].row(code), flush=True)
    rows = sorted(costs.items(), key=lambda item: -item[1].times)
    over = sum(cost.times > MOST for _, cost in rows)
    print(f"\n{over} of {len(rows)} over {MOST:g} times the cost of news")
    for code, cost in rows[:SHOWN]:
        print(cost.row(code))
    if not args.codes:
        lines = [cost.row(code) for code, cost in sorted(rows)]
        FIGURES.write_text("\n".join(["# code, times the cost of news, findings, errors, text", *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
