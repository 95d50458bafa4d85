"""What the OCR rules cost: `python bench/lexicon.py FOLDER`.

Shows how long the lexicon takes to load and how much memory it holds, and the throughput over a folder of clean text
(*.txt) with and without the OCR rules, each document linted once in turn with both so that a machine whose speed drifts
is unfair to none. The first half of the folder warms the memory of words, and has what first needs it compiled.
"""

import gc
import sys
import time
import tracemalloc
from pathlib import Path

from newslint import Document, Linter
from newslint.english.lexicon import Lexicon
from newslint.ocr.confusions import Confusions
from newslint.packs.library import load_packs


def main(folder: str) -> None:
    times = []
    for _ in range(5):
        begin = time.process_time()
        Lexicon.read(), Confusions.read()
        times.append(time.process_time() - begin)
    tracemalloc.start()
    kept = Lexicon.read(), Confusions.read()
    print(f"lexicon: {min(times) * 1000:.0f} ms to load, {tracemalloc.get_traced_memory()[0] / 1e6:.1f} MB held")
    tracemalloc.stop()
    del kept
    packs = load_packs()
    rules = [loaded for pack in packs for loaded in pack.rules if loaded.rule.family != "LT"]
    others = [loaded for loaded in rules if loaded.rule.family != "OCR"]
    linters = Linter(others, packs=packs), Linter(rules, packs=packs)
    texts = [file.read_text(encoding="utf-8") for file in sorted(Path(folder).rglob("*.txt"))]
    half = len(texts) // 2
    for text in texts[:half]:
        for linter in linters:
            linter.lint(Document(text))
    gc.disable()
    spent = [0.0, 0.0]
    for number, text in enumerate(texts[half:]):
        for turn in (0, 1) if number % 2 else (1, 0):
            begin = time.process_time()
            linters[turn].lint(Document(text))
            spent[turn] += time.process_time() - begin
    size = sum(map(len, texts[half:])) / 1e6
    without, with_ocr = (1000 * seconds / size for seconds in spent)
    print(
        f"without OCR rules {without:.0f} ms/MB, with them {with_ocr:.0f}: {without / with_ocr:.0%} of the throughput"
    )


if __name__ == "__main__":
    main(sys.argv[1])
