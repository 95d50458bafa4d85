"""What is costly to make is made when a wheel is built: packs as read, databases, the regexes of sample articles, the
library of languages.

So the first run of an installed newslint, in a hook or a container too, is as quick as any. All of it goes by its
content and by the versions it was made with: where those are others, it is passed over, and made anew in the user's
cache. `HATCH_BUILD_NO_HOOKS=true` builds without.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SERVES = ("pack-*", "scan-*", "regexes-*", "languages-*")
"""What is of use elsewhere: the rest of a cache goes by where files stand and when they were written."""

RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from newslint.__main__ import main; main()"
"""Runs the source. The environment stays as it is, since pip says in it where the libraries are to build with."""


class Compiled(BuildHookInterface[Any]):
    """The hook that hatchling runs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill a cache from the source and have it packed. A working copy, which changes, has the user's."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        environment = {
            **os.environ,
            "NEWSLINT_CACHE_DIR": self._folder.name,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        lint = ["--isolated", "--no-cache", "--exit-zero", str(Path(self.root, "seeds"))]
        for arguments in (["cache", "warm"], lint):
            command = [sys.executable, "-c", RUN, str(Path(self.root, "lint")), *arguments]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                self.app.display_warning(f"rules are not compiled beforehand: {done.stderr}")
                return
        for pattern in SERVES:
            for file in Path(self._folder.name).glob(pattern):
                if file.suffix == ".kept":
                    build_data["force_include"][str(file)] = f"newslint/compiled/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Let go of the cache."""
        if version != "editable":
            self._folder.cleanup()
