"""How many processes a run takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from newslint.records.formats import holds_records
from newslint.sources.found import Source

WORTH = 1_000_000
"""Bytes of text, about, for which one more process pays: it starts in a tenth of the time that these take."""


def processes(asked: int | None, sources: Sequence[Source]) -> int:
    """The number that is asked for, else one for each core, or fewer where there is little to do.

    LanguageTool's server, which is at work on all cores, is asked by one process.
    """
    most = len(sources) if not any(holds_records(source.path) for source in sources) else sys.maxsize
    if most < 2 or any(source.settings.languagetool for source in sources):
        return 1
    if asked is not None:
        return min(asked, most)
    if (cores := _cores()) == 1:
        return 1
    return max(1, min(cores, sum(map(_size, sources)) // WORTH))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(source: Source) -> int:
    try:
        return os.stat(source.path).st_size
    except (OSError, ValueError):
        return 0
