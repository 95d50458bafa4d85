"""LanguageTool's server: started once, ended with the run however that ends, and what is told where it fails."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

import psutil
import pytest

from newslint import Document, lint_text, load_linter
from newslint.errors import UncheckedError
from newslint.languagetool import client
from newslint.languagetool.pieces import STAND_IN
from newslint.languagetool.server import Server

SLIP = "The council met in Thursday to vote.\n"
FOUND = "a.txt:1:17: LT104 The correct preposition in this context is “on”. (IN_WEEKDAY)\n"
DAMAGED = "The council met.\n\nLeave a Reply\n"
SERVER, CONCISE = "--languagetool-server", ("--output-format", "concise", "-q")
ONLY = ("--select", "BP101,LT104")
PATIENCE = 60
"""Seconds until something that must happen has not: nothing is measured by it."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, scripts and process groups differ")


class Machine(NamedTuple):
    """A machine on which each start of Java is noted, with a folder for temporary files."""

    root: Path

    @property
    def env(self) -> dict[str, str]:
        return {"PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(self.root / "temp")}

    def install(self, script: str) -> None:
        """Write the program `java`."""
        (self.root / "bin" / "java").write_text(script)
        (self.root / "bin" / "java").chmod(0o755)

    def started(self) -> list[int]:
        """The process id of each Java that was started."""
        noted = self.root / "started"
        return [int(line) for line in noted.read_text().split()] if noted.exists() else []

    def left(self) -> list[str]:
        """The processes and files of servers that are there now."""
        temp = self.root / "temp"
        processes = [" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"])]
        return [*(line for line in processes if str(temp) in line), *(path.name for path in temp.iterdir())]


