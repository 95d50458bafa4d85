"""Records of one file that fail alike: a few are told one by one, the others counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newslint.errors import InputError, RuleError

ONE_BY_ONE = 3
"""So many records of a file that fail for one reason are told each."""


class Alike:
    """What is told of failures: a file of a million records that lack a field is no reason for a million lines."""

    def __init__(self) -> None:
        self._file = ""
        self._seen: Counter[str] = Counter()

    def told(self, error: InputError | RuleError) -> Iterator[InputError | RuleError]:
        """What is to be told now that something failed."""
        file = error.file if isinstance(error, InputError) else ""
        if file != self._file:
            yield from self.rest()
            self._file = file
        if file:
            self._seen[error.reason] += 1
        if not file or self._seen[error.reason] <= ONE_BY_ONE:
            yield error

    def rest(self) -> Iterator[InputError]:
        """How many more records of the file that was last in question failed, for each reason."""
        for reason, count in self._seen.items():
            if count > ONE_BY_ONE:
                yield InputError(self._file, f"{count - ONE_BY_ONE:,} more of its records: {reason}")
        self._seen.clear()
