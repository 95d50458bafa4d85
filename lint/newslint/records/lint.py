"""The Python interface to files of records: what is found in each text of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from os import fspath
from typing import Any, NamedTuple

import msgspec

from newslint.api import Findings
from newslint.choices import PathName, choose, used_for
from newslint.errors import InputError
from newslint.linting.linter import Linter
from newslint.records.formats import holds_records
from newslint.records.read import read_texts
from newslint.sources.found import Source
from newslint.text.document import Document
from newslint.text.origin import Origin


class LintedText(NamedTuple):
    """A text of a record, where it stands, and what is found in it. What is no record, or has no text, has neither
    text nor origin, and an `error` that names its place.
    """

    text: str
    origin: Origin | None
    findings: Findings
    error: InputError | None = None


def lint_records(
    path: PathName,
    *,
    text_fields: Sequence[str] = (),
    id_field: str = "",
    linter: Linter | None = None,
    **choice: Any,
) -> Iterator[LintedText]:
    """Lint the texts of a file of records, in order, some of them in memory at a time.

    The fields are guessed where none are named. `choice` is what `lint_text` takes to choose rules. Nothing is passed
    over: a record that cannot be read, or a file, stands in its place as an `error`. Raises InputError for a file that
    holds no records by its name, and what `lint_text` raises.
    """
    name = fspath(path)
    if not holds_records(name):
        raise InputError(name, "holds one text, not records, by its name: lint_file reads it")
    used = used_for(name, choose(**{**_NOTHING, **choice}), linter)
    named = {"text_field": tuple(text_fields), "id_field": id_field}
    settings = msgspec.structs.replace(used.settings, **{key: value for key, value in named.items() if value})
    waiting: deque[Document | InputError] = deque()

    def documents() -> Iterator[Document]:
        """The texts; an empty one holds the place of what is none."""
        for found in read_texts(Source(name, settings)):
            waiting.append(found)
            yield found if isinstance(found, Document) else Document("", name)

    def linted() -> Iterator[LintedText]:
        for one in used.linter.lint_all(documents()):
            found = waiting.popleft()
            if isinstance(found, Document):
                yield LintedText(found.source, found.origin, Findings(used.decide(one), one.errors))
            else:
                yield LintedText("", None, Findings(), found)

    return linted()


_NOTHING: dict[str, Any] = {
    "select": None, "ignore": None, "rules": (), "severity": None, "preview": None, "language": None, "settings": None,
}  # fmt: skip
