"""A machine on which each start of Java is noted, and how long to wait there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import psutil

PATIENCE = 60
"""Seconds until something that must happen has not: nothing is measured by it."""


class Machine(NamedTuple):
    """A machine on which each start of Java is noted, with a folder for temporary files."""

    root: Path

    @property
    def env(self) -> dict[str, str]:
        return {"PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(self.root / "temp")}

    def install(self, script: str) -> None:
        """Write the program `java`."""
        (self.root / "bin" / "java").write_text(script)
        (self.root / "bin" / "java").chmod(0o755)

    def started(self) -> list[int]:
        """The process id of each Java that was started."""
        noted = self.root / "started"
        return [int(line) for line in noted.read_text().split()] if noted.exists() else []

    def left(self) -> list[str]:
        """The processes and files of servers that are there now."""
        temp = self.root / "temp"
        processes = [" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"])]
        return [*(line for line in processes if str(temp) in line), *(path.name for path in temp.iterdir())]
