"""The first pass of a run with --across: what recurs in its documents."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import groupby

from newslint.linting.across import Across
from newslint.linting.recurring import Counts
from newslint.records.read import documents_of
from newslint.sources.found import Source
from newslint.text.document import Document


def count(sources: Iterable[Source]) -> Across:
    """What recurs in the documents of sources. What cannot be read is told when it is linted.

    A record is one document, however many of its fields are read. What can be read only once, such as a pipe, is not
    counted. Where the table of counts was too small for all, its candidates are counted again.
    """
    sources = [source for source in sources if os.path.isfile(source.path)]
    counts = _counted(sources, Counts())
    if counts.missed:
        counts = _counted(sources, Counts(only=counts.recurring().keys()))
    return Across(counts.recurring(), counts.documents)


def _counted(sources: Iterable[Source], counts: Counts) -> Counts:
    documents = (found for source in sources for found in documents_of(source) if isinstance(found, Document))
    for _, texts in groupby(documents, key=_identity):
        counts.add(texts)
    return counts


def _identity(document: Document) -> tuple[str, int]:
    origin = document.origin
    return (origin.file, origin.record) if origin else (document.path, 0)
