"""Measure every shipped rule on clean news: `python bench/measure.py FOLDER [VERDICTS ...] [--languagetool WHERE]`.

FOLDER holds .txt files of news articles that are sound; the name of a document is its path there without `.txt`.
VERDICTS are what readers said of findings there: one JSON object a line with `id` (the name of the document), `line`,
`column`, `match` or `end_column`, and `verdict` (true, false or debatable). Those of bench/verdicts/ are always taken.
A finding that nobody judged counts as false. WHERE is where LanguageTool is (a URL, a folder, a class path); left out,
its rules keep their old figures.

Writes rules/measured.tsv, from which `newslint rule CODE` and severities are judged, and docs/rules.md.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from newslint import Document, Finding, load_linter
from newslint.packs.library import Library
from newslint.packs.measured import ALLOWED, Measured, digest, false_per_million, measured, measured_file, words
from newslint.rule.declaration import LoadedRule
from newslint.settings.keys import Settings

ROOT = Path(__file__).parent.parent
HEADER = "# findings of each rule in clean news: code, true, false, debatable, not judged, digest; first the words read"


class Judged(NamedTuple):
    """What a reader said of a place: columns in its line, the last exclusive."""

    start: int
    end: int
    verdict: str


Verdicts = dict[tuple[str, int], list[Judged]]


def read_verdicts(files: Iterable[Path]) -> Verdicts:
    """Verdicts by document and line."""
    found: Verdicts = defaultdict(list)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            end = row.get("end_column") or row["column"] + max(1, len(row.get("match", "")))
            found[row["id"], row["line"]].append(Judged(row["column"], end, row["verdict"]))
    return found


def judge(finding: Finding, verdicts: Verdicts) -> str:
    """What readers said of a finding: of the place where it begins, else of one that it overlaps."""
    end = finding.end_column if finding.end_line == finding.line else finding.column + len(finding.match)
    places = verdicts.get((finding.path, finding.line), ())
    near = [place for place in places if place.start < max(end, finding.column + 1) and finding.column < place.end]
    near.sort(key=lambda place: place.start != finding.column)
    return near[0].verdict if near else "unjudged"


def count(folder: Path, verdicts: Verdicts, languagetool: str | bool) -> tuple[dict[str, Counter[str]], int]:
    """Verdicts on the findings of each rule, and the words read."""
    linter = load_linter(preview=True, languagetool=languagetool)
    found: dict[str, Counter[str]] = {loaded.rule.code: Counter() for loaded in linter.rules}
    total = 0
    files = sorted(folder.rglob("*.txt"))
    names = [file.relative_to(folder).as_posix().removesuffix(".txt") for file in files]
    documents = (Document(file.read_text(encoding="utf-8"), name) for file, name in zip(files, names, strict=True))
    for document, findings, errors in linter.lint_all(documents):
        total += len(document.text.split())
        for finding in findings:
            found[finding.code][judge(finding, verdicts)] += 1
        for error in errors:
            raise error
    return found, total


def table(rules: list[LoadedRule]) -> str:
    """The page of all rules, as Markdown."""
    lines = [
        "# Rules",
        "",
        f"What each rule finds in {words():,} words of clean news, as readers judged it: true slips, false alarms, and",
        "false alarms per million words. What nobody judged counts as false. Made by `bench/measure.py`.",
        "",
        "| Code | Name | Severity | True | False | False per million | Kind | Pack |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for loaded in sorted(rules, key=lambda loaded: loaded.rule.code):
        rule, rate, found = loaded.rule, false_per_million(loaded.rule.code), measured().get(loaded.rule.code)
        shown = "" if rate is None else f"{rate:.2f}"
        true, false = (found.true, found.false + found.unjudged) if found else ("", "")
        kind = rule.__struct_config__.tag
        cells = [rule.code, rule.name, rule.severity, true, false, shown, kind, loaded.pack]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("verdicts", type=Path, nargs="*")
    parser.add_argument("--languagetool", default=False)
    given = parser.parse_args()
    verdicts = read_verdicts([*sorted((ROOT / "bench" / "verdicts").glob("*.jsonl")), *given.verdicts])
    found, total = count(given.folder, verdicts, given.languagetool)
    rules = sorted(Library().graded(Settings()), key=lambda loaded: loaded.rule.code)
    lines = [HEADER, f"words\t{total}"]
    for loaded in rules:
        code = loaded.rule.code
        if code in found:
            counts = [found[code][verdict] for verdict in ("true", "false", "debatable", "unjudged")]
            row = Measured(*counts, digest(loaded))
        else:
            row = measured().get(code, Measured(0, 0, 0, 0, ""))
        lines.append("\t".join(map(str, [code, *row])))
    measured_file().write_text("\n".join(lines) + "\n", encoding="utf-8")
    measured.cache_clear()
    words.cache_clear()
    (ROOT / "docs" / "rules.md").write_text(table(rules), encoding="utf-8")
    for loaded in rules:
        rate = false_per_million(loaded.rule.code) or 0.0
        if rate > ALLOWED.get(loaded.rule.severity, rate):
            print(f"{loaded.rule.code} {loaded.rule.name}: {rate:.2f} per million, too many for {loaded.rule.severity}")


if __name__ == "__main__":
    main()
