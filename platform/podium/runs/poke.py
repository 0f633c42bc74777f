"""Waking a worker for a live run."""

from __future__ import annotations

from uuid import UUID

import structlog
from kombu.exceptions import OperationalError

from podium.celery import app

log = structlog.get_logger("podium.runs")


def poke_live_run(run_id: UUID) -> None:
    """Tell the workers that a live run waits; the sweeper finds it where this is lost."""
    try:
        app.send_task("podium.run_live", args=[str(run_id)], retry=False)
    except (OperationalError, OSError) as error:
        log.warning("poke_lost", reason=str(error))
