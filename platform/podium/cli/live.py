"""Runs with real models on the command line: from an endpoint, from a recording, or from both."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError
from podium.cli.output import paint, table, wrap
from podium.environment import SettingError, read_number, read_prices, read_text

if TYPE_CHECKING:
    from exercises.loader import Package
    from sandbox.models.openai import Endpoint
    from sandbox.models.protocol import ChatModel, Request
    from sandbox.models.recorded import Call
    from sandbox.scenario import Case


def read_endpoint() -> Endpoint:
    """The endpoint that the environment names, by the same variables as the site's."""
    from sandbox.models.openai import Endpoint, Price

    try:
        small = read_text("PODIUM_MODEL_SMALL")
        names = {
            "small": small,
            "medium": read_text("PODIUM_MODEL_MEDIUM") or small,
            "large": read_text("PODIUM_MODEL_LARGE") or small,
        }
        prices = {tier: Price(*price) for tier, price in read_prices("PODIUM_MODEL_PRICES").items()}
    except SettingError as error:
        raise CommandError(str(error)) from None
    address = read_text("PODIUM_MODEL_ENDPOINT")
    if not address or not small:
        raise CommandError(
            "No model endpoint is named.",
            "Set PODIUM_MODEL_ENDPOINT and PODIUM_MODEL_SMALL (and PODIUM_MODEL_KEY where it wants a key).",
        )
    return Endpoint(address, read_text("PODIUM_MODEL_KEY"), names, prices)


def run_cases(
    package: Package,
    document: Any,
    cases: Sequence[Case],
    *,
    live: bool,
    recorded: Sequence[Call] | None,
    exercise: str,
) -> list[dict[str, Any]]:
    """Run cases with a real model: what was recorded is answered from there, the rest by the endpoint where
    `live` is wanted. Entries for a file of runs, calls included."""
    limits = (int(read_number("PODIUM_MODEL_RUN_TOKENS", 200_000)), read_number("PODIUM_MODEL_RUN_COST", 0.5))
    endpoint = read_endpoint() if live else None
    entries, missing = asyncio.run(_run_all(package, document, cases, endpoint, recorded, limits))
    for request in missing if endpoint is None else ():
        _tell_missing(request)
    return [{"exercise": exercise, "exercise_version": package.version, **entry} for entry in entries]


async def _run_all(
    package: Package,
    document: Any,
    cases: Sequence[Case],
    endpoint: Endpoint | None,
    recorded: Sequence[Call] | None,
    limits: tuple[int, float],
) -> tuple[list[dict[str, Any]], list[Request]]:
    from sandbox.models.openai import OpenAIModel
    from sandbox.models.protocol import Allowance
    from sandbox.models.recorded import RecordedModel

    behind = OpenAIModel(endpoint, Allowance(limits[0], limits[1])) if endpoint is not None else None
    answering = RecordedModel(recorded or (), behind)
    model: ChatModel = answering if recorded is not None or behind is None else behind
    try:
        entries = []
        for case in cases:
            if behind is not None:
                behind.allowance = Allowance(limits[0], limits[1])  # each run has the whole of it
            entries.append(await _run_one(package, document, case, model))
        return entries, answering.missing
    finally:
        if behind is not None:
            await behind.close()


async def _run_one(package: Package, document: Any, case: Case, model: ChatModel) -> dict[str, Any]:
    from grading.practice import PRACTICE_SEED
    from podium.runs.live import run_with_models
    from sandbox.models.recorded import RecordingModel

    recording = RecordingModel(model)
    events: list[dict[str, Any]] = []
    started_at = datetime.now(UTC)
    seconds = read_number("PODIUM_MODEL_RUN_SECONDS", 300)
    result = await run_with_models(
        package, document, case, recording, seed=PRACTICE_SEED, seconds=seconds, on_event=events.append
    )
    return {
        "case": case.id,
        "title": case.title,
        "mode": "live",
        "started_at": started_at.isoformat(timespec="microseconds"),
        "document": document,
        "events": events,
        "outcome": result.outcome,
        "calls": [call.as_dict() for call in recording.calls],
    }


def _tell_missing(request: Request) -> None:
    from sandbox.models.recorded import describe_request

    print(f"podium: not recorded: {describe_request(request)}", file=sys.stderr)


def print_entry(entry: dict[str, Any]) -> None:
    """One live run in words."""
    outcome = entry["outcome"]
    score = outcome.get("score")
    mark = "unscored" if score is None else f"{100 * score:.0f} of 100"
    print(f"{paint(entry['case'], 'bold')}  {entry.get('title', '')}")
    print(
        f"  {outcome['run_status']}, outcome {mark}, {outcome.get('seconds', 0):.1f} s, "
        f"{outcome.get('cost', 0):.4f} euros, {len(entry['calls'])} calls of a model"
    )
    for reason in dict.fromkeys((outcome.get("endpoint_failed"), outcome.get("reason"))):
        if reason:
            print(wrap(reason, 13, "  reason: "))
    for incident in outcome.get("incidents", ()):
        print(wrap(incident["title"], 13, paint("  incident: ", "red")))
    rows = [
        (
            f"  {part['name']}",
            "-" if part["score"] is None else f"{100 * part['score']:.0f}",
            _short(part["got"]),
            _short(part["expected"]),
        )
        for part in outcome.get("deliverables", ())
    ]
    if rows:
        print(table(rows, ("  deliverable", "score", "got", "expected")))
    print()


def _short(value: Any, width: int = 44) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= width else f"{text[: width - 1]}…"
