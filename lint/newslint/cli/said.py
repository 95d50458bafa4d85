"""What the command says on standard error, a line at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from newslint.errors import PackError
from newslint.report.display import one_line, unmarked

Item = TypeVar("Item")


def tell_error(error: Exception | str) -> None:
    """Say what is wrong: a line each for mistakes of a pack, else one line."""
    for reason in error.mistakes if isinstance(error, PackError) else [error]:
        tell(f"error: {reason}")


def tell(text: str) -> None:
    """A line on standard error, in which paths and texts speak to no terminal and to no runner of a CI service."""
    click.echo(f"newslint: {unmarked(one_line(text))}", err=True)


def progress(done: Iterable[Item], total: int) -> Iterator[Item]:
    """Hand things on as they are done, under a bar."""
    with click.progressbar(done, length=total, label="newslint", file=sys.stderr) as bar:
        yield from bar
