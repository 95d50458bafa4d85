"""Settings files among the documents: whoever supplied those may have written them, so they are told and not obeyed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from newslint.settings.find import reach, strays, working_folder
from newslint.settings.layers import Layers
from newslint.sources.found import Stray


class Strays:
    """Looks into each folder once, but for those that the run's own settings may stand in."""

    def __init__(self, layers: Layers) -> None:
        self._here = str(working_folder())
        self._looks = not layers.chosen
        self._seen = {self._here, *map(str, Path(self._here).parents)}

    def above(self, folder: str) -> Iterator[Stray]:
        """The settings files of a folder, given without links, and of those above it."""
        if self._looks and folder not in self._seen:
            for parent in map(str, reach(Path(folder))):
                if parent in self._seen:
                    return
                yield from self.of(parent)

    def of(self, folder: str) -> Iterator[Stray]:
        """The settings files of one folder."""
        if self._looks and folder not in self._seen:
            self._seen.add(folder)
            for name in strays(folder):
                file = os.path.join(folder, name)
                inside = file.startswith(os.path.join(self._here, ""))
                yield Stray(os.path.relpath(file, self._here) if inside else file)
