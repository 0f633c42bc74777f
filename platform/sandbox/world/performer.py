"""The simulated world as a performer: carries out the engine's steps for one case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.scenario import Case, Scenario
from sandbox.step import Step, StepResult
from sandbox.value import Value
from sandbox.world.agent import perform_agent
from sandbox.world.blueprint import blueprint_of
from sandbox.world.call import Order, plan_call
from sandbox.world.draw import draw
from sandbox.world.feedback import write_feedback
from sandbox.world.handing import handed_on, levels_of
from sandbox.world.human import Gate, perform_human
from sandbox.world.instruction import Mode, Reader
from sandbox.world.occasion import occasion_of
from sandbox.world.planner import perform_plan
from sandbox.world.planting import Plant, plant_in
from sandbox.world.policy import tool_incidents
from sandbox.world.reviewer import ReviewOrder, perform_review
from sandbox.world.tools import call_tool


class SimulatedWorld:
    """Performs the steps of one run of one case.

    `attention` 0..1 is what the day leaves of the humans' attention. `mode` overrides what instructions
    achieve
    (see `instruction.Mode`); `criteria` does so for reviewers' criteria, and follows `mode` unless given:
    `actual`
    where a defect is planted, since then it is the review that is looked at. `plant` forces a defect.
    `neutral`:
    reviews and humans pass everything. `calm`: nothing fails by itself (no outage, no service error). `lean`:
    agents' results carry no detail, for runs that nobody will look at.
    """

    def __init__(
        self,
        scenario: Scenario,
        case: Case,
        seed: int | str,
        reader: Reader,
        attention: float = 1.0,
        mode: Mode = "actual",
        plant: Plant | tuple[str, str, Any] | None = None,
        neutral: bool = False,
        calm: bool = False,
        criteria: Mode | None = None,
        lean: bool = False,
    ) -> None:
        """Make ready for one run; use a new world for each."""
        self.blueprint = blueprint_of(scenario)
        self.case = replace(case, outages=frozenset()) if calm and case.outages else case
        self.seed = seed
        self.reader = reader
        self.attention = attention
        self.mode: Mode = mode
        self.plant = Plant(*plant) if isinstance(plant, tuple) else plant
        self.neutral = neutral
        self.calm = calm
        self.lean = lean
        self.criteria: Mode = criteria or ("actual" if plant is not None else mode)
        self._done: dict[str, Value] = {}

    def perform(self, step: Step) -> StepResult:
        """Carry out one step; never raises for anything a learner can cause."""
        kind = step.node.kind
        if kind == "agent":
            return self._agent(step)
        if kind == "plan":
            return self._plan(step)
        if kind == "tool":
            return self._tool(step)
        if kind == "review":
            return self._review(step)
        if kind == "human":
            return self._human(step)
        return StepResult(status="error", message=f"The simulated world cannot perform a {kind}.")

    def _agent(self, step: Step) -> StepResult:
        settings = step.node.settings
        order = Order(
            settings.agent,
            settings.model,
            settings.instructions,
            tuple(settings.yields),
            tuple(settings.tools),
        )
        plan = plan_call(self.blueprint, order, self._reader_of(step), self.mode)
        result = perform_agent(
            self.blueprint, self.case, plan, step, self.seed, calm=self.calm, lean=self.lean
        )
        return self._with_plant(step, result)

    def _plan(self, step: Step) -> StepResult:
        reader = self._reader_of(step)
        return perform_plan(
            self.blueprint, self.case, step, self.seed, reader, self.mode, calm=self.calm, lean=self.lean
        )

    def _reader_of(self, step: Step) -> Reader:
        """Who reads a step's instructions: a planner's words carry less than the learner's own."""
        return handed_on(self.blueprint, self.reader, levels_of(step.node.id))

    def _with_plant(self, step: Step, result: StepResult) -> StepResult:
        if self.plant is None or result.status != "ok" or not self.plant.meets(step, self.blueprint):
            return result
        return plant_in(self.blueprint, self.case, self.plant, step, result, self.seed)

    def _tool(self, step: Step) -> StepResult:
        settings = step.node.settings
        producer = self.blueprint.tools[settings.tool]
        tool = producer.tool
        assert tool is not None  # noqa: S101 - blueprint.tools holds tools only
        key = f"{tool.slug}:{step.key}"
        detail: dict[str, Any] = {"tool": tool.slug}
        if tool.effect and settings.idempotent_by and key in self._done:
            values = {producer.item.name: self._done[key]}
            return StepResult(values=values, seconds=0.1, detail={**detail, "already_done": True})
        drawn = draw(self.seed, self.case.id, tool.slug, "call", occasion_of(step), step.rank)
        attempt = step.attempt
        outcome = call_tool(
            self.blueprint, self.case, producer, step.inputs, 1 << 31 if self.calm else drawn, attempt
        )
        if outcome.cause:
            detail["cause"] = outcome.cause
        incidents: tuple[str, ...] = ()
        if outcome.status == "ok":
            incidents = tool_incidents(self.blueprint, self.case, tool, step.inputs, step.approved)
        values = {} if outcome.value is None else {producer.item.name: outcome.value}
        if tool.effect and outcome.value is not None:
            self._done[key] = outcome.value
        result = StepResult(
            status="ok" if outcome.status == "ok" else "error",
            values=values,
            seconds=outcome.seconds,
            cost=outcome.cost,
            message=outcome.message,
            incidents=incidents,
            detail=detail,
            effect=tool.effect and outcome.value is not None,
        )
        return self._with_plant(step, result)

    def _review(self, step: Step) -> StepResult:
        settings = step.node.settings
        if self.neutral:
            return StepResult(port="pass", values={"feedback": write_feedback({}, "", "")})
        order = ReviewOrder(
            settings.agent, settings.model, tuple(settings.on), tuple(settings.sees), settings.criteria
        )
        return perform_review(
            self.blueprint, self.case, order, step, self.seed, self.reader, self.criteria, self.calm
        )

    def _human(self, step: Step) -> StepResult:
        settings = step.node.settings
        gate = Gate(settings.minutes, tuple(settings.sees), tuple(settings.edits))
        if self.neutral:
            return StepResult(port="approved", minutes=gate.minutes, seconds=round(gate.minutes * 60.0, 3))
        return perform_human(self.blueprint, self.case, gate, step, self.seed, self.attention)
