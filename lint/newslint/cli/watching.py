"""`--watch`: documents are checked again whenever one of them, a pack or the settings are saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from newslint.errors import NewslintError, SettingsError
from newslint.settings.layers import Layers

if TYPE_CHECKING:
    from watchfiles import Change


def watch(named: Sequence[str], layers: Layers, check: Callable[[], object], tell: Callable[[str], None]) -> None:
    """Check, and again at each change, until interrupted. Raises SettingsError where nothing can be watched.

    What goes wrong in a later check is told, and the next one may go right.
    """
    try:
        from watchfiles import DefaultFilter  # noqa: PLC0415  (an extra)
        from watchfiles import watch as changes  # noqa: PLC0415
    except ImportError:
        raise SettingsError("--watch needs watchfiles: pip install 'newslint[watch]'") from None
    places = list(_places(named, layers))
    folders = {place if os.path.isdir(place) else os.path.dirname(place) for place in places}
    usual = DefaultFilter()

    def matters(change: Change, path: str) -> bool:
        return usual(change, path) and any(path == place or path.startswith(place + os.sep) for place in places)

    check()
    for _ in changes(*folders, watch_filter=matters, raise_interrupt=True):
        click.echo(f"--- {time.strftime('%H:%M:%S')}", err=True)
        try:
            check()
        except NewslintError as error:
            tell(f"error: {error}")


def _places(named: Sequence[str], layers: Layers) -> Iterator[str]:
    """What is watched: the files and folders that are named, the packs, and the folder of the settings file."""
    settings = layers.run
    for path in (*named, *settings.rules, *([settings.source] if settings.source else [])):
        if not os.path.exists(path):
            raise SettingsError(f"--watch: {path}: no such file or folder")
        yield os.path.realpath(path)
