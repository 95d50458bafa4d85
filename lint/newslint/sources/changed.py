"""What was changed since a revision of git: the lines of each file that are new or were written anew."""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from newslint.errors import SettingsError
from newslint.settings.globs import place

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([abtnvfr"\\]|[0-7]{3})')
_NAMED = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))

Lines = list[tuple[int, int]]
"""Runs of lines, 1-based, the last one included, in order."""


class Changed:
    """The lines changed since a revision, or since the work here branched off from it. What git does not keep is new.

    Raises SettingsError where git cannot tell.
    """

    def __init__(self, revision: str, folder: str) -> None:
        self.revision = revision
        self._real = lru_cache(place)
        top = os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).removesuffix("\n")
        self._top = os.path.realpath(top)
        base = self._base()
        kept = _git(self._top, "ls-files", "-z").split(b"\0")
        self._kept = {self._place(name) for name in kept if name}
        options = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--text", "--unified=0")
        prefixes = ("--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules")
        diff = _git(self._top, "diff", *options, *prefixes, base, "--")
        self._lines = {self._place(name): lines for name, lines in _files(diff)}

    def file(self, path: str) -> bool:
        """Whether anything in a file was changed."""
        real = self._real(path)
        return real not in self._kept or bool(self._lines.get(real))

    def between(self, path: str, first: int, last: int) -> bool:
        """Whether any of some lines of a file was changed."""
        real = self._real(path)
        if real not in self._kept:
            return True
        lines = self._lines.get(real, [])
        at = bisect_left(lines, first, key=lambda run: run[1])
        return at < len(lines) and lines[at][0] <= last

    def _base(self) -> str:
        """The commit that is compared with: where the work here branched off, or else the revision itself."""
        wanted = _git(self._top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.revision}^{{commit}}")
        commit = wanted.decode().strip()
        try:
            return _git(self._top, "merge-base", commit, "HEAD").decode().split()[0]
        except (SettingsError, IndexError):
            return commit

    def _place(self, name: bytes) -> str:
        return os.path.join(self._top, *os.fsdecode(name).split("/"))


def _git(folder: str, *arguments: str) -> bytes:
    command = ["git", "-C", folder, "-c", "core.quotePath=false", *arguments]
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
    except OSError as error:
        raise SettingsError(f"--diff-base: git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "no such revision"
        raise SettingsError(f"--diff-base: {reason}")
    return done.stdout


def _files(diff: bytes) -> Iterator[tuple[bytes, Lines]]:
    """The files of a diff that are there now, each with its changed lines."""
    name: bytes | None = None
    lines: Lines = []
    left = 0
    for line in diff.split(b"\n"):
        if left and line[:1] in (b"+", b"-", b"\\"):
            left -= line[:1] != b"\\"
        elif line.startswith(b"diff --git "):
            if name is not None:
                yield name, lines
            name, lines, left = None, [], 0
        elif line.startswith(b"+++ ") and line != b"+++ /dev/null":
            name = _unquoted(line[4:].rstrip(b"\t")).removeprefix(b"b/")
        elif hunk := _HUNK.match(line.decode("latin-1")):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            left = count + _removed(hunk[0])
            if count:
                lines.append((first, first + count - 1))
    if name is not None:
        yield name, lines


def _removed(hunk: str) -> int:
    """How many lines a hunk takes out."""
    _, comma, count = hunk.split(" ")[1].partition(",")
    return int(count) if comma else 1


def _unquoted(name: bytes) -> bytes:
    """A name as git writes it, in quotes where it holds signs of its own."""
    if not (name.startswith(b'"') and name.endswith(b'"')):
        return name

    def meant(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        return bytes([int(sign, 8)]) if len(sign) == 3 else bytes([_NAMED.get(sign[0], sign[0])])

    return _ESCAPE.sub(meant, name[1:-1])
