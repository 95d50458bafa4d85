"""A text that a server refuses is told, and costs no other text of its batch anything."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

import pytest
from java_machine import PATIENCE
from languagetool_samples import CONCISE, FOUND, SERVER, SLIP

from newslint import Document, RuleWarning, lint_text, load_linter
from newslint.errors import UncheckedError
from newslint.languagetool import client
from newslint.languagetool.pieces import STAND_IN

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, scripts and process groups differ")


class Between(ThreadingHTTPServer):
    """Stands before a server: refuses texts with `poison` in them, holds those with `plug` until `gate` is set."""

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Between)
        self.target = target
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.held = threading.Semaphore(0)
        self.gate = threading.Event()
        self.texts: list[str] = []


class _Between(BaseHTTPRequestHandler):
    server: Between

    def do_GET(self) -> None:
        self._pass(Request(self.server.target + self.path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        text = parse_qs(body.decode())["text"][0]
        self.server.texts.append(text)
        if "plug" in text:
            self.server.held.release()
            self.server.gate.wait(PATIENCE)
        if "poison" in text:
            self._answer(500, b"Error: Internal Error: no poison, please")
        else:
            self._pass(Request(self.server.target + self.path, body))

    def _pass(self, request: Request) -> None:
        with urlopen(request, timeout=PATIENCE) as answer:
            self._answer(answer.status, answer.read())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def between(languagetool_url: str) -> Iterator[Between]:
    with Between(languagetool_url) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def in_one_batch(between: Between, texts: Sequence[str]) -> list[tuple[list[tuple[str, str, int]], list[str]]]:
    """The findings and errors of texts that wait while all threads are held, and are then sent as one."""
    linter = load_linter(["LT104", "BP101"], languagetool=between.url)
    for number in range(client.THREADS):
        threading.Thread(target=linter.lint, args=[Document(f"The plug is {number}.")], daemon=True).start()
        assert between.held.acquire(timeout=PATIENCE)
    documents = [Document(text, f"{number}.txt") for number, text in enumerate(texts)]
    with ThreadPoolExecutor() as pool:
        results = pool.submit(lambda: list(linter.lint_all(documents)))
        assert linter._checker is not None
        until = time.monotonic() + PATIENCE
        while linter._checker._client._waiting.qsize() < len(documents) and time.monotonic() < until:
            time.sleep(0.01)
        between.gate.set()
        linted = results.result(PATIENCE)
    assert "\n\n".join(texts).replace("😀", STAND_IN) in between.texts
    return [
        ([(finding.path, finding.code, finding.start) for finding in findings], [str(error) for error in errors])
        for _, findings, errors in linted
    ]


def test_what_is_said_of_a_batch_is_divided_among_its_documents(between: Between) -> None:
    slip = SLIP.replace("\n", " ")
    texts = [f"{'It 😀 rained. ' * (number % 4)}{slip * (number % 3)}It rained." for number in range(12)]
    expected = [
        [(f"{number}.txt", "LT104", 13 * (number % 4) + 37 * at + 16) for at in range(number % 3)]
        for number in range(12)
    ]
    assert in_one_batch(between, texts) == [(found, []) for found in expected]


def test_a_text_that_is_refused_costs_none_of_the_batch_its_findings(between: Between, monkeypatch) -> None:
    monkeypatch.setattr(client, "REST", 0)
    texts = [f"{'It rained. ' * number}{SLIP}\nLeave a Reply" for number in range(6)]
    texts[3] = f"The poison is here. {texts[3]}"
    expected = [
        ([(f"{number}.txt", "LT104", 16 + 11 * number), (f"{number}.txt", "BP101", 38 + 11 * number)], [])
        for number in range(6)
    ]
    refused = "3.txt: not checked by LanguageTool: Error: Internal Error: no poison, please"
    expected[3] = [("3.txt", "BP101", texts[3].index("Leave"))], [refused]
    assert in_one_batch(between, texts) == expected
    with pytest.warns(RuleWarning, match=r"^3\.txt: not checked"):
        lint_text(texts[3], "3.txt", linter=load_linter(["LT104"], languagetool=between.url))


def test_a_text_that_is_refused_is_told_by_the_command(newslint, folder, between: Between) -> None:
    folder({"a.txt": SLIP, "b.txt": f"The poison. {SLIP}", "c.txt": f"The fair. {SLIP}"})
    result = newslint(".", "--select", "LT104", SERVER, between.url, *CONCISE)
    assert (result.code, result.out) == (2, f"./{FOUND}./{FOUND.replace('a.txt:1:17', 'c.txt:1:27')}")
    refused = "not checked by LanguageTool: Error: Internal Error: no poison, please"
    assert result.err == f"newslint: error: ./b.txt: {refused}\n"


def test_a_server_that_is_gone_is_given_rest_only_a_few_times(between: Between, monkeypatch) -> None:
    linter = load_linter(["LT104"], languagetool=between.url)
    between.shutdown()
    between.server_close()
    rests: list[float] = []
    monkeypatch.setattr(client.time, "sleep", rests.append)
    for number in range(10):
        linted = linter.lint(Document(SLIP, f"{number}.txt"))
        assert [(type(error), error.path) for error in linted.errors] == [(UncheckedError, f"{number}.txt")]
    assert rests == [client.REST] * client.PATIENCE
