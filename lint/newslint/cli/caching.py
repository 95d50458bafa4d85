"""The verb `cache`: where what was costly to make is kept, emptied, filled."""

from __future__ import annotations

from pathlib import Path

import click

from newslint import cache
from newslint.errors import SettingsError
from newslint.settings.keys import Settings


@click.group("cache", no_args_is_help=False)
def cache_verbs() -> None:
    """The cache of compiled rules: where it is, emptied, filled."""


@cache_verbs.command("dir")
def cache_dir() -> None:
    """Print the cache's folder."""
    click.echo(_cache_folder())


@cache_verbs.command("clear")
def cache_clear() -> None:
    """Delete what is kept; it is made anew where it is needed."""
    gone = cache.clear()
    click.echo(f"Deleted {gone} file{'s' if gone != 1 else ''} from {_cache_folder()}.", err=True)


@cache_verbs.command("warm")
def cache_warm() -> None:
    """Compile the shipped rules now, for example when an image is built, so that no run has to."""
    from newslint.linting.linter import Linter  # noqa: PLC0415
    from newslint.packs.library import Library  # noqa: PLC0415
    from newslint.text import language  # noqa: PLC0415

    _cache_folder()
    if language.available():
        language.identifier()
    library = Library()
    Linter(library.select(Settings()), packs=library.packs).compile()


def _cache_folder() -> Path:
    folder = cache.cache_folder()
    if folder is None:
        raise SettingsError(f"the cache is switched off: {cache.VARIABLE} is empty")
    return folder
