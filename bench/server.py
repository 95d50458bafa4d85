"""How soon the server for editors answers: `python bench/server.py [--documents N] [--bytes N] [--edits N]`.

Opens documents made of the seeds, then edits one after another of them, and shows the time from the edit to the
diagnostics that came for it. The settings are the defaults.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient

SEEDS = Path(__file__).parent.parent / "seeds"


def made(number: int, size: int) -> str:
    """A text of a size, from paragraphs of the seeds."""
    paragraphs = [part for file in sorted(SEEDS.glob("*.txt")) for part in file.read_text("utf-8").split("\n\n")]
    text = ""
    for part in islice(cycle(paragraphs), 7 * number, None):
        text += f"{part}\n\n"
        if len(text.encode()) >= size:
            return text.encode()[:size].decode("utf-8", "ignore") + "\n"
    return text


async def measure(documents: int, size: int, edits: int) -> None:
    client = BaseLanguageClient("bench", "1")
    came: dict[tuple[str, int | None], asyncio.Future[float]] = {}

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def diagnostics(params: lsp.PublishDiagnosticsParams) -> None:
        if (waiting := came.get((params.uri, params.version))) and not waiting.done():
            waiting.set_result(time.perf_counter())

    def expect(uri: str, version: int) -> asyncio.Future[float]:
        return came.setdefault((uri, version), asyncio.get_running_loop().create_future())

    with tempfile.TemporaryDirectory() as folder:
        before = time.perf_counter()
        await client.start_io(sys.executable, "-m", "newslint", "server")
        await client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=Path(folder).as_uri()))
        client.initialized(lsp.InitializedParams())
        texts = {Path(folder, f"{number}.txt").as_uri(): made(number, size) for number in range(documents)}
        waiting = [expect(uri, 0) for uri in texts]
        for uri, text in texts.items():
            client.text_document_did_open(
                lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "plaintext", 0, text))
            )
        await asyncio.gather(*waiting)
        print(f"{documents} documents of {size} bytes opened and checked: {time.perf_counter() - before:.2f} s")
        took = []
        for version, uri in enumerate(islice(cycle(texts), edits), 1):
            texts[uri] = f"He said teh words {version}.\n\n{texts[uri]}"
            answer = expect(uri, version)
            at = lsp.VersionedTextDocumentIdentifier(version=version, uri=uri)
            whole = lsp.TextDocumentContentChangeWholeDocument(texts[uri])
            before = time.perf_counter()
            client.text_document_did_change(lsp.DidChangeTextDocumentParams(at, [whole]))
            took.append(1000 * (await answer - before))
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
    cut = statistics.quantiles(took, n=20)
    print(f"an edit to its diagnostics: median {statistics.median(took):.0f} ms, 95 of 100 within {cut[-1]:.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("documents", 200), ("bytes", 5_000), ("edits", 100)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    asyncio.run(measure(chosen.documents, chosen.bytes, chosen.edits))
