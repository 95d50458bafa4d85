"""How processes are started, and how they have ended."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_all_start_methods

NO_MEMORY = 78
"""The exit code of a process that had not enough memory."""


def start_method() -> str:
    """Fork where nothing is lost by it: not on macOS, whose libraries do not bear it, nor beside other threads."""
    can_fork = "fork" in get_all_start_methods() and sys.platform != "darwin"
    return "fork" if can_fork and threading.active_count() == 1 else "spawn"


@contextmanager
def no_interrupt() -> Iterator[None]:
    """Keep Ctrl-C waiting while a process is started, which so never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def how_ended(code: int | None) -> str:
    """How a process has ended, in words."""
    if code == NO_MEMORY:
        return "not enough memory"
    if code is not None and code < 0:
        with suppress(ValueError):
            name = signal.Signals(-code).name
            return f"{name}; perhaps there was not enough memory" if name == "SIGKILL" else name
    return f"exit code {code}"
