"""The gate on a Ray cluster: the same bytes as of one process. Where Ray is not installed only a stand-in is asked;
`bench/cluster.py` kills a node of a real cluster.
"""

from __future__ import annotations

import json
import pickle
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli_samples import BAD, CLEAN
from conftest import Newslint

from newslint import Document, Linter
from newslint.errors import LostError, SettingsError, WorkerError
from newslint.gate.policy import size
from newslint.linting import cluster
from newslint.linting.cluster import Cluster
from newslint.packs.library import load_packs

RULES = ("--isolated", "--select", "BP101", "--language", "any")


class RayError(Exception):
    """What Ray raises of its own."""


class RayTaskError(RayError):
    cause: object = "no such thing\nand more"


class StandIn:
    """Ray, as far as it is asked: tasks run when their results are wanted. What holds `die` ends its process."""

    def __init__(self) -> None:
        self.exceptions = SimpleNamespace(RayError=RayError, RayTaskError=RayTaskError)
        self.retries: list[int] = []

    is_initialized = staticmethod(lambda: True)
    cluster_resources = staticmethod(lambda: {"CPU": 2.0})
    put = staticmethod(lambda value: lambda: value)
    get = staticmethod(lambda ref: ref())

    def remote(self, work: Any) -> Any:
        def options(max_retries: int) -> Any:
            def run(*args: Any) -> Any:
                self.retries.append(max_retries)
                _, texts = pickle.loads(args[-1])
                if any("die" in text for text, *_ in texts):
                    raise RayError
                if any("fault" in text for text, *_ in texts):
                    raise RayTaskError
                return work(*args)

            return SimpleNamespace(remote=lambda *args: lambda: run(*args))

        return SimpleNamespace(options=options)


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    monkeypatch.setitem(sys.modules, "ray", stand_in)
    monkeypatch.setattr(cluster, "_kept", {})
    return stand_in


def linter() -> Linter:
    return Linter([loaded for pack in load_packs() for loaded in pack.rules if loaded.rule.code == "BP101"])


def test_in_order_and_nothing_is_lost(ray: StandIn) -> None:
    texts = [f"{BAD if at % 3 else CLEAN}\n{at}\n" for at in range(400)]
    texts[200] = "die"
    said: list[str] = []
    with Cluster([linter()], None, said.append, [size]) as made:
        done = list(made.lint_all((0, Document(text, f"{at}")) for at, text in enumerate(texts)))
    assert [one.document.source for one in done] == texts
    assert [len(one.findings) for one in done] == [bool(at % 3) * (at != 200) for at in range(400)]
    assert [error.path for one in done for error in one.errors if isinstance(error, LostError)] == ["200"]
    assert said == ["a batch from 128 on ends what looks at it (RayError); trying again, each document alone"]
    assert all(size in one.document.facts for at, one in enumerate(done) if at != 200)
    assert (ray.retries.count(3), ray.retries.count(1)) == (4, 128)


def test_what_no_node_can_do_ends_the_run(ray: StandIn) -> None:
    with Cluster([linter()], 1, print) as made, pytest.raises(WorkerError, match=r"^--engine ray: no such thing$"):
        list(made.lint_all([(0, Document("fault"))]))


def test_a_node_with_another_newslint_is_told(ray: StandIn) -> None:
    with pytest.raises(RuntimeError, match="a node has another newslint"):
        cluster._work([lambda: []], "other", [], b"")


def test_without_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingsError, match="needs Ray: pip install"):
        Cluster([], None, print)


@pytest.mark.skipif(not find_spec("ray"), reason="Ray is not installed")
def test_a_real_one(newslint: Newslint, folder: Any, tmp_path: Path) -> None:
    """Begun for the run: one that runs on the machine belongs to somebody else, whose newslint is another."""
    rows = [json.dumps({"id": at, "text": f"{CLEAN} {at} {BAD if at % 3 else ''}"}) for at in range(700)]
    folder({"a.jsonl": "\n".join([*rows, "{broken"]), "b.jsonl": "\n".join(rows[::2])})
    ends = []
    for engine in ("processes", "ray"):
        done = newslint(
            "gate", "a.jsonl", "b.jsonl", *RULES, "--accept", f"{engine}/in", "--reject", f"{engine}/out",
            "--engine", engine, env={"RAY_ADDRESS": "local"},
        )  # fmt: skip
        files = [file for file in sorted((tmp_path / engine).rglob("*.jsonl*")) if file.parent.name in ("in", "out")]
        ends.append((done, [(file.name, file.read_bytes()) for file in files]))
    assert ends[0] == ends[1]
    assert len(ends[0][1]) == 5
