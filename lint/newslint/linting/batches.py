"""Batches of documents as they go to other processes, and what comes back."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from newslint.errors import RuleError
from newslint.linting.finding import Finding
from newslint.linting.linter import BATCH, MOST, Linted, Linter
from newslint.linting.processes import NO_MEMORY
from newslint.text.document import Document

Fact = Callable[[Document], object]
"""Something that is found out about a document where it is linted."""
Result = tuple[list[Finding], list[RuleError], Sequence[object]]
"""Findings, failures, and what the facts say."""


@dataclass
class Batch:
    """Documents of the same linter, and what has become of each."""

    linter: int
    documents: list[Document]
    results: dict[int, Result] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether all is known."""
        return len(self.results) == len(self.documents)

    def linted(self, facts: Sequence[Fact]) -> Iterator[Linted]:
        """The documents with what is known of them."""
        for at, document in enumerate(self.documents):
            findings, errors, said = self.results[at]
            document.facts.update(zip(facts, said, strict=False))  # nothing is said of what was lost
            yield Linted(document, findings, errors)


def batches_of(documents: Iterable[tuple[int, Document]]) -> Iterator[Batch]:
    """Documents as they come, in batches of the same linter."""
    batch = Batch(0, [])
    size = 0
    for linter, document in documents:
        if batch.documents and (linter != batch.linter or len(batch.documents) >= BATCH or size >= MOST):
            yield batch
            batch, size = Batch(linter, []), 0
        batch.linter = linter
        batch.documents.append(document)
        size += len(document.source)
    if batch.documents:
        yield batch


def asked(batch: Batch, places: Sequence[int]) -> bytes:
    """Some documents of a batch, for another process."""
    documents = [batch.documents[at] for at in places]
    texts = [(document.source, document.path, document.origin) for document in documents]
    return pickle.dumps((batch.linter, texts), pickle.HIGHEST_PROTOCOL)


def answer(linters: Sequence[Linter], facts: Sequence[Fact], task: bytes) -> bytes:
    """What becomes of what was asked, a result a document, or the fault that ends the run. Without enough memory this
    process ends.
    """
    try:
        linter, texts = pickle.loads(task)
        done = linters[linter].lint_all([Document(*text) for text in texts])
        results = [(one.findings, one.errors, [one.document.fact(find) for find in facts]) for one in done]
        return pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(NO_MEMORY)
    except Exception as error:  # a fault of newslint's own ends the run, as it does in one process
        try:
            return pickle.dumps(error)
        except Exception:
            return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
