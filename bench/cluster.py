"""The gate on a Ray cluster of several nodes, one of which is killed midway: beside the gate with two processes.

    pip install 'newslint[ray]'
    python bench/cluster.py TEXTS.jsonl[.gz] [--records 20000] [--length 300] [--shards 10] [--select CODE]

The cluster is on this machine: a head that runs no tasks, and two nodes of one core each; one of these ends by SIGKILL
after a third of the shards. Records are those of bench/gate.py. Told are both counts, whether both ends are the same
bytes, and whether every record stands on exactly one side.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ray
from gate import make, sides, times
from ray.cluster_utils import Cluster


def begin(home: Path, to: str, options: list[str], address: str = "") -> subprocess.Popen[str]:
    """The gate at work."""
    command = [sys.executable, "-m", "newslint", "gate", "records", "--isolated"]
    environment = {**os.environ, "RAY_ADDRESS": address} if address else None
    return subprocess.Popen(
        [*command, "--accept", f"{to}/in", "--reject", f"{to}/out", *options],
        cwd=home, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def main() -> None:
    """Make the records, run, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--shards", type=int, default=10)
    parser.add_argument("--select", action="append", default=[])
    asked = parser.parse_args()
    options = [word for code in asked.select for word in ("--select", code)]
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        make(asked.texts, home / "records", asked.records, asked.shards, asked.length)
        began = time.perf_counter()
        alone = begin(home, "alone", [*options, "--jobs", "2"]).communicate()[1].splitlines()[-1]
        print(f"{time.perf_counter() - began:.0f} s with two processes: {alone}", flush=True)
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
        try:
            nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
            cluster.wait_for_nodes()
            began = time.perf_counter()
            running = begin(home, "cluster", [*options, "--engine", "ray"], cluster.address)
            states = home / "cluster" / "in" / ".newslint-gate"
            while running.poll() is None and len(list(states.glob("*.json"))) < asked.shards // 3:
                time.sleep(0.5)
            done = len(list(states.glob("*.json")))
            cluster.remove_node(nodes[0], allow_graceful=False)
            print(f"a node killed with {done} of {asked.shards} shards done", flush=True)
            said = running.communicate()[1].splitlines()
            print(f"{time.perf_counter() - began:.0f} s on the cluster: {said[-1]}")
        finally:
            cluster.shutdown()
        print(f"the same bytes: {sides(home / 'alone') == sides(home / 'cluster')}")
        print(f"records by how often they stand on a side: {dict(times(home / 'cluster', asked.records))}")
        print(f"{os.cpu_count()} cores, Python {platform.python_version()}, Ray {ray.__version__}")


if __name__ == "__main__":
    main()
