"""Texts that stood before in a run: found with their twins, in order, whatever the number of processes."""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from cli_samples import BAD
from conftest import Newslint

from newslint import Document
from newslint.errors import SettingsError
from newslint.linting.duplicates import ALIKE, SHINGLE, SHORTEST, Duplicates
from newslint.settings.keys import Settings

pytest.importorskip("datasketch")

Folder = Callable[[Mapping[str, str | bytes]], Path]
NOUNS = ("bridge", "council", "harbour", "school", "budget", "mayor", "ferry", "market", "garden", "station", "library")
VERBS = ("opened", "closed", "praised", "bought", "mended", "left", "moved", "sold", "painted", "visited")
OPTIONS = ("--isolated", "--duplicates", "--select", "DUP")


def article(seed: int, sentences: int = 30) -> str:
    """A text that no other is like."""
    pick = random.Random(seed)
    return " ".join(
        f"The {pick.choice(NOUNS)} of {pick.randrange(900)} {pick.choice(VERBS)} the {pick.choice(NOUNS)}."
        for _ in range(sentences)
    )


def rewritten(text: str, step: int) -> str:
    """A text in which one word in so many is another."""
    words = text.split()
    words[::step] = [f"else{at}" for at in range(len(words[::step]))]
    return " ".join(words)


