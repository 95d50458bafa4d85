"""The server: documents that are open, checked as they change, the one that was edited last before all others."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from newslint import __version__
from newslint.errors import NewslintError
from newslint.server.desk import Checked, Desk
from newslint.server.places import Places
from newslint.server.shown import diagnostic, trouble

T = TypeVar("T")

QUICK = 0.1
"""Seconds that a quick check takes at most: no key is waited for, since the check ends before most next ones."""
LONGEST = 1.0
"""Seconds that the server waits for the next key at most: elsewhere it is as long as the last check took."""
_SUFFIXES = {"markdown": ".md", "html": ".html"}
"""What names without a file are given, so that they read as what the editor says they are."""


class State(NamedTuple):
    """One state of a document, and what was found in it."""

    uri: str
    version: int
    path: str
    checked: Checked
    places: Places


class Open:
    """A document that is open in the editor. `state` is the last one that could be checked."""

    def __init__(self, document: lsp.TextDocumentItem) -> None:
        self.uri = document.uri
        self.path = _path(document)
        self.text = document.text
        self.version = document.version
        self.pause = 0.0
        self.state: State | None = None


class Server(LanguageServer):
    """Keeps the documents that are open, and publishes what a desk finds in them. One thread does the checking."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("newslint", __version__, lsp.TextDocumentSyncKind.Full)
        self.desk = desk
        self.documents: dict[str, Open] = {}
        self._waiting: dict[str, None] = {}
        self._working: asyncio.Task[None] | None = None
        self._readings = 0
        self._thread = ThreadPoolExecutor(1)

    @property
    def encoding(self) -> str:
        """The units in which places are counted."""
        return self.server_capabilities.position_encoding or lsp.PositionEncodingKind.Utf16

    async def apart(self, do: Callable[..., T], *args: object) -> T:
        """Have the thread that checks do something."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, do, *args)

    def open(self, item: lsp.TextDocumentItem) -> None:
        """A document is open."""
        self.documents[item.uri] = Open(item)
        self.want(item.uri)

    def change(self, uri: str, text: str, version: int) -> None:
        """A document has changed: it is checked when no other change follows at once."""
        document = self.documents[uri]
        document.text, document.version = text, version
        asyncio.get_running_loop().call_later(document.pause, self._want_if, document, version)

    def close(self, uri: str) -> None:
        """A document is closed, and what was found in it is taken back."""
        self.documents.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def want(self, *uris: str) -> None:
        """Have documents checked, the last of them first."""
        for uri in uris:
            self._waiting.pop(uri, None)
            self._waiting[uri] = None
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())

    async def want_if_stale(self) -> None:
        """Have all documents checked where settings have changed."""
        if await self.apart(self.desk.is_stale):
            self.want(*self.documents)

    async def current(self, uri: str) -> State | None:
        """A document as it stands and what is found in it; None where it cannot be checked."""
        document = self.documents.get(uri)
        if document is None:
            return None
        if document.state is None or document.state.version != document.version:
            await self._check(document)
        state = document.state
        return state if state is not None and state.version == document.version else None

    def _want_if(self, document: Open, version: int) -> None:
        if document.version == version and self.documents.get(document.uri) is document:
            self.want(document.uri)

    async def _work(self) -> None:
        while self._waiting:
            uri, _ = self._waiting.popitem()
            if uri in self.documents:
                await self._check(self.documents[uri])

    async def _check(self, document: Open) -> None:
        version, text = document.version, document.text
        before = time.perf_counter()
        state: State | None = None
        try:
            checked = await self.apart(self.desk.check, text, document.path)
        except NewslintError as error:
            troubles = str(error).split("\n")
        except Exception as error:  # a fault of newslint's own, which is not to end the server
            troubles = [f"newslint itself failed: {type(error).__name__}: {error}"]
        else:
            troubles = [str(error) for error in checked.errors]
            state = State(document.uri, version, document.path, checked, Places(text, self.encoding))
        took = time.perf_counter() - before
        document.pause = 0.0 if took < QUICK else min(took, LONGEST)
        if self._readings != self.desk.readings:
            self._readings = self.desk.readings
            if self.desk.elsewhere:
                said = f"newslint: {self.desk.elsewhere}"
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, said))
            self.want(*(uri for uri in self.documents if uri != document.uri))
        if document.version != version or self.documents.get(document.uri) is not document:
            return  # its next state is waiting
        document.state = state
        shown = [trouble(message) for message in troubles]
        if state is not None:
            findings = state.checked.findings
            shown += [diagnostic(one, document.uri, state.checked, state.places) for one in findings]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(document.uri, shown, version))


def _path(document: lsp.TextDocumentItem) -> str:
    """The name of a document: its file's, or one that has its markup."""
    if urlsplit(document.uri).scheme == "file":
        return to_fs_path(document.uri) or document.uri
    name = os.path.basename(unquote(urlsplit(document.uri).path)) or "text"
    return name + _SUFFIXES.get(str(document.language_id), "")
