"""Waking the workers. A poke that is lost costs seconds: the row is the queue and the sweeper pokes again."""

from __future__ import annotations

import structlog
from kombu.exceptions import OperationalError

from podium.celery import app

log = structlog.get_logger("podium.submissions")


def poke_workers(count: int = 1) -> None:
    """Tell the workers that something waits. Never fails: a broker that is down must not stop a
    submission."""
    for _ in range(count):
        try:
            app.send_task("podium.grade_next", retry=False)
        except (OperationalError, OSError) as error:
            log.warning("poke_lost", reason=str(error))
            return
