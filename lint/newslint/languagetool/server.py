"""A LanguageTool server of newslint's own: on loopback, started when first needed, ended with the process.

language-tool-python can start one, too, but it has no place for grammar files on the class path, tries some 900
ports one after another where Java fails, and leaves the server running where Python is killed.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from newslint.errors import SettingsError
from newslint.languagetool import grammar, install, keeper

START_LIMIT = 90
"""Seconds that a server may take to answer. It takes 2 to 5; a busy machine takes several times that."""
CHECK_LIMIT = 60
"""Seconds after which the server gives up on one batch."""
_JAVA = ("-Xmx1g", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A server with English alone takes about 650 MB. Most runs are short: without Java's second compiler the first article
takes half the processor time (11 s for 22), and in all it is the cheaper way for some 200 articles."""
_CONFIG = f"maxCheckTimeMillis={CHECK_LIMIT * 1000}\npipelineCaching=true\ncacheSize=1000\n"
DIRECT = build_opener(ProxyHandler({}))
"""Opens URLs of this machine, whatever proxy the environment names."""


class Server:
    """A server process and its URL. Raises SettingsError where it cannot be started."""

    def __init__(self, where: str | None, grammars: Sequence[Path]) -> None:
        self._java = install.java()
        self._class_path = install.class_path(where)
        self._grammars = grammars
        self._start()

    def _start(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="newslint-languagetool-"))
        grammar.write_grammars(self._grammars, folder)
        (folder / "server.properties").write_text(_CONFIG, encoding="utf-8")
        log = folder / "log"
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [
            self._java, *_JAVA, "-cp", os.pathsep.join([str(folder), self._class_path]),
            "org.languagetool.server.HTTPServer", "-p", str(port), "--config", str(folder / "server.properties"),
        ]  # fmt: skip
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-I", keeper.__file__, str(folder), *command],
                stdin=subprocess.PIPE, stdout=output, stderr=output,
                start_new_session=True,  # Ctrl-C is for newslint, which closes the pipe
            )  # fmt: skip
        with log.open(encoding="utf-8", errors="replace") as said:  # opened now: the keeper removes the folder
            self._wait(said)

    def _wait(self, said: TextIO) -> None:
        end = time.monotonic() + START_LIMIT
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise SettingsError(f"LanguageTool cannot be started: {_reason(said.read())}")
            if self.answers():
                return
            time.sleep(0.1)
        self.stop()
        raise SettingsError(f"LanguageTool did not answer within {START_LIMIT} seconds: {_reason(said.read())}")

    def answers(self) -> bool:
        """Whether the server is there and well."""
        with suppress(URLError, OSError), DIRECT.open(f"{self.url}/v2/healthcheck", timeout=5):
            return True
        return False

    def restart(self) -> None:
        """End what is left of the process and start another, at another URL."""
        self.stop()
        self._start()

    def stop(self) -> None:
        """End the process and wait until it has."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(2 * keeper.PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _reason(said: str) -> str:
    """The line of a log that tells most: of an exception or an error, else the last one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "Error" in line or "Exception" in line]
    return telling[0] if telling else lines[-1] if lines else "it said nothing"
