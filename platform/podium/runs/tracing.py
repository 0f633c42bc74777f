"""A run of the site as an OpenTelemetry trace."""

from __future__ import annotations

from typing import Any

from podium.courses.packages import open_package
from podium.runs.models import Run
from sandbox.drivers.replay import read_events
from sandbox.names import names_of
from sandbox.telemetry.otlp import export_trace
from sandbox.telemetry.trace import Telling
from workflow.validate import validate


def trace_run(run: Run, *, content: bool) -> dict[str, Any]:
    """The trace of a run as far as it has come, in OTLP's JSON. Its document was valid when it began; should
    it be no more, the trace has no spans."""
    package = open_package(run.version)
    document, _ = validate(run.document, names_of(package.scenario))
    if document is None:
        return {"resourceSpans": []}
    telling = Telling(str(run.version.exercise_id), run.case_id, run.mode, content)
    return export_trace(
        document,
        read_events(event.data for event in run.events.all()),
        telling,
        started_at=run.started_at.timestamp(),
        identity=str(run.pk),
    )
