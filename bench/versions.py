"""Both ends of the ranges of versions that pyproject.toml allows: runs tests with the oldest, and with the newest.

    python bench/versions.py [TEST...]

Each end is an environment of its own, made by uv, without the project's caches. By default run the tests that look at
what newslint takes from other packages; the first of each environment compiles all rules.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENDS = {"oldest": "lowest-direct", "newest": "highest"}
TESTS = (
    "api arrow cli_cache cli_ends cli_verbs discover duplicates encoding gate gate_forms jobs language pack_errors "
    "records regexes results scan seeds server settings warc watch without_hyperscan"
)


def run(end: str, tests: list[str], folder: Path) -> int:
    """The exit code of the tests with the versions of one end, which are told."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
    install = [*uv, "pip", "install", "--quiet", "--python", str(python), "--resolution", ENDS[end], f"{ROOT}[test]"]
    subprocess.run(install, check=True)
    listed = subprocess.run([*uv, "pip", "freeze", "--python", str(python)], check=True, capture_output=True, text=True)
    print(f"{end}: {' '.join(listed.stdout.split())}", flush=True)
    environment = {**os.environ, "NEWSLINT_CACHE_DIR": str(folder / "cache")}
    named = tests or [f"tests/test_{name}.py" for name in TESTS.split()]
    pytest = [str(python), "-m", "pytest", *named]
    return subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Whether the tests pass at both ends."""
    with tempfile.TemporaryDirectory() as folder:
        codes = [run(end, sys.argv[1:], Path(folder, end)) for end in ENDS]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