def eventually(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


@pytest.fixture
def bare_machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    machine = Machine(tmp_path_factory.mktemp("machine"))
    for name in ("bin", "temp"):
        (machine.root / name).mkdir()
    return machine


@pytest.fixture
def machine(bare_machine: Machine, languagetool: Path) -> Machine:
    """With the real Java."""
    bare_machine.install(f'#!/bin/sh\necho $$ >> {bare_machine.root / "started"}\nexec {shutil.which("java")} "$@"\n')
    return bare_machine


# The life of a server.

OWN = """rules:
  - code: {0}901
    name: {1}-rule
    kind: languagetool
    grammar: own.xml
    ids: [{0}_RULE]
    message: "{1}"
    why: it is one's own
    examples: {{bad: ["[[{1}]]"], good: [b]}}
"""
OWN_GRAMMAR = """<rules lang="en"><category id="{0}" name="{0}"><rule id="{0}_RULE" name="{0}">
<pattern><token>{1}</token></pattern><message>m</message></rule></category></rules>"""


@pytest.mark.parametrize("where", [(SERVER, "{0}"), (SERVER, "{0}/libs/*"), ("--languagetool",)], ids=" ".join)
def test_one_server_with_the_grammars_of_all_packs_serves_a_run(newslint, folder, machine, languagetool, where) -> None:
    for code, word in (("ZX", "council"), ("ZY", "vote")):
        folder({f"{code}/own.yaml": OWN.format(code, word), f"{code}/own.xml": OWN_GRAMMAR.format(code, word)})
    folder({"a.txt": SLIP, "sub/a.txt": SLIP, "sub/newslint.toml": "select = ['ZY', 'LT104']\n"})
    args = ("--rules", "ZX", "--rules", "ZY", "--select", "ZX,ZY,LT104", *(arg.format(languagetool) for arg in where))
    result = newslint("a.txt", "sub/a.txt", *args, *CONCISE, env={**machine.env, "LTP_JAR_DIR_PATH": str(languagetool)})
    found = f"a.txt:1:5: ZX901 council\n{FOUND}a.txt:1:32: ZY901 vote\n"
    assert result == (1, found + "".join(f"sub/{line}" for line in found.splitlines(keepends=True)), "")
    assert len(machine.started()) == 1
    assert machine.left() == []


def in_the_middle(machine: Machine, environment: dict[str, str], folder, languagetool: Path) -> subprocess.Popen[bytes]:
    """A run over so many documents that it cannot end while nobody reads what it says, when it has said something."""
    root = folder({f"{number:04}.txt": SLIP * 3 for number in range(1500)})
    running = subprocess.Popen(
        [sys.executable, "-m", "newslint", ".", "--select", "LT104", SERVER, str(languagetool), *CONCISE[:2]],
        cwd=root,
        env={**environment, **machine.env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline().decode() == f"./{FOUND}".replace("a.txt", "0000.txt")
    assert psutil.pid_exists(machine.started()[0])
    assert len(machine.left()) == 3  # the keeper, Java, a folder
    return running


def test_ctrl_c_ends_the_server_too(machine, environment, folder, languagetool: Path) -> None:
    running = in_the_middle(machine, environment, folder, languagetool)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err.decode()) == (130, "\nnewslint: interrupted\n")
    assert machine.left() == []
    assert len(machine.started()) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_killed_takes_the_server_along(machine, environment, folder, languagetool, number) -> None:
    running = in_the_middle(machine, environment, folder, languagetool)
    running.send_signal(number)
    running.communicate(timeout=PATIENCE)
    assert running.returncode == -number
    assert eventually(lambda: machine.left() == []), machine.left()
    assert len(machine.started()) == 1


# A server that dies.


def here(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process run on the machine."""
    for name, value in machine.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_a_server_that_dies_is_started_again_once(machine, languagetool: Path, monkeypatch) -> None:
    here(machine, monkeypatch)
    linter = load_linter(["LT104", "BP101"], languagetool=str(languagetool))
    try:
        for starts in (1, 2):
            assert [finding.code for finding in lint_text(SLIP + DAMAGED, linter=linter)] == ["LT104", "BP101"]
            assert len(machine.started()) == starts
            os.kill(machine.started()[-1], signal.SIGKILL)
        linted = linter.lint(Document(SLIP + DAMAGED, "c.txt"))
        assert [finding.code for finding in linted.findings] == ["BP101"]
        (error,) = linted.errors
        assert isinstance(error, UncheckedError)
        assert str(error).startswith("c.txt: not checked by LanguageTool: ")
        assert len(machine.started()) == 2
    finally:
        client.disconnect()
    assert machine.left() == []


FAKE = """#!{python}
import http.server, json, os, re, sys
with open({started!r}, "a") as started:
    print(os.getpid(), file=started)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        classes = sys.argv[sys.argv.index("-cp") + 1].split(os.pathsep)[0]
        with open(classes + "/org/languagetool/rules/en/grammar_custom.xml") as grammar:
            names = ["IN_WEEKDAY", *re.findall(' id="([^"]+)"', grammar.read())]
        languages, rules = [{{"code": "en", "longCode": "en-US"}}], [{{"ruleId": n, "categoryId": n}} for n in names]
        name = self.path.split("?")[0]
        self.say({{"/v2/languages": languages, "/v2/configinfo": {{"rules": rules}}}}.get(name, {{}}))
    def do_POST(self):
        if os.path.exists({fatal!r}):
            if {once}:
                os.remove({fatal!r})
            os._exit(1)
        self.say({{"matches": []}})
    def say(self, what):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())
    def log_message(self, *args):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("-p") + 1])), Handler).serve_forever()
