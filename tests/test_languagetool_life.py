"""One server serves a run, and ends with it however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from java_machine import PATIENCE, Machine
from languagetool_samples import CONCISE, FOUND, OWN, OWN_GRAMMAR, SERVER, SLIP

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, scripts and process groups differ")


def eventually(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


@pytest.mark.parametrize("where", [(SERVER, "{0}/libs/*"), ("--languagetool",)], ids=" ".join)
def test_one_server_with_the_grammars_of_all_packs_serves_a_run(newslint, folder, machine, languagetool, where) -> None:
    for code, word in (("ZX", "council"), ("ZY", "vote")):
        folder({f"{code}/own.yaml": OWN.format(code, word), f"{code}/own.xml": OWN_GRAMMAR.format(code, word)})
    folder({"a.txt": SLIP, "sub/a.txt": SLIP, "sub/newslint.toml": "select = ['ZY', 'LT104']\n"})
    args = ("--rules", "ZX", "--rules", "ZY", "--select", "ZX,ZY,LT104", *(arg.format(languagetool) for arg in where))
    result = newslint("a.txt", "sub/a.txt", *args, *CONCISE, env={**machine.env, "LTP_JAR_DIR_PATH": str(languagetool)})
    found = f"a.txt:1:5: ZX901 council [warning]\n{FOUND}a.txt:1:32: ZY901 vote [warning]\n"
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


@pytest.mark.parametrize("number", [signal.SIGKILL])
def test_a_run_that_is_killed_takes_the_server_along(machine, environment, folder, languagetool, number) -> None:
    running = in_the_middle(machine, environment, folder, languagetool)
    running.send_signal(number)
    running.communicate(timeout=PATIENCE)
    assert running.returncode == -number
    assert eventually(lambda: machine.left() == []), machine.left()
    assert len(machine.started()) == 1
