"""Linting on a cluster: batches of documents as tasks of Ray, which runs them where there is room (extra `ray`).

What comes out is what one process would give, in the same order. Ray tries again what was at work on a node that is
gone; what ends its process each time is tried once more, each document alone. The linters go to each process once.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from newslint import digests
from newslint.errors import LostError, SettingsError, WorkerError
from newslint.linting.batches import Batch, Fact, answer, asked, batches_of
from newslint.linting.linter import Linted, Linter
from newslint.text.document import Document

AHEAD = 4
"""Batches for each core of the cluster that are read and not yet reported."""
RETRIES = 3
"""Times that a batch is tried again whose node or process has gone."""

_kept: dict[str, Sequence[Linter]] = {}
"""In a process of the cluster: the linters of the run that it works for."""


class Cluster:
    """Tasks that lint: on the cluster that RAY_ADDRESS names or that runs here, else on one begun here for the run.

    At most `jobs` batches are at work at once, by default as many as there is room for. `tell` is told what is tried
    again. `facts` are asked of the documents there. Use it as a context. Raises SettingsError without Ray.
    """

    def __init__(
        self, linters: Sequence[Linter], jobs: int | None, tell: Callable[[str], None], facts: Sequence[Fact] = ()
    ) -> None:
        try:
            import ray  # noqa: PLC0415  (an extra)
        except ImportError:
            raise SettingsError("--engine ray needs Ray: pip install 'newslint[ray]'") from None
        self._ray: Any = ray
        self._linters = list(linters)
        self._jobs = jobs
        self._tell = tell
        self._facts = list(facts)
        self._key = f"{digests.program()} {uuid4()}"
        self._begun = False

    def __enter__(self) -> Cluster:
        if not self._ray.is_initialized():
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
            try:
                self._ray.init(logging_level="ERROR", log_to_driver=False)
            except Exception as error:  # whatever keeps a cluster from being reached
                raise SettingsError(f"--engine ray: no cluster: {_first_line(error)}") from None
            self._begun = True
        self._task = self._ray.remote(_work)
        self._sent = [self._ray.put(self._linters)]  # in a list it is not unpacked for each task
        return self

    def __exit__(self, *_: object) -> None:
        if self._begun:
            self._ray.shutdown()

    def lint_all(self, documents: Iterable[tuple[int, Document]]) -> Iterator[Linted]:
        """Lint documents, each with the place of its linter, in order. They are read some batches ahead."""
        waiting: deque[tuple[Batch, Any]] = deque()
        for batch in batches_of(documents):
            while len(waiting) >= self._room():
                yield from self._taken(*waiting.popleft())
            waiting.append((batch, self._given(batch, range(len(batch.documents)), RETRIES)))
        while waiting:
            yield from self._taken(*waiting.popleft())

    def _room(self) -> int:
        return self._jobs or AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _given(self, batch: Batch, places: Sequence[int], retries: int) -> Any:
        """Ask for the results of some documents of a batch."""
        task = self._task.options(max_retries=retries)
        return task.remote(self._sent, self._key, self._facts, asked(batch, places))

    def _taken(self, batch: Batch, given: Any) -> Iterator[Linted]:
        """The documents of a batch, with what was found there."""
        places = range(len(batch.documents))
        results, how = self._got(given)
        if how:
            named = batch.documents[0].path
            self._tell(f"a batch from {named} on ends what looks at it ({how}); trying again, each document alone")
            alone = [self._given(batch, [at], 1) for at in places]
            results = []
            for document, one in zip(batch.documents, alone, strict=True):
                found, how = self._got(one)
                why = f"not checked: the process that looked at it was ended again and again, with it alone ({how})"
                results += [([], [LostError(document.path, why)], ())] if how else found
        batch.results.update(zip(places, results, strict=True))
        return batch.linted(self._facts)

    def _got(self, given: Any) -> tuple[list[Any], str]:
        """The results of a task, or how it was ended. Raises the fault that should end the run."""
        errors = self._ray.exceptions
        try:
            results = pickle.loads(self._ray.get(given))
        except errors.RayTaskError as error:  # a node that cannot do it at all
            raise WorkerError(f"--engine ray: {_first_line(error.cause)}") from None
        except errors.RayError as error:
            return [], type(error).__name__
        if isinstance(results, BaseException):
            raise results
        return results, ""


def _work(sent: Sequence[Any], key: str, facts: Sequence[Fact], task: bytes) -> bytes:
    """What a process of the cluster does."""
    if key not in _kept:
        import ray  # noqa: PLC0415  (an extra, at work here)

        if not key.startswith(digests.program()):
            raise RuntimeError("a node has another newslint, Python or regex than the command: install the same there")
        _kept.clear()
        _kept[key] = ray.get(sent[0])
    return answer(_kept[key], facts, task)


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
