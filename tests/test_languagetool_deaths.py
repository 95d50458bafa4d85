"""A server that dies is started again once; each document not checked is told, and none is lost."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from java_machine import Machine
from languagetool_samples import CONCISE, OWN, OWN_GRAMMAR, SERVER, SLIP

from newslint import Document, lint_text, load_linter
from newslint.errors import UncheckedError
from newslint.languagetool import client

DAMAGED = "The council met.\n\nLeave a Reply\n"
ONLY = ("--select", "BP101,LT104")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, scripts and process groups differ")


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
        f"./{name}:3:1: BP101 comment form left in the text: “Leave a Reply” [error]\n" for name in names
    )
    *told, last, _ = result.err.splitlines()
    assert [line.partition(" not checked by LanguageTool: ")[0] for line in told] == [
        f"newslint: error: ./{name}:" for name in names
    ]
    assert last == "Found 5 errors in 5 files (5 files checked with 2 rules; 5 documents not checked by LanguageTool)."
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
    folder({"sub/a.txt": SLIP, "newslint.toml": "[[overrides]]\nfiles = ['sub/*']\nignore = ['ZX']\n"})
    args = ("--rules", "own.yaml", "--select", "ZX,LT104", *fake("never"))
    result = newslint(".", *args, env=bare_machine.env)
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("Nothing found (1 file checked with "), result.err
    assert len(bare_machine.started()) == 1


def test_a_server_that_was_ended_on_purpose_stays_ended(fake, bare_machine: Machine, monkeypatch) -> None:
    here(bare_machine, monkeypatch)
    linter = load_linter(["LT104"], languagetool=fake("never")[1])
    assert linter.lint(Document(SLIP))[1:] == ([], [])
    client.disconnect()
    assert bare_machine.left() == []
    assert [error.path for error in linter.lint(Document(SLIP, "a.txt")).errors] == ["a.txt"]
    assert len(bare_machine.started()) == 1
