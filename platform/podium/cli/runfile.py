"""Runs in a file: what `run --record` writes, and what `replay`, `trace` and `run --replay` read.

A run's entry has the same keys as a run of the API (`document`, `case`, `mode`, `events`, `outcome`), so that
either can be read. A live run's entry also holds every call of a model (`calls`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError
from podium.cli.files import LARGEST, read_bytes
from podium.cli.output import canonical_json

if TYPE_CHECKING:
    from sandbox.engine.event import Event
    from sandbox.models.recorded import Call
    from workflow.document import Document

FORMAT = 1
Entry = Mapping[str, Any]


def write_runs(name: str, entries: Sequence[Entry]) -> None:
    """Write runs to a file, one JSON object; the same runs are the same bytes."""
    write_file(name, canonical_json({"podium_runs": FORMAT, "runs": list(entries)}))


def write_file(name: str, text: str) -> None:
    """Write a file, or say why it cannot be."""
    try:
        Path(name).write_text(text, "utf-8")
    except OSError as error:
        raise CommandError(f"{name} cannot be written: {error}.", "Choose another file.") from None


def read_runs(name: str) -> tuple[Entry, ...]:
    """The runs in a file: what `write_runs` wrote, or one run as the API gives it."""
    content = read_bytes(name)
    try:
        data = json.loads(content)
    except ValueError:
        reason = "too large" if len(content) > LARGEST else "no JSON"
        raise CommandError(
            f"{name} is {reason}.", "Record one with `podium run ... --record FILE`."
        ) from None
    runs = data.get("runs", [data]) if isinstance(data, dict) else None
    wanted = ("exercise", "case", "document", "events")
    if not isinstance(runs, list) or not all(
        isinstance(run, dict) and set(wanted) <= set(run) for run in runs
    ):
        remedy = "Record one with `podium run ... --record FILE`, or save a run of the API."
        raise CommandError(f"{name} holds no runs.", remedy)
    return tuple(runs)


def open_run(entry: Entry) -> tuple[Document, tuple[Event, ...]]:
    """The document and the events of a run. An exercise that is not there does not stand in the way: its
    names are then not checked."""
    from podium.cli.files import exercise_slugs, load_exercise
    from sandbox.drivers.replay import read_events
    from sandbox.names import names_of
    from workflow.validate import validate

    slug = str(entry["exercise"])
    is_known = slug in exercise_slugs() or Path(slug).is_dir()
    names = names_of(load_exercise(slug).scenario) if is_known else None
    document, problems = validate(entry["document"], names)
    if document is None:
        message = f"The document of the run of {entry['case']} is not valid here: {problems[0].message}"
        raise CommandError(message, "Was it recorded with another version of the exercise?")
    try:
        return document, read_events(entry["events"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise CommandError("The events of a run cannot be read.", "Record the run again.") from None


def calls_of(entries: Sequence[Entry]) -> tuple[Call, ...]:
    """Every call of a model that the runs tell of."""
    from sandbox.models.recorded import read_calls

    try:
        return tuple(call for entry in entries for call in read_calls(entry.get("calls", ())))
    except (KeyError, TypeError, ValueError):
        raise CommandError("The recorded calls cannot be read.", "Record the runs again.") from None


def started_seconds(entry: Entry) -> float:
    """When a run began, in seconds since 1970; 0 for a run that does not say."""
    try:
        return datetime.fromisoformat(str(entry["started_at"])).timestamp()
    except (KeyError, ValueError):
        return 0.0


def otlp_of(entries: Sequence[Entry], content: bool) -> dict[str, Any]:
    """The runs as one `ExportTraceServiceRequest`, a trace each."""
    from sandbox.telemetry.otlp import export_trace
    from sandbox.telemetry.trace import Telling

    spans: list[Any] = []
    for entry in entries:
        document, events = open_run(entry)
        telling = Telling(
            Path(str(entry["exercise"])).name,
            str(entry["case"]),
            str(entry.get("mode", "simulated")),
            content,
        )
        trace = export_trace(
            document,
            events,
            telling,
            started_at=started_seconds(entry),
            identity=str(entry.get("id", "")),
        )
        spans += trace["resourceSpans"]
    return {"resourceSpans": spans}
