"""Count every shipped rule's alarms on clean news: `python bench/measure.py FOLDER [LANGUAGETOOL]`.

LANGUAGETOOL is where LanguageTool is (a URL, a folder, a class path); left out, its rules keep their old figures.
FOLDER holds .txt files of news articles that are sound. Every finding counts, true slips of the newsroom too.
Writes rules/measured.tsv, from which `newslint rule CODE` and severities are judged, and docs/rules.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from newslint import Document, load_linter
from newslint.packs.library import Library
from newslint.packs.measured import ALLOWED, alarms, measured_file, per_million, words
from newslint.rule.declaration import LoadedRule
from newslint.settings.keys import Settings

ROOT = Path(__file__).parent.parent


def count(folder: Path, languagetool: str | bool) -> tuple[Counter[str], int]:
    """Findings by code, and the words read."""
    linter = load_linter(preview=True, languagetool=languagetool)
    found: Counter[str] = Counter({loaded.rule.code: 0 for loaded in linter.rules})
    found.update({code: number for code, number in alarms().items() if code.startswith("LT") and code not in found})
    total = 0
    texts = (file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.txt")))
    for linted in linter.lint_all(map(Document, texts)):
        total += len(linted.document.text.split())
        found.update(finding.code for finding in linted.findings)
        for error in linted.errors:
            raise error
    return found, total


def table(rules: list[LoadedRule]) -> str:
    """The page of all rules, as Markdown."""
    lines = [
        "# Rules",
        "",
        f"Alarms are counted on {words():,} words of clean news, per million words. Made by `bench/measure.py`.",
        "",
        "| Code | Name | Severity | Alarms per million | Kind | Pack |",
        "|---|---|---|---|---|---|",
    ]
    for loaded in sorted(rules, key=lambda loaded: loaded.rule.code):
        rule, rate = loaded.rule, per_million(loaded.rule.code)
        shown = "" if rate is None else f"{rate:.2f}"
        kind = rule.__struct_config__.tag
        lines.append(f"| {rule.code} | {rule.name} | {rule.severity} | {shown} | {kind} | {loaded.pack} |")
    return "\n".join(lines) + "\n"


def main(folder: str, languagetool: str | bool = False) -> None:
    found, total = count(Path(folder), languagetool)
    rows = [f"{code}\t{number}" for code, number in sorted(found.items())]
    header = "# alarms of each rule on clean news; the first row is the number of words"
    measured_file().write_text("\n".join([header, f"words\t{total}", *rows]) + "\n", encoding="utf-8")
    alarms.cache_clear()
    words.cache_clear()
    rules = Library().graded(Settings())
    (ROOT / "docs" / "rules.md").write_text(table(rules), encoding="utf-8")
    for loaded in rules:
        rate = per_million(loaded.rule.code) or 0.0
        if rate > ALLOWED.get(loaded.rule.severity, rate):
            print(f"{loaded.rule.code} {loaded.rule.name}: {rate:.2f} per million, too many for {loaded.rule.severity}")


if __name__ == "__main__":
    main(*sys.argv[1:])
