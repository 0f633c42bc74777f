"""The same document, simulated and live, leaves the same trace: the same events in the same order, with the
same keys. What may differ is listed here, and nothing else may."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podium.runs.live import run_with_models
from podium.runs.simulator import simulate_case
from sandbox.models.protocol import Request
from sandbox.models.scripted import ScriptedModel
from sandbox.world.casebook import practice_cases
from tests.grading.cast import READER, bike_hire, reference

LIVE_DETAIL = {"answer", "chats", "model", "model_calls", "prompt"}
"""What only a live step of an agent or reviewer tells of itself: what was asked and answered."""


@pytest.fixture(autouse=True)
def _plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("podium.runs.live", "podium.runs.simulator"):
        monkeypatch.setattr(f"{module}.default_reader", lambda: READER)


def shape(event: dict[str, Any]) -> tuple[Any, ...]:
    """An event without its content: type, place, port, status, and the keys of its data."""
    data = event["data"]
    return (
        event["type"],
        event["node"],
        event["path"],
        data.get("port"),
        data.get("status"),
        sorted(data),
        sorted(data.get("values", {})),
        [type(data[key]).__name__ for key in sorted(data) if key not in ("seconds", "values", "cost")],
    )


def answers(events: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What the simulated agents and reviewers answered, by what they were to yield, in order."""
    told: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        if event["type"] == "step_finished" and event["node"] in ("clerk", "scribe"):
            values = event["data"]["values"]
            told.setdefault(",".join(values), []).append(values)
        if event["type"] == "step_finished" and event["node"] == "proofread":
            feedback = event["data"]["values"]["feedback"]
            answer = {"verdict": event["data"]["port"], "feedback": feedback}
            told.setdefault("verdict,feedback", []).append(answer)
    return told


@pytest.mark.parametrize("case_id", ["practice-clean-1", "practice-clean-2"])
async def test_a_document_leaves_the_same_trace_simulated_and_live(case_id: str) -> None:
    package, document = bike_hire(), reference()
    case = next(each for each in practice_cases(package.scenario) if each.id == case_id)
    simulated = list(simulate_case(package, document, case, 0).events)
    told = answers(simulated)

    def say(request: Request) -> str:
        assert request.schema is not None
        return json.dumps(told[",".join(request.schema["required"])].pop(0))

    live: list[dict[str, Any]] = []
    result = await run_with_models(
        package, document, case, ScriptedModel(say), seed=0, seconds=30, on_event=live.append
    )
    assert not result.failed
    assert [shape(event) for event in live] == [shape(event) for event in simulated]
    assert len(live) > 15
    for one, other in zip(simulated, live, strict=True):
        mine, theirs = (set(event["data"].get("detail", {})) for event in (one, other))
        if one["node"] in ("clerk", "scribe", "proofread") and mine:
            assert theirs == LIVE_DETAIL
            assert LIVE_DETAIL.isdisjoint(mine - {"model"})
        else:
            assert mine == theirs
