"""What the server does for each message of an editor."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from newslint.errors import SettingsError
from newslint.linting.ignores import NAME
from newslint.server.actions import IGNORE, Offered, difference, edits
from newslint.server.app import Server, State
from newslint.server.desk import Desk
from newslint.server.shown import diagnostic, why
from newslint.settings.find import FILES

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.newslint"
_KINDS = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL])


def serve(desk: Desk) -> None:
    """Speak LSP on standard input and output until the editor says goodbye or goes."""
    server = Server(desk)
    server.feature(lsp.INITIALIZE)(initialize)
    server.feature(lsp.INITIALIZED)(initialized)
    server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)(did_open)
    server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(did_change)
    server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)(did_save)
    server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(did_close)
    server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(did_change_watched_files)
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(hover)
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, _KINDS)(code_action)
    server.command(IGNORE)(ignore)
    with open(os.dup(sys.stdout.fileno()), "wb") as output, redirect_stdout(sys.stderr):
        server.start_io(stdout=output)  # which nothing else is to write on


def initialize(ls: Server, params: lsp.InitializeParams) -> None:
    """Go to the folder that is open, in which settings are looked for."""
    uri = params.workspace_folders[0].uri if params.workspace_folders else params.root_uri
    folder = to_fs_path(uri) if uri else None
    if folder and os.path.isdir(folder):
        os.chdir(folder)


async def initialized(ls: Server, params: lsp.InitializedParams) -> None:
    """Ask the editor, if it can, to tell of settings that change on the disk."""
    workspace = ls.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched and watched.dynamic_registration:
        watchers = [lsp.FileSystemWatcher(f"**/{name}") for name in (*FILES, NAME)]
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
        wanted = lsp.Registration("newslint-settings", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await ls.client_register_capability_async(lsp.RegistrationParams([wanted]))


def did_open(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    """Check what is opened."""
    ls.open(params.text_document)


def did_change(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    """Check what was edited."""
    uri = params.text_document.uri
    ls.change(uri, ls.workspace.get_text_document(uri).source, params.text_document.version)


async def did_save(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    """Look whether what was saved are settings."""
    await ls.want_if_stale()


def did_close(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    """Forget what is closed."""
    ls.close(params.text_document.uri)


async def did_change_watched_files(ls: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    """Read settings again."""
    await ls.want_if_stale()


async def hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    """Say of the findings at a place why they are, and what was measured."""
    if (state := await ls.current(params.text_document.uri)) is None:
        return None
    at = state.places.offset(params.position)
    found = [one for one in state.checked.findings if one.start <= at < max(one.end, one.start + 1)]
    if not found:
        return None
    text = ls.client_capabilities.text_document
    formats = (text.hover.content_format if text and text.hover else None) or []
    markdown = lsp.MarkupKind.Markdown in formats
    said = [why(one, await ls.apart(ls.desk.rule, one.code, state.path), markdown=markdown) for one in found]
    kind = lsp.MarkupKind.Markdown if markdown else lsp.MarkupKind.PlainText
    content = lsp.MarkupContent(kind, ("\n\n---\n\n" if markdown else "\n\n").join(said))
    return lsp.Hover(content, state.places.range(found[0].start, found[0].end))


async def code_action(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Offer what can be done about the findings in a range, and all safe fixes of the document."""
    if (state := await ls.current(params.text_document.uri)) is None:
        return []
    only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    actions: list[lsp.CodeAction] = []
    if _wants(lsp.CodeActionKind.QuickFix.value, only):
        inline = (await ls.apart(ls.desk.settings, state.path)).inline_ignores
        for offered in _offered(state, params.range):
            actions += offered.actions(inline=inline, keeps=ls.desk.keeps_ignores)
    several = sum(one.fix is not None and one.fix.safe for one in state.checked.findings) > 1
    if _wants(FIX_ALL, only) and (several or only):
        actions += await _fix_all(ls, state)
    return actions


async def ignore(ls: Server, uri: str, code: str, start: int, end: int) -> None:
    """Write a finding down as one that is to stand."""
    if (state := await ls.current(uri)) is None:
        return
    try:
        for one in state.checked.findings:
            if (one.code, one.start, one.end) == (code, start, end):
                await ls.apart(ls.desk.ignore, one, state.checked.document)
    except SettingsError as error:
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"newslint: {error}"))
    await ls.want_if_stale()


def _offered(state: State, where: lsp.Range) -> Iterator[Offered]:
    start, end = state.places.offset(where.start), state.places.offset(where.end)
    for one in state.checked.findings:
        if one.start <= end and start <= one.end:
            yield Offered(one, diagnostic(one, state.uri, state.checked, state.places), state)


async def _fix_all(ls: Server, state: State) -> list[lsp.CodeAction]:
    text = state.checked.document.source
    mended = await ls.apart(ls.desk.mended, text, state.path)
    if mended == text:
        return []
    span, new = difference(text, mended)
    changed = edits(state.uri, state.version, [lsp.TextEdit(state.places.range(*span), new)])
    return [lsp.CodeAction("Apply all safe fixes of newslint", FIX_ALL, edit=changed)]


def _wants(kind: str, only: list[str]) -> bool:
    """Whether an editor asks for a kind of actions, by its name or by the beginning of it."""
    return not only or any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in only)
