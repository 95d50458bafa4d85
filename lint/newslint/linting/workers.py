"""Linting on several cores: processes that have the linters already and are given documents in batches.

What comes out is what one process would give, in the same order. Processes are forked where that is safe, so that they
share what is loaded; elsewhere each loads it once. A process that dies is replaced, and what it had is tried once more,
each document alone. Every process ends when its pipe does, however the run ends.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from newslint.errors import LostError, WorkerError
from newslint.linting.batches import Batch, Fact, answer, asked, batches_of
from newslint.linting.linter import Linted, Linter
from newslint.linting.processes import how_ended, no_interrupt, start_method
from newslint.text.document import Document

AHEAD = 4
"""Batches for each process that are read and not yet reported."""
NAMED = 3
"""Documents that are named where a process dies."""
HOPELESS = 10
"""Deaths with nothing done between them after which no other process is started."""


@dataclass
class _Task:
    """Some documents of a batch, to be linted by one process; or one, again and alone."""

    batch: Batch
    places: Sequence[int]
    again: bool = False

    def packed(self) -> bytes:
        return asked(self.batch, self.places)


class _Worker:
    """A process, our end of its pipe, and what it is doing."""

    def __init__(self, linters: Sequence[Linter], facts: Sequence[Fact], others: Iterable[_Worker]) -> None:
        method = start_method()
        context = get_context(method)
        self.pipe, theirs = context.Pipe()
        # a process that is forked off has our ends of all pipes, too: it must let go of them, or no pipe ever ends
        ours = [self.pipe, *(other.pipe for other in others)] if method == "fork" else []
        self.process = context.Process(target=_work, args=(theirs, ours, linters, facts), daemon=True)  # type: ignore[attr-defined]
        with no_interrupt():
            self.process.start()
        theirs.close()
        self.task: _Task | None = None

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Workers:
    """Processes that lint. `tell` is told where one dies. Use it as a context, which ends them.

    `facts` are asked of the documents there, so that they need not be found out here.
    Raises WorkerError where no process lives long enough to do anything.
    """

    def __init__(
        self, linters: Sequence[Linter], jobs: int, tell: Callable[[str], None], facts: Sequence[Fact] = ()
    ) -> None:
        self._linters = linters
        self._facts = facts
        self._jobs = jobs
        self._tell = tell
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._deaths = 0

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def lint_all(self, documents: Iterable[tuple[int, Document]]) -> Iterator[Linted]:
        """Lint documents, each with the place of its linter, in order. They are read some batches ahead."""
        batches = batches_of(documents)
        reported: deque[Batch] = deque()
        ready = next(batches, None)
        while ready or reported:
            while (worker := self._idle()) and (self._again or (ready and len(reported) < AHEAD * self._jobs)):
                if self._again:
                    self._give(worker, self._again.popleft())
                elif ready:
                    reported.append(ready)
                    self._give(worker, _Task(ready, range(len(ready.documents))))
                    ready = next(batches, None)
            if not reported[0].done:
                self._take()
            else:
                yield from reported.popleft().linted(self._facts)

    def _idle(self) -> _Worker | None:
        """A process that has nothing to do; one more is started only where all are at work."""
        for worker in self._workers:
            if worker.task is None:
                return worker
        if len(self._workers) == self._jobs:
            return None
        if not self._workers and start_method() == "fork":
            for linter in self._linters:
                linter.compile()  # once for all
        self._workers.append(_Worker(self._linters, self._facts, self._workers))
        return self._workers[-1]

    def _give(self, worker: _Worker, task: _Task) -> None:
        worker.task = task
        try:
            worker.pipe.send_bytes(task.packed())
        except OSError:  # it has died while it had nothing to do, or over what it was given
            self._bury(worker)

    def _take(self) -> None:
        """Wait until something is done, and take what is."""
        busy = {worker.pipe: worker for worker in self._workers if worker.task}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]
            try:
                results = pickle.loads(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if isinstance(results, BaseException):
                raise results
            if worker.task is not None:
                worker.task.batch.results.update(zip(worker.task.places, results, strict=True))
            worker.task = None
            self._deaths = 0

    def _bury(self, worker: _Worker) -> None:
        """A process has died: what it had is tried once more, each document alone."""
        self._workers.remove(worker)
        worker.process.join()
        worker.pipe.close()
        how = how_ended(worker.process.exitcode)
        self._deaths += 1
        if self._deaths >= HOPELESS:
            raise WorkerError(f"the processes that check documents end before they are done ({how}); try --jobs 1")
        task = worker.task
        if task is None:
            return
        documents = [task.batch.documents[at] for at in task.places]
        if task.again:
            why = f"not checked: the process that looked at it was ended twice, the second time with it alone ({how})"
            task.batch.results[task.places[0]] = [], [LostError(documents[0].path, why)], ()
            return
        names = ", ".join(document.path for document in documents[:NAMED])
        more = f" and {len(documents) - NAMED} more" if len(documents) > NAMED else ""
        self._tell(f"a process was ended ({how}) with {names}{more}; trying again, each document alone")
        self._again.extend(_Task(task.batch, [at], again=True) for at in task.places)


def _work(pipe: Connection, ours: Sequence[Connection], linters: Sequence[Linter], facts: Sequence[Fact]) -> None:
    """What a process does until its pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    for connection in ours:
        connection.close()
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(answer(linters, facts, pipe.recv_bytes()))
