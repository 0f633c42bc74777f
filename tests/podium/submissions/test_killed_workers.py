"""Real worker processes, killed and paused in the middle of grading: nothing is lost, nothing is graded
twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from podium.accounts.models import User
from podium.submissions.models import Grade, GraderFault, Status, Submission
from podium.submissions.queries import count_attempts
from tests.podium.making import make_exercise, make_submission

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def database_address() -> str:
    """The test database, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    kept = connection.settings_dict
    person = f"{quote(kept['USER'])}:{quote(kept['PASSWORD'])}"
    return f"postgresql://{person}@{kept['HOST']}:{kept['PORT'] or 5432}/{kept['NAME']}"


@contextmanager
def worker(folder: Path, *, pause: float = 0, lease: float = 2) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own process group, with a sweeper, over the embedded broker or the one that is
    configured."""
    (folder / "marks").mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
        "PYTHONWARNINGS": "",
        "DJANGO_SETTINGS_MODULE": "podium.settings",
        "PODIUM_VAR": str(folder / "var"),
        "PODIUM_DATABASE_URL": database_address(),
        "PODIUM_SEEDS": settings.INSTALLATION.seed,
        "PODIUM_LEASE_SECONDS": str(lease),
        "PODIUM_SWEEP_SECONDS": "0.5",
        "MARKS": str(folder / "marks"),
        "PAUSE": str(pause),
    }
    script = Path(__file__).with_name("slow_worker.py")
    options = ["--concurrency", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    command = [
        sys.executable,
        str(script),
        "worker",
        *options,
        "--beat",
        "--scheduler",
        "celery.beat:Scheduler",
    ]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        signal_group(process, signal.SIGCONT)
        signal_group(process, signal.SIGKILL)
        process.wait(20)


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a worker and all its children."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 90) -> None:
    """Until it holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        time.sleep(0.1)


def all_graded() -> bool:
    return not Submission.objects.exclude(status=Status.GRADED).exists()


def has_begun(folder: Path) -> bool:
    return any((folder / "marks").iterdir())


def hand_in(learner: User, count: int) -> None:
    """One submission in each of several exercises."""
    for number in range(count):
        make_submission(learner, exercise=make_exercise(f"desk-{number}"), at=timezone.now())


def test_a_worker_killed_in_the_middle_loses_nothing_and_nothing_is_graded_twice(
    learner: User, tmp_path: Path, no_pokes: list[str]
) -> None:
    hand_in(learner, 3)
    with worker(tmp_path, pause=60) as doomed:
        wait_for(lambda: has_begun(tmp_path), "the first worker to begin")
        signal_group(doomed, signal.SIGKILL)
        doomed.wait(20)
    assert Submission.objects.filter(status=Status.GRADING).count() == 1
    with worker(tmp_path):
        wait_for(all_graded, "all to be graded by the second worker")
    assert sorted(Submission.objects.values_list("fence", flat=True)) == [1, 1, 2]
    assert Grade.objects.count() == 3
    for submission in Submission.objects.select_related("exercise"):
        assert count_attempts(user=learner, exercise=submission.exercise, at=timezone.now()).used == 1


def test_a_worker_that_wakes_up_after_its_lease_writes_nothing(
    learner: User, tmp_path: Path, no_pokes: list[str]
) -> None:
    hand_in(learner, 1)
    with worker(tmp_path, pause=1) as sleeper:
        wait_for(lambda: has_begun(tmp_path), "the first worker to begin")
        signal_group(sleeper, signal.SIGSTOP)
        with worker(tmp_path):
            wait_for(all_graded, "the second worker to grade it")
            graded_at = Grade.objects.get().graded_at
            signal_group(sleeper, signal.SIGCONT)
            time.sleep(4)
    assert Grade.objects.get().graded_at == graded_at
    assert Submission.objects.get().status == Status.GRADED
    assert not GraderFault.objects.exists()
