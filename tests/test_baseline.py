"""The baseline: what is accepted stays accepted while text moves, and what is new fails."""

from __future__ import annotations

import json

import pytest
from cli_samples import BAD, CLEAN

RULES = ("--isolated", "--select", "BP101,RP102")
FILE = "newslint-baseline.json"
USE = ("--baseline", FILE)


def record(newslint, *paths: str) -> None:
    assert newslint("baseline", *RULES, *paths).code == 0


def test_record(newslint, folder) -> None:
    root = folder({"a.txt": BAD, "sub/b.txt": CLEAN})
    result = newslint("baseline", *RULES)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "Recorded 1 finding of 2 files in newslint-baseline.json. Name it in the settings, "
        'baseline = "newslint-baseline.json", or with --baseline.\n'
    )
    held = json.loads((root / FILE).read_text())
    assert list(held) == ["version", "files"]
    assert [entry[:6] for entry in held["files"].pop("a.txt")] == ["BP101 "]
    assert held == {"version": 1, "files": {}}


def test_only_new_findings_fail(newslint, folder) -> None:
    root = folder({"a.txt": BAD})
    record(newslint, "a.txt")
    (root / "a.txt").write_text(f"It rained.\n\n{BAD}")
    result = newslint(*RULES, *USE, "a.txt")
    assert result == (0, "", "Nothing found (1 file checked with 2 rules; 1 more in the baseline).\n")
    (root / "a.txt").write_text(f"It rained in the the north.\n\n{BAD}\nLeave a reply\n")
    result = newslint(*RULES, *USE, "--output-format", "concise", "a.txt")
    assert result.code == 1
    assert [line.split(":")[1] for line in result.out.splitlines()] == ["1", "7"]


def test_settings_name_it_from_their_folder(newslint, folder) -> None:
    root = folder({"newslint.toml": 'select = ["BP101"]\nbaseline = "accepted.json"\n', "sub/a.txt": BAD})
    result = newslint("baseline", "a.txt", cwd=root / "sub")
    assert (result.code, result.err) == (0, "Recorded 1 finding of 1 file in ../accepted.json.\n")
    assert newslint("sub").code == newslint("a.txt", cwd=root / "sub").code == 0
    assert newslint("--isolated", "--select", "BP101", "sub").code == 1


def test_stale_entries_are_told_and_pruned(newslint, folder) -> None:
    root = folder({"a.txt": BAD, "b.txt": BAD, "c.txt": BAD})
    record(newslint, ".")
    (root / "a.txt").write_text(CLEAN)
    (root / "b.txt").unlink()
    result = newslint(*RULES, *USE, "a.txt")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines()[0] == (
        "newslint: 2 entries of newslint-baseline.json found no more (a.txt and 1 more); "
        "`newslint baseline --prune` takes them out"
    )
    (root / "a.txt").write_text(f"{CLEAN}\nIt rained in the the north.\n")
    result = newslint("baseline", *RULES, "--prune", "a.txt")
    assert (result.code, result.err) == (0, "Took 2 of 3 entries out of newslint-baseline.json.\n")
    assert list(json.loads((root / FILE).read_text())["files"]) == ["c.txt"]
    assert newslint(*RULES, *USE, "a.txt").code == 1


def test_rules_that_do_not_run_make_no_entry_stale(newslint, folder) -> None:
    folder({"a.txt": BAD})
    record(newslint, "a.txt")
    assert "found no more" not in newslint("--isolated", "--select", "RP102", *USE, "a.txt").err


def test_recording_again_keeps_what_was_not_looked_at(newslint, folder) -> None:
    root = folder({"a.txt": BAD, "b.txt": BAD})
    record(newslint, "a.txt")
    record(newslint, "b.txt")
    assert list(json.loads((root / FILE).read_text())["files"]) == ["a.txt", "b.txt"]


