"""What would be linted: the files, and what their texts were recognised as."""

from __future__ import annotations

from collections.abc import Iterator

import click

from newslint.cli.ending import Exit
from newslint.cli.said import tell_error
from newslint.errors import InputError, SettingsError
from newslint.records.formats import holds_records
from newslint.records.read import documents_of
from newslint.report.display import harmless, visible
from newslint.settings.layers import Layers
from newslint.sources.discover import STDIN, discover
from newslint.sources.found import Source
from newslint.sources.read import read_source
from newslint.text.decode import byte_order_mark
from newslint.text.document import Document
from newslint.text.language import NAMES


def show_files(named: list[str], layers: Layers) -> Exit:
    """Print the path of each file."""
    return _listed(source if isinstance(source, InputError) else source.path for source in _found(named, layers))


def show_layout(named: list[str], layers: Layers) -> Exit:
    """Print for each document how it is set and in which language it is."""
    return _listed(_layouts(named, layers))


def _layouts(named: list[str], layers: Layers) -> Iterator[str | InputError]:
    for source in _found(named, layers):
        if isinstance(source, InputError):
            yield source
            continue
        for found in documents_of(source):
            yield found if isinstance(found, InputError) else f"{found.path}: {_described(found, source)}"


def _described(document: Document, source: Source) -> str:
    if not document.text.strip():
        return "empty"
    languages = document.languages
    others = sorted({NAMES[language] for _, language in languages.foreign})
    ends = ", lines ended by CRLF" if "\r\n" in document.text else ""
    foreign = f", with {', '.join(others)}" if others else ""
    return f"{document.layout}{ends}{_encoding(source)}; {NAMES[languages.document]}{foreign}"


def _encoding(source: Source) -> str:
    """In which encoding a file is read, where that is not plain UTF-8."""
    if holds_records(source.path):
        return ""
    mark, marked = byte_order_mark(read_source(source))
    if mark:
        return f", {marked.upper()} with a byte order mark"
    return f", read as {source.settings.encoding}" if source.settings.encoding else ""


def _found(named: list[str], layers: Layers) -> Iterator[Source | InputError]:
    if STDIN in named:
        raise SettingsError("--show-files and --show-layout are for files, not for standard input")
    for source in discover(named, layers):
        if isinstance(source, Source | InputError):
            yield source


def _listed(lines: Iterator[str | InputError]) -> Exit:
    """Print what is listed, and tell what is wrong."""
    code = Exit.CLEAN
    for line in lines:
        if isinstance(line, InputError):
            tell_error(line)
            code = Exit.TROUBLE
        else:
            click.echo(harmless(visible(line)))
    return code
