"""One practice run with real models: agents and reviewers answer from the endpoint, tools and people are
simulated."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from exercises.loader import Package
from podium.runs.simulator import PracticeResult, compile_for, describe_outcome
from sandbox.directives.reader import default_reader
from sandbox.drivers.live import run_live
from sandbox.engine.event import Event
from sandbox.models.performer import LivePerformer
from sandbox.models.protocol import ChatModel
from sandbox.scenario import Case
from sandbox.step import Step, StepResult
from sandbox.value import Value
from sandbox.world.casebook import start_values
from sandbox.world.performer import SimulatedWorld
from workflow.document import Node
from workflow.kinds.tool import ToolSettings

UNSCORED = "A live text is compared by people: the sandbox cannot read its statements."
ENDPOINT_FAILED = "The endpoint failed, so this was never answered: it says nothing of the workflow."


async def run_with_models(
    package: Package,
    document: Any,
    case: Case,
    model: ChatModel,
    *,
    seed: int,
    seconds: float,
    on_event: Callable[[dict[str, Any]], None],
) -> PracticeResult:
    """Run a document on a public case with a real model, for at most `seconds`. Each event is told as it
    happens. Trouble with the endpoint is a failed step with its reason, never a wrong answer."""
    program = compile_for(package, document)
    props = _Props(SimulatedWorld(package.scenario, case, seed, default_reader(), calm=True))
    performer = LivePerformer(model, package.scenario, props.call_tool, props.ask_human)
    events: list[dict[str, Any]] = []

    def tell(event: Event) -> None:
        events.append(event.as_dict())
        on_event(events[-1])

    try:
        log = await asyncio.wait_for(run_live(program, start_values(case), performer, tell), seconds)
    except TimeoutError:
        reason = f"The run took longer than {seconds:g} seconds and was stopped."
        return PracticeResult(True, tuple(events), {"run_status": "failed", "reason": reason, "score": None})
    outcome = describe_outcome(package.scenario, case, log)
    outcome = leave_texts_unscored(package, outcome)
    outcome = leave_unanswered_unscored(outcome, endpoint_trouble(events))
    return PracticeResult(log.status == "failed", tuple(events), outcome)


def leave_texts_unscored(package: Package, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """A live text holds no statements that the sandbox knows: its score is None and says so, and the whole is
    scored over the rest (None where there is no rest)."""
    texts = {name for name, entry in package.scenario.deliverables.items() if entry.compare == "statements"}
    return _unscored(outcome, lambda part: part["name"] in texts, UNSCORED)


def leave_unanswered_unscored(outcome: Mapping[str, Any], trouble: str) -> dict[str, Any]:
    """Where the endpoint failed for good, what did not come out has no score instead of 0, and the outcome
    says what the trouble was. What came out all the same, by another way, keeps its score."""
    if not trouble:
        return dict(outcome)
    failed = outcome["run_status"] == "failed"
    told = _unscored(outcome, lambda part: failed or part["got"] is None, ENDPOINT_FAILED)
    return {**told, "reason": outcome["reason"] or trouble, "endpoint_failed": trouble}


def endpoint_trouble(events: Iterable[Mapping[str, Any]]) -> str:
    """What the endpoint did wrong at the last step that failed for good because of it; empty for nothing."""
    told = ""
    for event in events:
        data = event["data"]
        if event["type"] == "step_failed" and data["final"] and "trouble" in data.get("detail", {}):
            told = f"The endpoint failed: {data['message']}"
    return told


def _unscored(
    outcome: Mapping[str, Any], is_unscored: Callable[[Mapping[str, Any]], bool], why: str
) -> dict[str, Any]:
    """The outcome with some deliverables unscored, and the whole scored over those that are left."""
    parts = [
        {**part, "score": None, "unscored": why} if is_unscored(part) else part
        for part in outcome["deliverables"]
    ]
    scored = [part for part in parts if part["score"] is not None]
    weight = sum(part["weight"] for part in scored)
    score = sum(part["weight"] * part["score"] for part in scored) / weight if weight else None
    if outcome["incidents"] and score is not None:
        score = 0.0
    return {**outcome, "deliverables": parts, "score": score}


class _Props:
    """Tools and people of a live run: the simulated world's, on a day when nothing fails by itself."""

    def __init__(self, world: SimulatedWorld) -> None:
        self.world = world

    async def call_tool(self, slug: str, inputs: Mapping[str, Value], step: Step) -> StepResult:
        """A tool node's call, or one that an agent made."""
        if step.node.kind == "tool":
            return self.world.perform(replace(step, inputs=inputs))
        node = Node(step.node.id, "tool", ToolSettings(tool=slug))
        return self.world.perform(replace(step, node=node, inputs=inputs))

    async def ask_human(self, step: Step) -> StepResult:
        """A person at a gate; their minutes are told, not waited for."""
        return self.world.perform(step)
