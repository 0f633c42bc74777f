"""Keeps the site's processes running: starts them, restarts one that dies, stops all of them cleanly."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from podium.launch.report import say

STOP_SECONDS = 10.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 20.0


@dataclass
class Child:
    """One process to keep running. `pause` grows while it keeps dying young."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    due: float = field(default=0.0)


class Supervisor:
    """Runs children until it is told to stop."""

    def __init__(self, environment: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        self.environment = dict(environment)
        self.clock = clock
        self.children: list[Child] = []
        self.is_stopping = False

    def add(self, name: str, command: Sequence[str]) -> Child:
        """Start a process and keep it running."""
        child = Child(name, list(command))
        self.children.append(child)
        self._start(child)
        return child

    def watch(self) -> None:
        """Until stopped: restart what died. Returns after a signal or Ctrl+C, with everything stopped."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        try:
            while not self.is_stopping:
                self.tend()
                time.sleep(0.2)
        finally:
            self.stop()

    def tend(self) -> None:
        """Look at each child once: note the dead, restart those whose pause is over."""
        now = self.clock()
        for child in self.children:
            if child.process is None:
                if now >= child.due:
                    self._start(child)
            elif child.process.poll() is not None:
                lived = now - child.started
                child.pause = 0.5 if lived > STEADY_SECONDS else min(child.pause * 2, LONGEST_PAUSE)
                code = child.process.returncode
                say(f"The {child.name} stopped (code {code}); starting it again in {child.pause:.0f} s.")
                child.process, child.due = None, now + child.pause

    def stop(self) -> None:
        """Ask every child to end; after ten seconds, make it."""
        self.is_stopping = True
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, child: Child) -> None:
        # A session of its own: Ctrl+C reaches the supervisor alone, which then stops the children in order.
        child.process = subprocess.Popen(
            child.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        child.started = self.clock()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True


def _die_with_parent() -> None:
    """Linux: end this child when the supervisor dies without a word (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