"""


@pytest.fixture
def fake(bare_machine: Machine) -> Callable[..., Sequence[str]]:
    """Make `java` a server that finds nothing and dies of a document once, or of each. Returns how to run with it."""

    def install(dies: str) -> Sequence[str]:
        fatal = bare_machine.root / "fatal"
        if dies != "never":
            fatal.touch()
        (bare_machine.root / "languagetool.jar").touch()
        started = str(bare_machine.root / "started")
        script = FAKE.format(python=sys.executable, started=started, fatal=str(fatal), once=dies == "once")
        bare_machine.install(script)
        return SERVER, str(bare_machine.root)

    return install


def test_each_document_that_is_not_checked_is_named_once(newslint, folder, fake, bare_machine: Machine) -> None:
    names = [f"{number}.txt" for number in range(5)]
    folder({name: DAMAGED for name in names})
    result = newslint(".", *fake("of each"), *ONLY, *CONCISE[:2], env=bare_machine.env)
    assert result.code == 2
    assert result.out == "".join(
        f"./{name}:3:1: BP101 comment form left in the text: “Leave a Reply”\n" for name in names
    )
    *told, last = result.err.splitlines()
    assert [line.partition(" not checked by LanguageTool: ")[0] for line in told] == [
        f"newslint: error: ./{name}:" for name in names
    ]
    assert last == "Found 5 errors (5 files checked with 2 rules; 5 rule failures)."
    assert len(bare_machine.started()) == 2
    assert bare_machine.left() == []


def test_a_document_that_is_not_checked_stands_in_the_machine_formats(newslint, folder, fake, bare_machine) -> None:
    folder({"a.txt": "The council met.\n"})
    where = (*fake("of each"), *ONLY)
    result = newslint("a.txt", *where, "--output-format", "jsonl", env=bare_machine.env)
    record = json.loads(result.out)
    assert (result.code, record["path"]) == (2, "a.txt")
    assert record["error"].startswith("not checked by LanguageTool: ")
    result = newslint("a.txt", *where, "--output-format", "sarif", env=bare_machine.env)
    (invocation,) = json.loads(result.out)["runs"][0]["invocations"]
    assert (result.code, invocation["executionSuccessful"]) == (2, False)


def test_no_document_is_lost_where_the_server_dies_once(newslint, folder, fake, bare_machine: Machine) -> None:
    folder({f"{number}.txt": f"The council met {number} times.\n" for number in range(40)})
    result = newslint(".", *fake("once"), *ONLY, env=bare_machine.env)
    assert result == (0, "", "Nothing found (40 files checked with 2 rules).\n")
    assert len(bare_machine.started()) == 2
    assert bare_machine.left() == []


def test_a_server_of_ones_own_is_not_asked_through_a_proxy(newslint, folder, fake, bare_machine: Machine) -> None:
    folder({"a.txt": SLIP})
    env = {**bare_machine.env, "http_proxy": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1", "no_proxy": ""}
    assert newslint("a.txt", *fake("never"), *ONLY, "-q", env=env) == (0, "", "")


def test_a_folder_whose_settings_leave_rules_out_shares_the_server(newslint, folder, fake, bare_machine) -> None:
    folder({"own.yaml": OWN.format("ZX", "x"), "own.xml": OWN_GRAMMAR.format("ZX", "x"), "a.txt": SLIP})
    folder({"sub/a.txt": SLIP, "sub/newslint.toml": "ignore = ['ZX']\n"})
    args = ("--rules", "own.yaml", "--select", "ZX,LT104", *fake("never"))
    result = newslint(".", *args, env=bare_machine.env)
    assert result == (0, "", "Nothing found (2 files checked with 2 rules).\n")
    assert len(bare_machine.started()) == 1


def test_a_server_that_was_ended_on_purpose_stays_ended(fake, bare_machine: Machine, monkeypatch) -> None:
    here(bare_machine, monkeypatch)
    linter = load_linter(["LT104"], languagetool=fake("never")[1])
    assert linter.lint(Document(SLIP)) == ([], [])
    client.disconnect()
    assert bare_machine.left() == []
    assert [error.path for error in linter.lint(Document(SLIP, "a.txt")).errors] == ["a.txt"]
    assert len(bare_machine.started()) == 1


# A server that refuses.


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
        linter.begin(Document(f"The plug is {number}."))
        assert between.held.acquire(timeout=PATIENCE)
    documents = [Document(text, f"{number}.txt") for number, text in enumerate(texts)]
    for document in documents:
        linter.begin(document)
    between.gate.set()
    linted = [linter.lint(document) for document in documents]
    assert "\n\n".join(texts).replace("😀", STAND_IN) in between.texts
    return [
        ([(finding.path, finding.code, finding.start) for finding in findings], [str(error) for error in errors])
        for findings, errors in linted
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
    with pytest.raises(UncheckedError, match=r"^3\.txt: not checked"):
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


# No server.


def assert_told(result, *expected: str) -> None:
    """That the command ends with one line of what is wrong."""
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("newslint: error: ")
    assert result.err.count("\n") == 1, result.err
    assert [text for text in expected if text not in result.err] == [], result.err


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b"<html>\n<h1>Not found</h1>\n</html>\n"),
        (200, b"<html>\n<h1>Welcome</h1>\n</html>\n"),
        (404, b'{"detail": "Not Found"}'),
        (200, b'["en", "de"]'),
        (200, b'[{"code": "de", "longCode": "de-DE"}]'),
        (200, b'[{"code": "en", "longCode": "en-US"}]'),
        (200, b""),
        (200, b"null"),
        (500, b"\xff\xfe"),
    ],
)
def test_a_url_of_something_else(newslint, folder, status: int, body: bytes) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    folder({"a.txt": SLIP})
    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        assert_told(newslint("a.txt", SERVER, url), f"no LanguageTool server at {url}")
        server.shutdown()


def test_a_url_where_nothing_listens(newslint, folder) -> None:
    folder({"a.txt": SLIP})
    assert_told(newslint("a.txt", SERVER, "http://127.0.0.1:1"), "no LanguageTool server at http://127.0.0.1:1: ")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("empty", ("LanguageTool: no jar in ", "{0}/empty; name a folder that holds ")),
        ("absent", ("LanguageTool: no such folder, jar or class path: absent",)),
        ("jars/libs/x.jar:absent/*", ("LanguageTool: no such folder, jar or class path: absent/*",)),
        ("jars", ("LanguageTool cannot be started: Error: Could not find or load main class ",)),
        ("jars/libs/x.jar", ("LanguageTool cannot be started: Error: Could not find or load main class ",)),
    ],
)
def test_a_place_without_languagetool(newslint, folder, tmp_path: Path, machine, where: str, expected) -> None:
    folder({"a.txt": SLIP, "jars/libs/x.jar": "", "empty/readme": ""})
    result = newslint("a.txt", SERVER, where, env=machine.env)
    assert_told(result, *(text.format(tmp_path) for text in expected))
    assert machine.left() == []


def test_no_java_on_the_path(newslint, folder, bare_machine: Machine) -> None:
    folder({"a.txt": SLIP, "jars/libs/x.jar": ""})
    result = newslint("a.txt", SERVER, "jars", env={"PATH": str(bare_machine.root / "bin")})
    assert_told(result, "LanguageTool needs Java 17 or newer and no `java` is on the PATH")


@pytest.mark.parametrize(
    ("java", "expected"),
    [
        ("#!/bin/sh\necho one\necho Error: the second line\necho three\nexit 1\n", ": Error: the second line\n"),
        ("#!/bin/sh\necho first\necho last\nexit 0\n", ": last\n"),
        ("#!/bin/sh\nexit 3\n", ": it said nothing\n"),
        ("#!/absent/interpreter\n", "No such file or directory"),
    ],
)
def test_a_java_that_fails(newslint, folder, bare_machine: Machine, java: str, expected: str) -> None:
    folder({"a.txt": SLIP, "jars/libs/x.jar": ""})
    bare_machine.install(java)
    assert_told(newslint("a.txt", SERVER, "jars", env=bare_machine.env), "LanguageTool cannot be started: ", expected)
    assert bare_machine.left() == []


def test_a_grammar_that_the_server_refuses_is_blamed(newslint, folder, machine, languagetool: Path) -> None:
    grammar = OWN_GRAMMAR.replace("<token>", '<token regexp="yes">').format("ZX", "(open")
    folder({"a.txt": SLIP, "ZX/own.yaml": OWN.format("ZX", "open"), "ZX/own.xml": grammar})
    result = newslint("a.txt", "--rules", "ZX", "--select", "ZX", SERVER, str(languagetool), env=machine.env)
    assert_told(result, "own.xml")
    assert machine.left() == []


def test_a_server_without_the_grammar(newslint, folder, languagetool: Path) -> None:
    folder({"a.txt": SLIP})
    server = Server(str(languagetool), [])
    try:
        result = newslint("a.txt", SERVER, server.url)
        codes = [f"LT90{number}" for number in range(1, 7)]
        assert_told(result, f"LanguageTool at {server.url} knows nothing of what ", "docs/languagetool.md")
        assert re.findall(r"LT\d+(?= \(NEWSLINT_)", result.err) == codes
        proposed = re.findall(r"--extend-ignore \S+", result.err)
        assert proposed == [f"--extend-ignore {','.join(codes)}"]
        assert newslint("a.txt", SERVER, server.url, *proposed[0].split(), *CONCISE) == (1, FOUND, "")
    finally:
        server.stop()
