"""What a second run costs, with the results of the first kept: `python bench/again.py FOLDER`.

The cache is a new one that holds the user's compiled rules and no results. Shown are seconds of the processor, of all
processes together, and whether both runs report the same.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from newslint.cache import SUFFIX, cache_folder


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as cache:
        for file in (cache_folder() or Path()).glob(f"*{SUFFIX}"):
            shutil.copy(file, cache)
        command = [sys.executable, "-m", "newslint", "--isolated", "--exit-zero", "--quiet", str(folder)]
        reports, took = [], []
        for _ in range(2):
            before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
            done = subprocess.run(
                command, env={**os.environ, "NEWSLINT_CACHE_DIR": cache}, capture_output=True, check=True
            )
            took.append(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before)
            reports.append(done.stdout)
    same = "the same" if reports[0] == reports[1] else "another report"
    print(f"first {took[0]:.1f} s, again {took[1]:.1f} s, 1/{took[0] / took[1]:.0f} of it, and {same}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    main(parser.parse_args().folder)
