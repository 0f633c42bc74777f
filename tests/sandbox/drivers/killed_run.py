"""Processes that carry a run on and end themselves by SIGKILL: a script for the tests.

    python -m tests.sandbox.drivers.killed_run FOLDER [POINT ...]

Each process is forked from this one, which has imported everything once. The journal, the ledger of effects,
the list of all calls and at the end the log are files. Points are counted over everything that could be
interrupted: before and after each write, before and after each effect, after each event. Without points, for
each point that there is, in a folder of its own named by its number: a process that is killed there, copies
of what it left (`journal.killed`, `calls.killed`), and a process that goes on. With points: one after the
other in FOLDER itself; 0 is never killed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path

from sandbox.drivers.journal import FileJournal, Record
from sandbox.drivers.paused import carry_on
from sandbox.engine.event import Event, log_bytes
from sandbox.step import Step, StepResult
from sandbox.value import Value
from tests.sandbox.drivers.make_cut import VALUES, payments
from tests.sandbox.engine.make import Cast, make_program, make_values


class Points:
    """Counts the points and ends the process at one."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self.last = last

    def reach(self) -> None:
        """One more."""
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


class Journal(FileJournal):
    """A file journal that may be the last thing the process does."""

    def __init__(self, path: Path, points: Points) -> None:
        super().__init__(path)
        self.points = points

    def append(self, record: Record) -> None:
        """Write one record."""
        self.points.reach()
        super().append(record)
        self.points.reach()


class Ledger:
    """Effects by their key: a key that is there is answered with what it gave then."""

    def __init__(self, folder: Path, points: Points) -> None:
        self.file = folder / "ledger"
        self.calls = folder / "calls"
        self.points = points

    def pay(self, step: Step) -> StepResult:
        """Act once a key. The tries that come to nothing do so by their number, so that retries happen."""
        append(self.calls, [step.id, step.key])
        self.points.reach()
        if step.attempt == 1 and step.inputs["item"].data == "b":
            return StepResult(status="error", message="busy", seconds=1.0)
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        if step.key not in [json.loads(line)[0] for line in lines]:
            append(self.file, [step.key, step.inputs["item"].data])
        self.points.reach()
        return StepResult(values={"paid": Value("paid", True)}, seconds=2.0, cost=0.1, effect=True)


def append(file: Path, entry: object) -> None:
    """Add a line, safely."""
    with file.open("a") as lines:
        lines.write(json.dumps(entry) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def carry_on_in(folder: Path, last: int) -> None:
    """Carry the run in a folder on, until it is over or this process is."""
    points = Points(last)
    ledger = Ledger(folder, points)

    def tell(event: Event) -> None:
        points.reach()

    progress = carry_on(
        make_program(payments()),
        Journal(folder / "journal", points),
        Cast(pay=ledger.pay, note=ledger.pay),
        make_values(**VALUES),
        on_event=tell,
    )
    (folder / "log").write_bytes(log_bytes(progress.log.events))


def fork(folder: Path, last: int) -> int:
    """Do so in a process of its own; the signal that ended it, 0 for none."""
    child = os.fork()
    if not child:
        try:
            carry_on_in(folder, last)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("the run broke down")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def kill_at_every_point(folder: Path) -> int:
    """Kill and go on, point by point; how many kills there were."""
    kills = 0
    while True:
        place = folder / str(kills + 1)
        place.mkdir()
        if fork(place, kills + 1) != signal.SIGKILL:
            return kills
        kills += 1
        for name in ("journal", "calls"):
            if (place / name).exists():
                shutil.copy(place / name, place / f"{name}.killed")
        fork(place, 0)


if __name__ == "__main__":
    if sys.argv[2:]:
        for point in sys.argv[2:]:
            fork(Path(sys.argv[1]), int(point))
    else:
        sys.stdout.write(str(kill_at_every_point(Path(sys.argv[1]))))
