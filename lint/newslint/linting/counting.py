"""The first of two readings of a run: what recurs in its documents."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import groupby, islice

from newslint.errors import InputError
from newslint.linting.across import Across
from newslint.linting.recurring import Counts
from newslint.records.read import documents_of
from newslint.sources.found import Source
from newslint.text.document import Document


def count(sources: Iterable[Source], first: int | None = None) -> Across:
    """What recurs in the documents of sources, or in the first so many of each. What cannot be read is told elsewhere.

    A record is one document, however many of its fields are read. What can be read only once, such as a pipe, is not
    counted. Where the table of counts was too small for all, its candidates are counted again.
    """
    sources = [source for source in sources if os.path.isfile(source.path)]
    counts = _counted(sources, first, Counts())
    if counts.missed:
        counts = _counted(sources, first, Counts(only=counts.recurring().keys()))
    return Across(counts.recurring(), counts.documents)


def _counted(sources: Iterable[Source], first: int | None, counts: Counts) -> Counts:
    for source in sources:
        for _, group in islice(groupby(documents_of(source), key=_identity), first):
            if texts := [found for found in group if isinstance(found, Document)]:
                counts.add(texts)
    return counts


def _identity(found: Document | InputError) -> object:
    """What is the same for the texts of one record."""
    if isinstance(found, InputError):
        return found
    return (found.origin.file, found.origin.record) if found.origin else found.path
