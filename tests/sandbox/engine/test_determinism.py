"""The same run gives the same bytes in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from sandbox.engine.event import log_bytes
from tests.sandbox.engine.test_canonical import shuffle
from tests.sandbox.engine.test_properties import VALUES, Fate, play
from tests.workflow.test_dump import rich

ROOT = Path(__file__).parents[3]
VALUE_NAMES = {"message": "hello", "lines": ["a", "b", "c"]}


def digest_of_runs(count: int = 25) -> str:
    """One hash over the logs of many runs of a document that uses everything."""
    from sandbox.drivers.simulation import simulate
    from tests.sandbox.engine.make import make_program, make_values

    total = sha256()
    for seed in range(count):
        data, _ = shuffle(rich(), seed)
        data.pop("layout")
        log = simulate(make_program(data), make_values(**VALUES, **VALUE_NAMES), Fate(seed, 20))
        total.update(log_bytes(log.events))
    return total.hexdigest()


@pytest.mark.parametrize("seed", ["0", "1", "12345"])
def test_logs_are_the_same_bytes_at_any_hash_seed(seed: str) -> None:
    code = "from tests.sandbox.engine.test_determinism import digest_of_runs; print(digest_of_runs())"
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == digest_of_runs()


@pytest.mark.parametrize("threads", [1, 8, 100])
def test_logs_are_the_same_bytes_at_any_concurrency(threads: int) -> None:
    data = {"podium": 1, "nodes": rich()["nodes"], "edges": rich()["edges"]}
    with ThreadPoolExecutor(threads) as pool:
        logs = list(pool.map(lambda seed: log_bytes(play(data, Fate(seed % 5, 20)).events), range(100)))
    assert len(set(logs)) == len({log_bytes(play(data, Fate(seed, 20)).events) for seed in range(5)})
    assert logs[:5] == logs[95:]
