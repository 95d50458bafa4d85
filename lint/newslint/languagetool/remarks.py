"""What LanguageTool says of a document: what passes between the client and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Future

LANGUAGE = "en-US"
"""The variant of English that is asked for. Its spelling rules are left aside, so that others fare alike."""


class Remark(NamedTuple):
    """One remark: offsets into the document's text in code points, LanguageTool's rule and category, what it says."""

    start: int
    end: int
    id: str
    category: str
    message: str
    replacements: Sequence[str]


class Asked(NamedTuple):
    """What LanguageTool is asked for: ids of its rules and of categories, without doubles, in order."""

    ids: tuple[str, ...]
    categories: tuple[str, ...]


class Answers:
    """The answers to a document's pieces, each of which comes in its own time."""

    def __init__(self, pieces: Sequence[Future[list[Remark]]]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[Remark]:
        """Wait for the remarks, in order of the pieces. Raises UncheckedError where one was not checked."""
        for piece in self._pieces:
            yield from piece.result()
