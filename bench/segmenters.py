"""Compare sentence segmenters: ``python bench/segmenters.py FOLDER``.

Prints precision and recall of sentence boundaries on the hand-written cases of tests/test_segment.py, and the
speed in MB/s (UTF-8 bytes of the text, one thread, one call a line) on the .txt files of FOLDER, for
newslint.segment and, where they are installed, sentencex and pysbd.

With ``--joined`` the files of FOLDER are texts with one sentence a line: the lines that end in a full stop or
quotation mark are joined by spaces, and the joints are the true boundaries of a further column.
"""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 10.0  # a segmenter is stopped after this long; its speed is of what it had read by then

# From a paragraph to the code-point offsets of the ends of its sentences; the last end may be left in.
Segmenter = Callable[[str], Iterable[int]]


def ours() -> Segmenter:
    sys.path.insert(0, str(ROOT / "lint"))
    from newslint.text.sentences import sentences

    return lambda text: [end for _, end in sentences(text, 0, len(text))]


def sentencex() -> Segmenter:
    library = import_module("sentencex")

    # Indices are code points; a sentence takes in the white space after it.
    return lambda text: [found["end_index"] for found in library.get_sentence_boundaries("en", text)]


def pysbd() -> Segmenter:
    segmenter = import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    # TextSpan.end counts the white space after the sentence.
    return lambda text: [found.end for found in segmenter.segment(text)]


def boundaries(segmenter: Segmenter, text: str) -> set[int]:
    """Ends of all sentences but the last, each moved back to the last character that is not white space."""
    ends = {len(text[:end].rstrip()) for end in segmenter(text)}
    return {end for end in ends if 0 < end < len(text.rstrip())}


def cases() -> dict[str, list[tuple[str, set[int]]]]:
    """Text and true boundaries of each case, by the name of its list; read as data, without pytest."""
    tables: dict[str, list[tuple[str, set[int]]]] = {}
    for node in ast.parse((ROOT / "tests" / "test_segment.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in ("CASES", "TORN", "KNOWN"):
                tables[name] = [marked(case) for case in ast.literal_eval(node.value)]
    return tables


def marked(case: str) -> tuple[str, set[int]]:
    """The text of a case, and the code-point offsets of its boundaries."""
    parts = case.split("‖")
    return "".join(parts), {sum(map(len, parts[: at + 1])) for at in range(len(parts) - 1)}


def score(segmenter: Segmenter, table: list[tuple[str, set[int]]]) -> str:
    """Precision and recall of the boundaries over a table, as printed."""
    hits = found = true = 0
    for text, truth in table:
        got = boundaries(segmenter, text)
        hits += len(got & truth)
        found += len(got)
        true += len(truth)
    return f"{hits / found if found else 1:9.3f} {hits / true if true else 1:6.3f}"


def joined(documents: list[str]) -> list[tuple[str, set[int]]]:
    """Each document's sentence lines as one paragraph, and the code-point offsets of the joints."""
    table: list[tuple[str, set[int]]] = []
    for document in documents:
        lines = [line.strip() for line in document.split("\n")]
        lines = [line for line in lines if line.endswith((".", "?", "!", '"', "”"))]
        ends: set[int] = set()
        at = 0
        for line in lines[:-1]:
            ends.add(at + len(line))
            at += len(line) + 1
        table.append((" ".join(lines), ends))
    return table


def speed(segmenter: Segmenter, documents: list[str]) -> str:
    """MB/s over the lines of the documents; the clock includes making the line's string, for all alike."""
    read = 0
    begin = time.perf_counter()
    for document in documents:
        for line in document.splitlines():
            if line.strip():
                segmenter(line)
        read += len(document.encode())
        if time.perf_counter() - begin > SECONDS:
            break
    return f"{read / 1e6 / (time.perf_counter() - begin):8.2f}"


def main(arguments: list[str]) -> int:
    one_a_line = "--joined" in arguments
    folders = [argument for argument in arguments if argument != "--joined"]
    if len(folders) != 1 or not Path(folders[0]).is_dir():
        print("usage: python bench/segmenters.py [--joined] FOLDER   (a folder of .txt files)", file=sys.stderr)
        return 2
    files = sorted(Path(folders[0]).rglob("*.txt"))
    if not files:
        print(f"no .txt file in {folders[0]}", file=sys.stderr)
        return 2
    documents = [file.read_bytes().decode("utf-8", errors="replace") for file in files]
    tables = cases()
    tables["CASES+KNOWN"] = tables["CASES"] + tables["KNOWN"]
    shown = ["CASES", "CASES+KNOWN", "TORN"]
    if one_a_line:
        tables["JOINED"] = joined(documents)
        shown.append("JOINED")
    print(f"{'':10}" + "".join(f" {name:>16}" for name in shown) + f" {'MB/s':>8}")
    print(f"{'':10}" + f" {'precision recall':>16}" * len(shown))
    contenders: dict[str, Callable[[], Segmenter]] = {"ours": ours, "sentencex": sentencex, "pysbd": pysbd}
    for name, make in contenders.items():
        try:
            segmenter = make()
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            print(f"{name:10} not installed")
            continue
        print(f"{name:10}", *(score(segmenter, tables[table]) for table in shown), speed(segmenter, documents))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
