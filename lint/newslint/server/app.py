"""The server: documents that are open, checked as they change, the one that was edited last before all others."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
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

SHORTEST, LONGEST = 0.01, 1.0
"""Seconds that the server waits for the next key: as long as the last check took, unless that was quick."""
QUICK = 0.05
"""Seconds that a quick check takes at most."""
_SUFFIXES = {"markdown": ".md", "html": ".html"}
"""What names without a file are given, so that they read as what the editor says they are."""


class Open:
    """A document that is open in the editor, and what was found in the last state that was checked."""

    def __init__(self, document: lsp.TextDocumentItem, encoding: str) -> None:
        self.uri = document.uri
        self.path = _path(document)
        self.encoding = encoding
        self.pause = SHORTEST
        self.checked: Checked | None = None
        self.change(document.text, document.version)

    def change(self, text: str, version: int) -> None:
        """The text is another."""
        self.text = text
        self.version = version
        self.is_checked = False

    @property
    def places(self) -> Places:
        """The places of the text."""
        return Places(self.text, self.encoding)


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

    async def apart(self, do: Callable[..., T], *args: object) -> T:
        """Have the thread that checks do something."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, do, *args)

    def open(self, item: lsp.TextDocumentItem) -> None:
        """A document is open."""
        encoding = self.server_capabilities.position_encoding or lsp.PositionEncodingKind.Utf16
        self.documents[item.uri] = Open(item, encoding)
        self.want(item.uri)

    def change(self, uri: str, text: str, version: int) -> None:
        """A document has changed: it is checked when no other change follows at once."""
        document = self.documents[uri]
        document.change(text, version)
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

    async def current(self, uri: str) -> Checked | None:
        """What is found in a document as it stands; None where it cannot be checked."""
        document = self.documents.get(uri)
        if document is not None and not document.is_checked:
            await self._check(document)
        return document.checked if document is not None and document.is_checked else None

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
        checked: Checked | None = None
        try:
            checked = await self.apart(self.desk.check, text, document.path)
        except NewslintError as error:
            troubles = str(error).split("\n")
        else:
            troubles = [str(error) for error in checked.errors]
        took = time.perf_counter() - before
        document.pause = SHORTEST if took < QUICK else min(took, LONGEST)
        if self._readings != self.desk.readings:
            self._readings = self.desk.readings
            self.want(*(uri for uri in self.documents if uri != document.uri))
        if document.version != version or self.documents.get(document.uri) is not document:
            return  # its next state is waiting
        document.checked, document.is_checked = checked, checked is not None
        places = document.places
        found = [diagnostic(one, document.uri, checked.document, places) for one in checked.findings] if checked else []
        shown = [*(trouble(message, places) for message in troubles), *found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(document.uri, shown, version))


def _path(document: lsp.TextDocumentItem) -> str:
    """The name of a document: its file's, or one that has its markup."""
    if urlsplit(document.uri).scheme == "file":
        return to_fs_path(document.uri) or document.uri
    name = os.path.basename(unquote(urlsplit(document.uri).path)) or "text"
    return name + _SUFFIXES.get(str(document.language_id), "")
