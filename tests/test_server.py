"""The server for editors, spoken to by a real client in one session: each test is a turn of it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Coroutine, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient
from pygls.protocol import default_converter

from newslint.server.places import Places

pytestmark = pytest.mark.xdist_group("server")  # one start for all

T = TypeVar("T")
TEXT = "The mayor spoke on Monday.\n\n😀 He said that the the teh best house stands.\n\nLeave a Reply\n"


class Editor:
    """A client, its event loop, and the diagnostics that came."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.loop = asyncio.new_event_loop()
        self.client = BaseLanguageClient("test", "1", converter_factory=converter)
        self.came: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self.came.put_nowait(params))
        start = self.client.start_io(sys.executable, "-m", "newslint", "server", env=environment, cwd="/")
        self.do(start)
        hover = lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown])
        wanted = lsp.ClientCapabilities(text_document=lsp.TextDocumentClientCapabilities(hover=hover))
        self.do(self.client.initialize_async(lsp.InitializeParams(wanted, root_uri=folder.as_uri())))
        self.client.initialized(lsp.InitializedParams())

    def do(self, what: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(asyncio.wait_for(what, 60))

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str) -> lsp.PublishDiagnosticsParams:
        item = lsp.TextDocumentItem(self.uri(name), "plaintext", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return self.diagnostics(name)

    def change(self, name: str, version: int, text: str) -> None:
        at = lsp.VersionedTextDocumentIdentifier(version=version, uri=self.uri(name))
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(at, [whole]))

    def diagnostics(self, name: str) -> lsp.PublishDiagnosticsParams:
        while (found := self.do(self.came.get())).uri != self.uri(name):
            pass
        return found

    def actions(self, name: str, where: lsp.Range, *only: str) -> dict[str, lsp.CodeAction]:
        context = lsp.CodeActionContext([], only=list(only) or None)
        asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri(name)), where, context)
        return {one.title: one for one in self.do(self.client.text_document_code_action_async(asked)) or []}

    def hover(self, name: str, line: int, character: int) -> str:
        asked = lsp.HoverParams(lsp.TextDocumentIdentifier(self.uri(name)), lsp.Position(line, character))
        found = self.do(self.client.text_document_hover_async(asked))
        return found.contents.value if found is not None else ""


def converter() -> Any:
    """One that takes an action with a command for an action, which lsprotocol takes for a command."""
    made = default_converter()
    made.register_structure_hook(lsp.Command | lsp.CodeAction, lambda found, _: made.structure(found, lsp.CodeAction))
    return made


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Editor]:
    editor = Editor(tmp_path_factory.mktemp("desk"), environment)
    yield editor
    server = editor.client._server
    assert server is not None
    editor.do(editor.client.shutdown_async(None))
    editor.client.exit(None)
    assert editor.do(server.wait()) == 0
    editor.do(editor.client.stop())


@pytest.fixture
def found(editor: Editor) -> list[lsp.Diagnostic]:
    return editor.open("a.txt", TEXT).diagnostics


def codes(came: lsp.PublishDiagnosticsParams) -> list[Any]:
    return [one.code for one in came.diagnostics]


def spans(found: Iterable[lsp.Diagnostic]) -> list[tuple[Any, str]]:
    return [(one.code, str(one.range)) for one in found]


def edited(action: lsp.CodeAction) -> list[tuple[str, str]]:
    changes = action.edit.document_changes if action.edit else None
    return [(str(edit.range), edit.new_text) for change in changes or () for edit in change.edits]


def test_diagnostics_count_utf_16_and_hover_says_why(editor: Editor, found: list[lsp.Diagnostic]) -> None:
    assert spans(found) == [("RP102", "2:16-2:23"), ("SP101", "2:24-2:27"), ("BP101", "4:0-4:13")]
    assert found[0].severity is lsp.DiagnosticSeverity.Error
    assert "words of clean news" in editor.hover("a.txt", 2, 16)
    assert "misspelling" in editor.hover("a.txt", 2, 24)
    assert not editor.hover("a.txt", 2, 15)


