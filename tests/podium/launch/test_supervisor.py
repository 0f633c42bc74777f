"""The supervisor: what dies is started again, what is told to stop stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.launch.supervisor import LONGEST_PAUSE, STEADY_SECONDS, Supervisor

ROOT = Path(__file__).resolve().parents[3]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DIE = [sys.executable, "-c", "raise SystemExit(3)"]


class Clock:
    """Time that goes on when it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def supervisor(clock: Clock) -> Iterator[Supervisor]:
    supervisor = Supervisor(dict(os.environ), clock)
    yield supervisor
    supervisor.stop()


def test_a_dead_child_is_started_again_after_a_pause(
    supervisor: Supervisor, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    child = supervisor.add("worker", DIE)
    assert child.process is not None
    child.process.wait()
    supervisor.tend()
    assert child.process is None
    assert "worker stopped (code 3)" in capsys.readouterr().out
    supervisor.tend()
    assert child.process is None
    clock.now += child.pause
    supervisor.tend()
    assert child.process is not None


def test_a_child_that_keeps_dying_is_left_longer_in_peace(supervisor: Supervisor, clock: Clock) -> None:
    child = supervisor.add("worker", DIE)
    pauses = []
    for _ in range(9):
        assert child.process is not None
        child.process.wait()
        supervisor.tend()
        pauses.append(child.pause)
        clock.now += child.pause
        supervisor.tend()
    assert pauses[:3] == [1.0, 2.0, 4.0]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_child_that_lived_long_is_started_again_at_once(supervisor: Supervisor, clock: Clock) -> None:
    child = supervisor.add("worker", DIE)
    assert child.process is not None
    child.process.wait()
    clock.now += STEADY_SECONDS + 1
    supervisor.tend()
    assert child.pause == 0.5


def test_stopping_ends_every_child(supervisor: Supervisor) -> None:
    children = [supervisor.add("web", SLEEP), supervisor.add("worker", SLEEP)]
    supervisor.stop()
    assert all(child.process is not None and child.process.poll() is not None for child in children)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_children_do_not_outlive_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "supervise.py"
    script.write_text(
        "import os, sys\n"
        "from podium.launch.supervisor import Supervisor\n"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        "child = Supervisor(dict(os.environ)).add('web', sleep)\n"
        "print(child.process.pid, flush=True)\n"
        "import time; time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "platform")}
    parent = subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    deadline = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < deadline, "the child lives on"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