def test_sarif_tells_new_from_unchanged(newslint, folder) -> None:
    root = folder({"a.txt": BAD})
    record(newslint, "a.txt")
    (root / "a.txt").write_text(f"It rained in the the north.\n\n{BAD}")
    (run,) = json.loads(newslint(*RULES, *USE, "--output-format", "sarif", "a.txt").out)["runs"]
    states = [(result["ruleId"], result["baselineState"]) for result in run["results"]]
    assert states == [("RP102", "new"), ("BP101", "unchanged")]
    page = newslint(*RULES, *USE, "--output-format", "html", "a.txt").out
    assert "<p class=note>1 more stand in the baseline and are not in this page.</p>" in page
    assert ("RP102" in page, "BP101" in page) == (True, False)
    (run,) = json.loads(newslint(*RULES, "--output-format", "sarif", "a.txt").out)["runs"]
    assert not any("baselineState" in result for result in run["results"])


def test_what_is_accepted_is_not_fixed(newslint, folder) -> None:
    root = folder({"a.txt": BAD})
    record(newslint, "a.txt")
    assert newslint(*RULES, *USE, "--fix", "a.txt").code == 0
    assert (root / "a.txt").read_text() == BAD


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no such baseline; `newslint baseline` writes it"),
        ("{", "not a baseline: Input data was truncated"),
        ('{"version": 3, "files": {}}', "not a baseline: "),
    ],
)
def test_a_baseline_that_cannot_be_read(newslint, folder, content: str | None, reason: str) -> None:
    folder({"a.txt": BAD, **({FILE: content} if content else {})})
    for verb in ((), ("baseline", "--prune")):
        result = newslint(*verb, *RULES, *USE, "a.txt")
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("newslint: error: ")
        assert reason in result.err


def test_nothing_is_recorded_where_something_was_not_checked(newslint, folder) -> None:
    root = folder({"a.txt": BAD})
    result = newslint("baseline", *RULES, "a.txt", "missing.txt")
    assert (result.code, result.out) == (2, "")
    assert "newslint-baseline.json is left as it was. " in result.err
    assert not (root / FILE).exists()


def lines(*records: dict[str, object]) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def test_records_are_known_by_their_ids(newslint, folder) -> None:
    first, second = {"id": "k1", "title": "Rain", "text": BAD}, {"id": "k2", "text": BAD}
    root = folder({"a.jsonl": lines(first, second), "b.txt": BAD, "c.jsonl": lines({"text": BAD})})
    record(newslint, ".")
    held = json.loads((root / FILE).read_text())
    assert (held["version"], list(held["files"])) == (2, ["b.txt"])
    assert {name: list(keys) for name, keys in held["records"].items()} == {
        "a.jsonl": ["k1#text", "k2#text"],
        "c.jsonl": [":1#text"],
    }
    folder({"a.jsonl": lines({"id": "k3", "text": BAD}, second, first)})
    result = newslint(*RULES, *USE, "--output-format", "concise", "a.jsonl")
    assert (result.code, result.out.split(": ")[0]) == (1, "a.jsonl:1#text:3:1")
    assert "found no more" not in result.err
    folder({"a.jsonl": lines({"id": "k2", "text": CLEAN})})
    assert "2 entries of newslint-baseline.json found no more (a.jsonl)" in newslint(*RULES, *USE, "a.jsonl").err
    titles = newslint(*RULES, *USE, "--text-field", "id", "a.jsonl")
    assert "found no more" not in titles.err  # another field was looked at
    assert newslint("baseline", *RULES, "--prune", ".").err.startswith("Took 2 of 4 entries out of ")
    assert list(json.loads((root / FILE).read_text())["records"]) == ["c.jsonl"]


def test_fingerprints_tell_records_of_a_file_apart(newslint, folder) -> None:
    folder({"a.jsonl": lines(*({"id": at, "text": BAD} for at in range(3)))})
    for form in ("gitlab", "sarif"):
        found = newslint(*RULES, "--output-format", form, "a.jsonl").out
        told = {part[:48] for part in found.replace("newslint/v1", "fingerprint").split('"fingerprint":')[1:]}
        assert len(told) == 3, found