def test_diagnostics_follow_what_is_typed(editor: Editor) -> None:
    editor.open("b.txt", "It is the the end.\n")
    for version, text in enumerate(["It is the t", "It is the th", "It is the end of teh day.\n"], 2):
        editor.change("b.txt", version, text)
    versions = [2]
    while versions[-1] < 4:  # a slow machine may have had time for those before
        versions.append((came := editor.diagnostics("b.txt")).version or 0)
    assert versions == sorted(versions)
    assert spans(came.diagnostics) == [("SP101", "0:17-0:20")]
    editor.client.text_document_did_close(
        lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri("b.txt")))
    )
    assert editor.diagnostics("b.txt").diagnostics == ()


def test_actions_are_the_fixes_of_findings(editor: Editor, found: list[lsp.Diagnostic]) -> None:
    actions = editor.actions("a.txt", found[0].range, "quickfix")
    assert edited(actions["Replace “the the” by “the”"]) == [("2:16-2:23", "the")]
    assert edited(editor.actions("a.txt", found[1].range)["Replace “teh” by “the” (may change meaning)"]) == [
        ("2:24-2:27", "the")
    ]
    fixed = editor.actions("a.txt", found[0].range, "source.fixAll")
    assert [edited(one) for one in fixed.values()] == [[("2:21-4:13", "eh best house stands.")]]


def test_settings_and_ignores_are_obeyed_once_they_change(editor: Editor, found: list[lsp.Diagnostic]) -> None:
    (ignoring,) = (one for title, one in editor.actions("a.txt", found[1].range).items() if title.startswith("Ignore"))
    assert ignoring.command is not None
    asked = lsp.ExecuteCommandParams(ignoring.command.command, ignoring.command.arguments)
    editor.do(editor.client.workspace_execute_command_async(asked))
    assert "[[teh]]" in (editor.folder / ".newslint-ignore.yaml").read_text()
    assert codes(editor.diagnostics("a.txt")) == ["RP102", "BP101"]
    settings = editor.folder / "newslint.toml"
    for written, expected in (("ignore = ['BP']", ["RP102"]), ("ignroe = ['BP']", [None]), ("", ["RP102", "BP101"])):
        settings.write_text(written)
        saved = lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(settings.as_uri()))
        editor.client.text_document_did_save(saved)
        assert codes(editor.diagnostics("a.txt")) == expected
    (editor.folder / ".newslint-ignore.yaml").unlink()
    settings.write_text("inline-ignores = true")
    (first, *_) = editor.open("c.md", "It *is* the the end.\n").diagnostics
    assert edited(editor.actions("c.md", first.range)["Ignore RP102 on this line, by a comment"]) == [
        ("0:20-0:20", " <!-- newslint: ignore[RP102] -->")
    ]
    settings.write_text("rule-pages = 'https://example.org/{code}.html'")
    editor.client.text_document_did_save(saved)
    while (page := editor.diagnostics("a.txt").diagnostics[0].code_description) is None:
        pass  # by the settings before
    assert page == lsp.CodeDescription("https://example.org/RP102.html")
    settings.unlink()
    editor.client.text_document_did_save(saved)
    assert len(editor.diagnostics("a.txt").diagnostics) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_lead_back(encoding: str) -> None:
    text = "a😀é\r\nb\rc\u2028d\x0ce\n\ud800x"
    places = Places(text, encoding)
    inside = text.index("\n")  # of a line end that is two code points
    assert all(places.offset(places.position(at)) == at for at in range(len(text) + 1) if at != inside)
    assert [places.position(at).line for at in (0, 5, 7, 13)] == [0, 1, 2, 3]
    assert places.offset(lsp.Position(0, 99)) == inside - 1
    assert places.offset(lsp.Position(99, 0)) == len(text)


def test_what_is_missing_is_said(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')\n")
    environment = {**environment, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "newslint", "server"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, input="", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "newslint: error: `newslint server` needs pygls: pip install 'newslint[server]'\n"
