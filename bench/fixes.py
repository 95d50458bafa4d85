"""Whether what is fixed stays fixed: `python bench/fixes.py FOLDER... [--sample N]`.

Fixes each text of the folders in memory, with the safe fixes and with all, and lints what came of it. Counted are the
fixes, and what must not be: fixes that are still wanted, a second pass that changes anything, a text that a safe fix
empties, a rule that fails. What is found only once something was fixed is counted by rule, to be looked at.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from newslint import Document, fix_text, load_linter
from newslint.linting.linter import Linter
from newslint.linting.mending import can_fix


def examine(files: list[Path], linter: Linter, *, unsafe: bool) -> None:
    total: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for file in files:
        text = file.read_bytes().decode("utf-8-sig", "replace")
        before = linter.lint(Document(text, file.name)).findings
        mended = fix_text(text, file.name, linter=linter, unsafe=unsafe)
        total["fixes"] += len(mended.fixed)
        total["texts changed"] += mended.text != text
        if not mended.fixed:
            continue
        had = Counter(finding.code for finding in before)
        new += Counter(finding.code for finding in mended.findings) - had
        again = fix_text(mended.text, file.name, linter=linter, unsafe=unsafe)
        faults = {
            "still wanted": sum(can_fix(finding, unsafe=unsafe) for finding in mended.findings),
            "changed by a second pass": again.text != mended.text,
            "emptied": not unsafe and not mended.text.strip(),
            "with a rule that failed": len(mended.errors),
        }
        for name, count in faults.items():
            total[name] += count
            if count:
                print(f"  {name}: {file} {sorted({one.code for one in (*mended.findings, *again.fixed) if one.fix})}")
    print(f"{'all' if unsafe else 'safe'} fixes, {len(files)} texts: {dict(total)}; new then: {new.most_common(12)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many texts of each folder")
    chosen = parser.parse_args()
    rules = load_linter()
    for folder in chosen.folders:
        found = sorted(file for file in folder.rglob("*") if file.suffix in (".txt", ".md", ".html"))
        if chosen.sample and chosen.sample < len(found):
            found = sorted(random.Random(1).sample(found, chosen.sample))
        print(folder)
        for unsafe in (False, True):
            examine(found, rules, unsafe=unsafe)
