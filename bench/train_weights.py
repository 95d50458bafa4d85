"""Train the weights that tell translated news from news written in English: `rules/translation/statistics.tsv`.

    python bench/train_weights.py CORPORA [--without FILE ...] [--out TABLE] [--judge FILE ...] [--check]

CORPORA is a folder with `mt-news`, and with `clean-news`, `wild-news`, `boilerplate-pages` and `ocr-news` of which the
native sources are taken (`.jsonl.gz`, as any FILE: an object a line with `text`, `truth` or `lines`, and `kind`,
`source_lang`, `dataset` or `source`). Translations by machines and by people are told from all of these. The same
corpora give the same table, to the byte. The one that is shipped was made `--without` those articles of `wild-news` in
which a reader marked all damage, 64 of native sources: what the rules are measured by is not learnt from.

`--check` leaves each native source out in turn, and each source language, and prints what is found at which share of
native documents: choose the thresholds of the rules by it. `--judge` counts documents of further files among what is
found; nothing is learnt from them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

from newslint.kinds.scale import BIAS
from newslint.text.grams import MARKS, SHAPES, Gram, Tokens, grams
from newslint.text.grams import written as in_table

SCANS = ("bln600", "overproof-combined")
"""The sources of `ocr-news` that are newspapers, of which the truth is taken: English as it was in 1800 and 1900."""
NATIVE = ("fnc1", "satire", "politifact", "uganda", "masakhane", "usmedia2025", "indiatv", "indiabiz")
"""The sources of `wild-news` that were written in English."""
WORDS = 600
"""Common words that stand for themselves; all others are shapes."""
LONGEST = 2
"""Tokens of the longest runs."""
LEAST = 12
"""Pieces of text in which a run must stand."""
KEPT = 8_000
"""Runs of the table: the heaviest, and all words."""
PIECES = (150, 250, 400, 200, 320)
"""Tokens of the pieces that a document is cut into, in turn: short documents are judged as well as long ones."""
MOST = 3
"""Pieces of one document."""
SHORTEST = 100
STRENGTH = 2.0
"""Of the data against the wish for small weights: the C of a logistic regression."""
USUAL = 800
"""Pieces of a source of usual size: larger ones count for less, by the root."""
HUMAN = 2.0
"""What a translation by people counts for against one by a machine."""
PASS = 0.1
"""Share of native documents that are looked at more closely."""
RATES = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02)

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


class Text(NamedTuple):
    """A document: native, machine or human, of which source (or language), and what it says."""

    name: str
    kind: str
    source: str
    text: str


def load(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_corpora(folder: Path, without: set[str]) -> list[Text]:
    """All texts to learn from, in the order of their files."""
    texts = [
        Text(row["id"], "native", re.sub(r"^(wmt|horne).*", "small sets", row["dataset"]), row["text"])
        for row in load(folder / "clean-news.jsonl.gz")
    ]
    texts += [
        Text(row["id"], "native", row["source"], row["text"])
        for row in load(folder / "wild-news.jsonl.gz")
        if row["source"] in NATIVE
    ]
    texts += [
        Text(
            row["id"], "native", "pages", "\n".join(line["text"] for line in row["lines"] if line["label"] == "content")
        )
        for row in load(folder / "boilerplate-pages.jsonl.gz")
    ]
    texts += [
        Text(row["id"], "native", row["dataset"], row["truth"].replace("¬\n", "").replace("\u00ad", ""))
        for row in load(folder / "ocr-news.jsonl.gz")
        if row["dataset"] in SCANS
    ]
    texts += [
        Text(row["id"], "machine" if row["kind"] == "mt" else "human", row["source_lang"], row["text"])
        for row in load(folder / "mt-news.jsonl.gz")
    ]
    return [text for text in texts if text.name not in without]


def common_words(texts: Sequence[Text]) -> list[str]:
    """The words that most documents hold in each of three quarters of the native sources: none of one topic or house.

    Names stay out, and so do the days and months.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for text in texts:
        if text.kind == "native":
            words = set(_WORD.findall(text.text.replace("’", "'")))
            written.update(words)
            seen[text.source].update({word.lower() for word in words})
            sizes[text.source] += 1
    sources = sorted(seen)

    def everywhere(word: str) -> float:
        return sorted(seen[source][word] / sizes[source] for source in sources)[len(sources) // 4]

    lower = {word for word in set().union(*seen.values()) if written[word] >= written[word.capitalize()] or word == "i"}
    return sorted(lower, key=lambda word: (-everywhere(word), word))[:WORDS]


def pieces(tokens: list[str], turn: int) -> Iterator[list[str]]:
    """A document cut into pieces of different lengths; each document begins with another one."""
    at = 0
    for size in islice(cycle(PIECES), turn % len(PIECES), turn % len(PIECES) + MOST):
        if len(piece := tokens[at : at + size]) >= SHORTEST:
            yield piece
        at += size


def count(tokens: list[str]) -> Counter[Gram]:
    counts: Counter[Gram] = Counter()
    for length in range(1, LONGEST + 1):
        counts.update(grams(tokens, length))
    return counts


def matrix(counted: Sequence[Counter[Gram]], columns: dict[Gram, int]) -> Any:
    """A row a text: logarithms of the counts, scaled to length 1."""
    starts, places, values = [0], [], []
    for counts in counted:
        row = [(columns[gram], math.log1p(number)) for gram, number in counts.items() if gram in columns]
        length = math.sqrt(sum(value * value for _, value in row)) or 1.0
        row.sort()
        places += [place for place, _ in row]
        values += [value / length for _, value in row]
        starts.append(len(places))
    return sparse.csr_matrix((values, places, starts), shape=(len(counted), len(columns)))


class Learnt(NamedTuple):
    """Pieces of documents as a matrix, and what each is."""

    kinds: list[str]
    sources: list[str]
    counted: list[Counter[Gram]]

    def weights(self) -> Any:
        """What each piece counts for."""
        sizes = Counter(zip(self.kinds, self.sources, strict=True))
        return np.array(
            [
                (HUMAN if kind == "human" else 1.0) * (USUAL / sizes[kind, source]) ** 0.5
                for kind, source in zip(self.kinds, self.sources, strict=True)
            ]
        )


def fit(rows: Any, translated: Any, weights: Any) -> tuple[Any, float]:
    """The weight of each column, and the bias."""
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=300)
    model.fit(rows, translated, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def choose(rows: Any, found: Any, columns: dict[Gram, int], words: set[str]) -> dict[Gram, int]:
    """The runs that a table keeps: all words, shapes and marks, and those that move scores most."""
    moved = np.abs(found) * np.sqrt(np.asarray(rows.multiply(rows).mean(axis=0)).ravel())
    always = words | SHAPES | MARKS
    order = sorted(
        columns, key=lambda gram: (gram not in always, -round(float(moved[columns[gram]]), 9), in_table(gram))
    )
    return {gram: at for at, gram in enumerate(sorted(order[:KEPT], key=in_table))}


def glance(texts: Sequence[Text], tokens: Tokens, single: list[str]) -> dict[str, float]:
    """Weights for a first look: of single words by their share of all, so that PASS of native documents are above 0."""
    columns = {token: at for at, token in enumerate(single)}
    rows = np.zeros((len(texts), len(single)))
    for at, text in enumerate(texts):
        for token, number in Counter(tokens.each(text.text)).items():
            if token in columns:
                rows[at, columns[token]] = 100 * number / max(len(text.text.split()), 1)
    translated = np.array([text.kind != "native" for text in texts])
    centred = rows - rows.mean(axis=0)
    found = np.linalg.solve(centred.T @ centred + np.eye(len(single)), centred.T @ np.where(translated, 3.0, -1.0))
    long = np.array([len(text.text.split()) >= 120 for text in texts])
    scores = rows @ found
    line = float(np.quantile(scores[long & ~translated], 1 - PASS))
    print(f"first look: {np.mean(scores[long & translated] > line):.1%} of translated documents pass")
    return {BIAS: -100 * line, **{token: 10_000 * found[at] for token, at in columns.items()}}


def table(columns: dict[Gram, int], found: Any, bias: float, first: dict[str, float]) -> str:
    """The table as it is written; a weight of 0 stays, as it counts for a text's length."""
    rows = [
        f"{in_table(gram)}\t{found[at]:.2f}\t{f'{first[gram]:.0f}' if isinstance(gram, str) else ''}"
        for gram, at in columns.items()
    ]
    head = [
        "# Runs of small words and shapes: above 0 where translated news has more of them, below where news written in",
        "# English has. Made by bench/train_weights.py.",
        "gram\tweight\tfirst",
        f"{BIAS}\t{bias:.2f}\t{first[BIAS]:.1f}",
    ]
    return "\n".join([*head, *rows]) + "\n"


def check(texts: list[Text], judged: list[Text], learnt: Learnt, columns: dict[Gram, int], tokens: Tokens) -> None:
    """What is found where nothing of a source, or of a language, was learnt."""
    rows, weights = matrix(learnt.counted, columns), learnt.weights()
    kinds, sources = np.array(learnt.kinds), np.array(learnt.sources)
    whole = [text for text in [*texts, *judged] if len(text.text.split()) >= 120]
    asked = matrix([count(tokens.of(text.text)) for text in whole], columns)
    scores: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for native, source in sorted({(text.kind == "native", text.source) for text in texts}):
        left = (kinds == "native") == native
        kept = ~(left & (sources == source))
        found, bias = fit(rows[kept], kinds[kept] != "native", weights[kept])
        for text, score in zip(whole, asked @ found + bias, strict=True):
            if text.kind == "judged":
                if native:
                    scores["judged", text.source].append((score, text.name))
            elif (text.kind == "native") == native and text.source == source:
                scores[text.kind, text.source].append((score, text.name))
        print("left out:", source, flush=True)
    of = {kind: [score for key, found in scores.items() if key[0] == kind for score, _ in found] for kind, _ in scores}
    lines = {rate: sorted(of["native"])[-1 - round(rate * len(of["native"]))] for rate in RATES}
    print("\n| | documents | " + " | ".join(f"{rate:.2%}" for rate in RATES) + " |")
    print("|---|---|" + "---|" * len(RATES))
    print("| score | | " + " | ".join(f"{line:.2f}" for line in lines.values()) + " |")

    def show(name: str, values: list[float]) -> None:
        shares = [sum(value > line for value in values) / len(values) for line in lines.values()]
        print(f"| {name} | {len(values)} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")

    for kind, values in sorted(of.items()):
        show(kind, values)
    for (kind, source), rated in sorted(scores.items()):
        show(f"{kind} {source}", [score for score, _ in rated])
    print("\nnative documents that score highest:")
    for score, name in sorted((pair for key, found in scores.items() if key[0] == "native" for pair in found))[:-41:-1]:
        print(f"{score:.2f} {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "rules/translation/statistics.tsv")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="files of documents not to learn from")
    parser.add_argument("--judge", type=Path, nargs="*", default=[], help="files of documents to be found")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    without = {row["id"] for path in options.without for row in load(path)}
    texts = read_corpora(options.corpora, without)
    words = common_words(texts)
    tokens = Tokens(words)
    learnt = Learnt([], [], [])
    for turn, text in enumerate(texts):
        for piece in pieces(tokens.of(text.text), turn):
            learnt.kinds.append(text.kind)
            learnt.sources.append(text.source)
            learnt.counted.append(count(piece))
    seen = Counter(gram for counts in learnt.counted for gram in counts)
    columns = {gram: at for at, gram in enumerate(sorted((g for g in seen if seen[g] >= LEAST), key=in_table))}
    rows, weights = matrix(learnt.counted, columns), learnt.weights()
    translated = np.array([kind != "native" for kind in learnt.kinds])
    columns = choose(rows, fit(rows, translated, weights)[0], columns, set(words))
    found, bias = fit(matrix(learnt.counted, columns), translated, weights)
    first = glance(texts, tokens, [gram for gram in columns if isinstance(gram, str)])
    options.out.write_text(table(columns, found, bias, first), encoding="utf-8", newline="\n")
    print(f"{len(columns)} weights from {len(learnt.kinds)} pieces of {len(texts)} documents: {options.out}")
    if options.check:
        judged = [
            Text(row["id"], "judged", path.parent.name, row["text"]) for path in options.judge for row in load(path)
        ]
        check(texts, judged, learnt, columns, tokens)


if __name__ == "__main__":
    main()