def lines(*texts: str) -> bytes:
    return b"".join(json.dumps({"title": "From our readers", "text": text}).encode() + b"\n" for text in texts)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, counted."""
    sides = []
    for text in (one, other):
        words = text.lower().replace(".", "").split()
        sides.append({tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)})
    return len(sides[0] & sides[1]) / len(sides[0] | sides[1])


@pytest.mark.parametrize("step", [8, 20, 60, 100])
def test_likeness_is_told_to_some_hundredths(step: int) -> None:
    known = Duplicates(Settings())
    text = article(1, 100)
    known.keep(Document(text, "a"))
    known.keep(Document(article(2), "b"))
    true = likeness(text, rewritten(text, step))
    twin = known.twin(Document(rewritten(text, step)))
    assert (twin is not None) == (true > ALIKE)
    if twin is not None:
        assert (twin.place.path, twin.same) == ("a", False)
        assert twin.alike == pytest.approx(true, abs=0.1)


def test_case_punctuation_and_wraps_are_nothing() -> None:
    known = Duplicates(Settings())
    known.keep(Document(article(1)))
    twin = known.twin(Document(article(1).upper().replace(".", " !\n\n")))
    assert twin is not None
    assert twin.same


def test_short_texts_come_again_of_themselves() -> None:
    known = Duplicates(Settings())
    for words in (0, 1, SHORTEST - 1):
        document = Document("word " * words)
        known.keep(document)
        assert known.twin(document) is None
    assert known.size == 0


def test_what_is_forgotten_is_no_twin() -> None:
    known = Duplicates(Settings())
    known.keep(Document(article(1), "a"))
    for document in (Document(article(2), "b"), Document(rewritten(article(1), 50), "c")):
        known.keep(document)
    known.forget(1)
    assert known.twin(Document(article(2))) is None
    twin = known.twin(Document(rewritten(article(1), 50)))
    assert twin is not None
    assert twin.place.path == "a"


def test_findings_name_the_twin(newslint: Newslint, folder: Folder) -> None:
    folder({"a.txt": article(1), "b.txt": f"\n{article(1)}", "c.txt": rewritten(article(1), 60), "d.txt": article(2)})
    done = newslint(".", *OPTIONS, "--output-format", "json")
    same, near = json.loads(done.out)
    assert done.code == 1
    assert (same["path"], same["line"], same["code"], same["severity"]) == ("./b.txt", 2, "DUP101", "warning")
    assert same["message"] == "the same text as ./a.txt"
    assert [(place["path"], place["line"], place["column"]) for place in same["related"]] == [("./a.txt", 1, 1)]
    assert (near["path"], near["code"]) == ("./c.txt", "DUP102")
    assert near["message"].startswith("nearly the same text as ./a.txt (about 8")
    assert "  see: ./a.txt:1:1\n" in newslint(".", *OPTIONS).out
    sarif = json.loads(newslint(".", *OPTIONS, "--output-format", "sarif").out)["runs"][0]["results"][0]
    assert sarif["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a.txt"
    assert newslint(".", *OPTIONS, "--ignore", "DUP101", "--extend-ignore", "near-copy").code == 2


def test_the_same_with_any_number_of_processes_and_from_the_cache(newslint: Newslint, folder: Folder) -> None:
    texts = [f"{article(at % 50)} {BAD if at % 2 else ''}" for at in range(120)]
    folder({"a.jsonl": lines(*texts), "b.jsonl": lines(*(rewritten(text, 60) for text in texts[:20]))})
    command = ("a.jsonl", "b.jsonl", *OPTIONS[:2], "--select", "DUP,BP101", "--output-format", "jsonl")
    one, two = (newslint(*command, "--no-cache", "--jobs", jobs) for jobs in "12")
    assert one == two == newslint(*command) == newslint(*command)
    assert one.out.count('"DUP101"') == 70
    assert one.out.count('"DUP102"') == 20
    assert '"message":"the same text as a.jsonl:1#text"' in one.out


def test_settings_grade_and_suppress_them(newslint: Newslint, folder: Folder) -> None:
    folder({"a.txt": article(1), "b.txt": article(1), "c.txt": article(1)})
    ignored = '[per-file-ignores]\n"b.txt" = ["DUP"]\n'
    folder({"newslint.toml": f'duplicates = true\nselect = ["DUP"]\n{ignored}[severity]\nDUP101 = "error"\n'})
    assert newslint(".", "--output-format", "concise").out == "./c.txt:1:1: DUP101 the same text as ./a.txt [error]\n"
    assert "DUP101 same-text-again (warning)" in newslint("rule", "DUP101").out


def test_the_gate_keeps_one_of_each(newslint: Newslint, folder: Folder, tmp_path: Path) -> None:
    damaged = f"{article(2)}\n\n{BAD}"
    folder({"a.jsonl": lines(article(1), damaged), "b.jsonl": lines(article(2), article(1), rewritten(article(2), 60))})
    options = ("--isolated", "--language", "any", "--select", "BP101,DUP", "--duplicates", "--reject-for", "DUP")
    for jobs in "12":
        sides = ("--accept", f"{jobs}/in", "--reject", f"{jobs}/out")
        done = newslint("gate", "a.jsonl", "b.jsonl", *options, *sides, "--jobs", jobs)
        assert "5 records = 2 accepted + 3 rejected + 0 malformed" in done.err
        rejected = (tmp_path / jobs / "out/b.jsonl").read_text().splitlines()
        assert [json.loads(line)["newslint"]["reasons"] for line in rejected] == [["DUP101"], ["DUP102"]]
        assert (tmp_path / jobs / "in/b.jsonl").read_bytes() == lines(article(2))
    again = newslint("gate", "a.jsonl", *options, "--accept", "1/in", "--reject", "1/out", "--resume")
    assert (again.code, "--duplicates compares with all" in again.err) == (2, True)


def test_a_file_that_breaks_off_leaves_no_twins(newslint: Newslint, folder: Folder, tmp_path: Path) -> None:
    broken = gzip.compress(lines(article(1)) + random.Random(1).randbytes(100_000))[:-50_000]
    folder({"a.jsonl.gz": broken, "b.jsonl": lines(article(1))})
    options = ("--isolated", "--language", "any", "--select", "DUP", "--duplicates", "--reject-for", "DUP")
    done = newslint("gate", "a.jsonl.gz", "b.jsonl", *options, "--accept", "in", "--reject", "out")
    assert done.code == 2
    assert (tmp_path / "in/b.jsonl").read_bytes() == lines(article(1))


def test_without_datasketch_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(SettingsError, match=r"pip install 'newslint\[duplicates\]'"):
        Duplicates(Settings())


def test_neither_selected_is_told() -> None:
    with pytest.raises(SettingsError, match="--extend-select DUP"):
        Duplicates(Settings(select=("BP",)))
