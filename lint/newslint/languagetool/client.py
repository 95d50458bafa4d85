"""The client: sends pieces of documents to a server from a few threads, and mends what goes wrong on the way."""

from __future__ import annotations

import atexit
import json
import os
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import build_opener

from newslint.errors import SettingsError, UncheckedError
from newslint.languagetool.pieces import GAP, SIZE, Piece, cut
from newslint.languagetool.remarks import LANGUAGE, Answers, Asked, Remark
from newslint.languagetool.server import CHECK_LIMIT, DIRECT, Server
from newslint.settings.keys import is_url
from newslint.text.document import Document

if TYPE_CHECKING:
    from language_tool_python import LanguageTool, Match

THREADS = max(2, min(8, os.cpu_count() or 2))
"""Requests at once. The server is bound by its processor: one for each of ours, when it is on this machine."""
REST = 2
"""Seconds before a server that someone else runs is asked again."""
PATIENCE = 3
"""Failures in a row after which such a server is not asked a second time any more."""
SHOWN = 5
"""Replacements of one remark that are kept."""


class Client:
    """Asks one server. Raises SettingsError where there is none, or language-tool-python is not installed."""

    def __init__(self, where: str | bool, grammars: Sequence[Path] = ()) -> None:
        self._own = None if is_url(where) else Server(where if isinstance(where, str) else None, grammars)
        self._where = str(where).rstrip("/").removesuffix("/check").removesuffix("/v2")
        self._grammars = grammars
        self._restarted = False
        self._failures = 0
        self._employ()
        self.ids, self.categories = self._known()

    def _employ(self) -> None:
        """Start the threads that ask; a process that was forked off has none of its parent's."""
        self._process = os.getpid()
        self._mending = threading.Lock()
        self._of_thread = threading.local()
        self._waiting: SimpleQueue[Piece] = SimpleQueue()
        for _ in range(THREADS):
            threading.Thread(target=self._work, daemon=True).start()

    def begin(self, document: Document, asked: Asked) -> Answers:
        """Hand in a document; its answers come in their own time."""
        if self._process != os.getpid():
            self._employ()
        pieces = list(cut(document, asked))
        for piece in pieces:
            self._waiting.put(piece)
        return Answers([piece.answer for piece in pieces])

    def stop(self) -> None:
        """End the server, if it is newslint's own."""
        if self._own and self._process == os.getpid():
            self._restarted = True  # it is not to be started again
            self._own.stop()

    @property
    def url(self) -> str:
        """Where the server is."""
        return self._own.url if self._own else self._where

    def _known(self) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the rules and of the categories that the server knows."""
        opener = DIRECT if self._own else build_opener()
        try:
            with opener.open(f"{self._tool().url}configinfo?language={LANGUAGE}", timeout=CHECK_LIMIT) as answer:
                rules = json.load(answer)["rules"]
            return frozenset(rule["ruleId"] for rule in rules), frozenset(rule["categoryId"] for rule in rules)
        except Exception as error:  # language-tool-python raises what it will where the answer is no LanguageTool's
            self.stop()
            if self._own and self._grammars and isinstance(error, HTTPError):
                files = ", ".join(map(str, self._grammars))
                raise SettingsError(f"LanguageTool refuses a grammar, of {files}: {_reason(error)}") from None
            raise SettingsError(f"no LanguageTool server at {self.url}: {_reason(error)}") from None

    def _tool(self) -> LanguageTool:
        """This thread's language-tool-python, for the URL at which the server is now."""
        from language_tool_python import LanguageTool  # noqa: PLC0415

        tool: LanguageTool | None = getattr(self._of_thread, "tool", None)
        url = self.url
        if tool is None or self._of_thread.url != url:
            direct = {"no_proxy": "127.0.0.1"} if self._own else None
            tool = LanguageTool(LANGUAGE, remote_server=f"{url}/", proxies=direct)
            tool._TIMEOUT = 2 * CHECK_LIMIT  # type: ignore[assignment]  # its own is 300 seconds, five times ours
            self._of_thread.tool, self._of_thread.url = tool, url
        return tool

    def _work(self) -> None:
        while True:
            for batch in self._batches():
                self._check(batch)

    def _batches(self) -> Iterator[list[Piece]]:
        """Wait for a piece, and take what else waits, up to SIZE; those of which the same is asked are together."""
        taken = [self._waiting.get()]
        while sum(len(piece.text) for piece in taken) < SIZE:
            try:
                taken.append(self._waiting.get_nowait())
            except Empty:
                break
        for asked in dict.fromkeys(piece.asked for piece in taken):
            yield [piece for piece in taken if piece.asked == asked]

    def _check(self, batch: Sequence[Piece]) -> None:
        """Answer each piece. Where a batch fails its pieces are tried one by one: one may be to blame."""
        try:
            starts = [0]
            for piece in batch[:-1]:
                starts.append(starts[-1] + len(piece.text) + len(GAP))
            found: list[list[Remark]] = [[] for _ in batch]
            for match in self._ask(GAP.join(piece.text for piece in batch), batch[0].asked):
                at = bisect_right(starts, match.offset) - 1
                found[at].append(_remark(match, batch[at], match.offset - starts[at]))
        except Exception as error:  # whatever it is: somebody waits for the answer
            if len(batch) == 1:
                batch[0].answer.set_exception(UncheckedError(batch[0].path, _reason(error)))
            else:
                for piece in batch:
                    self._check([piece])
        else:
            for piece, remarks in zip(batch, found, strict=True):
                piece.answer.set_result(remarks)

    def _ask(self, text: str, asked: Asked) -> list[Match]:
        from language_tool_python.exceptions import LanguageToolError  # noqa: PLC0415

        url = self.url
        try:
            found = self._asked(text, asked)
        except LanguageToolError as error:
            self._mend(url, error)
            found = self._asked(text, asked)
        self._failures = 0
        return found

    def _asked(self, text: str, asked: Asked) -> list[Match]:
        tool = self._tool()
        tool.enabled_rules = set(asked.ids)
        # Of categories and ids together the server heeds the ids alone, so the other categories are switched off.
        tool.enabled_rules_only = not asked.categories
        tool.disabled_categories = set(self.categories.difference(asked.categories)) if asked.categories else set()
        return tool.check(text)

    def _mend(self, url: str, error: Exception) -> None:
        """Before a second try: start a server of our own again, the first time it dies; let another's rest.

        Raises the error where a second try would be in vain.
        """
        with self._mending:
            if self._own is None:
                if isinstance(error.__cause__, ValueError):  # an answer, though not one that it gives to a check
                    return
                self._failures += 1
                if self._failures > PATIENCE:
                    raise error
                time.sleep(REST)
            elif self._own.url == url and not self._own.answers():
                if self._restarted:
                    raise RuntimeError("its server has stopped for the second time") from None
                self._restarted = True
                self._own.restart()


