"""The command without its imports: a process has loaded it, and forks for each run.

A run is the command's own, from `__main__` to the interpreter's end; what hangs on how the interpreter starts
(its own variables, the locale) has to be tried with a real start.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import runpy
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

STREAMS = ("stdin", "stdout", "stderr")
"""The files of a run's streams, by file descriptor."""
LIMIT = 120
"""Seconds that a run may take."""


class Forked:
    """A process that has loaded the command."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], streams: Path) -> int:
        """Run the command with the files `STREAMS` of the folder `streams`: its exit code.

        Raises:
            TimeoutError: It ran longer than `LIMIT`, and was killed.
        """
        assert self._process.stdin
        assert self._process.stdout
        call = [list(arguments), str(cwd), dict(environment), str(streams)]
        self._process.stdin.write(json.dumps(call).encode() + b"\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], LIMIT)[0]:
            self.stop()
            raise TimeoutError(f"newslint {' '.join(arguments)} ran for more than {LIMIT} s")
        return int(self._process.stdout.readline())

    def stop(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()


def fork_calls() -> Iterator[list[str]]:
    """Read calls from standard input and write their exit codes; in a forked process yield its arguments."""
    for line in iter(sys.stdin.buffer.readline, b""):
        arguments, cwd, environment, streams = json.loads(line)
        if child := os.fork():
            sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
            sys.stdout.flush()
            continue
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(environment)
        for descriptor, name in enumerate(STREAMS):
            opened = os.open(Path(streams, name), os.O_RDWR)
            os.dup2(opened, descriptor)
            os.close(opened)
        reader, writer, errors = (os.fdopen(descriptor, mode) for descriptor, mode in enumerate(("rb", "wb", "wb")))
        sys.stdin = sys.__stdin__ = io.TextIOWrapper(reader, "utf-8", "surrogateescape")
        sys.stdout = sys.__stdout__ = io.TextIOWrapper(writer, "utf-8", "surrogateescape")
        sys.stderr = sys.__stderr__ = io.TextIOWrapper(errors, "utf-8", "backslashreplace", line_buffering=True)
        yield arguments
        return


if __name__ == "__main__":
    for module in ("newslint.api", "newslint.cli.main"):
        importlib.import_module(module)
    for own in fork_calls():
        sys.path[0] = os.getcwd()
        sys.argv[1:] = own
        runpy.run_module("newslint", run_name="__main__", alter_sys=True)
