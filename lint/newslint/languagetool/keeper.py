"""Keeps a server for as long as whoever started it lives. Run as a script: FOLDER COMMAND...

Standard input is a pipe that nothing is written to. Where it ends (the parent stopped, was killed or crashed) or
SIGTERM comes, the command is ended and the folder that it needed removed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading

PATIENCE = 5
"""Seconds that the command has to end by itself."""


def main(folder: str, command: list[str]) -> int:
    """Run a command until it or standard input ends; its exit code."""
    try:
        return _keep(command)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep(command: list[str]) -> int:
    kept = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: kept.terminate())

    def watch() -> None:
        while os.read(0, 1024):  # not sys.stdin, whose lock Python would wait for at its end
            pass
        _end(kept)

    threading.Thread(target=watch, daemon=True).start()
    return kept.wait()


def _end(kept: subprocess.Popen[bytes]) -> None:
    kept.terminate()
    try:
        kept.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        kept.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
