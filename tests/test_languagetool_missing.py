"""Where there is no LanguageTool, or none that can be used, one line says what is wrong."""

from __future__ import annotations

import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from java_machine import Machine
from languagetool_samples import CONCISE, FOUND, OWN, OWN_GRAMMAR, SERVER, SLIP

from newslint.languagetool.server import Server

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, scripts and process groups differ")


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
        ("jars/libs/x.jar:absent/*", ("LanguageTool: no such folder, jar or class path: jars/libs/x.jar:absent/*;",)),
        ("localhost:8081", ("class path: localhost:8081; a URL begins with http://",)),
        ("http://", ("class path: http://; a URL begins with http://",)),
        ("", ("where it is was left empty",)),
        ("jars", ("LanguageTool cannot be started: Error: Could not find or load main class ",)),
        ("jars/libs/x.jar", ("LanguageTool cannot be started: Error: Could not find or load main class ",)),
    ],
)
def test_a_place_without_languagetool(newslint, folder, tmp_path: Path, machine, where: str, expected) -> None:
    folder({"a.txt": SLIP, "jars/libs/x.jar": "", "empty/readme": ""})
    result = newslint("a.txt", SERVER, where, env=machine.env)
    assert_told(result, *(text.format(tmp_path) for text in expected))
    assert machine.left() == []


def test_a_variable_that_names_no_folder(newslint, folder, machine) -> None:
    folder({"a.txt": SLIP})
    result = newslint("a.txt", "--languagetool", env={**machine.env, "LTP_JAR_DIR_PATH": "absent"})
    assert_told(result, "LanguageTool: LTP_JAR_DIR_PATH names no folder: absent")


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