def _reason(error: BaseException) -> str:
    """What happened, in a line: what the system said of the network, else the error's own words."""
    at: BaseException | None = error
    words = error.read().decode(errors="replace") if isinstance(error, HTTPError) else str(error)
    if "<html" in words.lower():
        words = "it answers with a web page, as no LanguageTool does"
    said = " ".join(words.split()) or type(error).__name__
    while at is not None:
        if isinstance(at, TimeoutError):
            said = "no answer in time"
        elif isinstance(at, OSError) and at.strerror:
            said = at.strerror
        at = at.__cause__ or at.__context__
    return said


def _remark(match: Match, piece: Piece, offset: int) -> Remark:
    start = piece.original(offset)
    last = piece.original(offset + max(match.error_length, 1) - 1)
    return Remark(start, last + 1, match.rule_id, match.category, match.message, match.replacements[:SHOWN])


_connected: dict[tuple[str | bool, tuple[Path, ...]], Client] = {}


def connect(where: str | bool, grammars: tuple[Path, ...]) -> Client:
    """The client of a server, which is started at the first call. Raises SettingsError."""
    try:
        import language_tool_python  # noqa: F401, PLC0415
    except ImportError:
        raise SettingsError("LanguageTool needs an extra: pip install 'newslint[languagetool]'") from None
    for (place, known), client in _connected.items():
        if place == where and set(known).issuperset(grammars):
            return client
    client = _connected[where, grammars] = Client(where, grammars)
    return client


@atexit.register
def disconnect() -> None:
    """Stop every server that newslint has started. They also end with the process, however it ends."""
    while _connected:
        _connected.popitem()[1].stop()
