"""Runs single cases in every way that the grader asks for. The only place that starts the sandbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from grading.observation import CaseRun
from grading.oracle import Oracle
from grading.recorder import Recorder
from grading.waving import Waving
from sandbox.directives.reader import Reader
from sandbox.drivers.simulation import simulate
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.scenario import Case, Scenario
from sandbox.step import Performer
from sandbox.value import Value
from sandbox.world.casebook import start_values
from sandbox.world.instruction import Mode
from sandbox.world.judge import is_sound, outcome
from sandbox.world.performer import SimulatedWorld
from sandbox.world.planting import Plant


@dataclass(slots=True)
class Stage:
    """One workflow, ready to be run on cases of one form. `seed` is the form's luck."""

    scenario: Scenario
    program: Program
    seed: int | str
    reader: Reader
    _values: dict[str, dict[str, Value]] = field(default_factory=dict)

    def run(
        self, case: Case, mode: Mode = "actual", *, neutral: bool = False, attention: float = 1.0
    ) -> CaseRun:
        """Run a case. `mode` says what instructions achieve; `neutral` lets everything pass validation."""
        world = SimulatedWorld(
            self.scenario, case, self.seed, self.reader, attention, mode, neutral=neutral, criteria="actual"
        )
        return self._carry_out(case, world, neutral)

    def run_sound(
        self,
        case: Case,
        *,
        neutral: bool | frozenset[str] = False,
        attention: float = 1.0,
        plant: Plant | None = None,
    ) -> CaseRun:
        """Run a case with faultless workers on a calm day, but for one planted defect if any. `neutral` lets
        everything pass validation, or only these nodes let everything pass."""
        world = SimulatedWorld(
            self.scenario, case, self.seed, self.reader, attention, "flawless",
            plant=plant, neutral=neutral is True, calm=True, criteria="actual",
        )  # fmt: skip
        performer: Performer = Oracle(world, self.scenario, case)
        if not isinstance(neutral, bool):
            performer = Waving(performer, neutral)
        return self._carry_out(case, performer, neutral)

    def run_suite(self, cases: Iterable[Case], mode: Mode = "actual") -> tuple[CaseRun, ...]:
        """Run cases twice: the first time tells how much the people are asked for, the second gives them
        the attention that is left; cases that no person meets are not run again."""
        first = [self.run(case, mode) for case in cases]
        attention = attention_left(self.scenario, first)
        if attention >= 1.0:
            return tuple(first)
        return tuple(
            self.run(run.case, mode, attention=attention) if run.human_minutes else run for run in first
        )

    def _carry_out(self, case: Case, performer: Performer, neutral: bool | frozenset[str]) -> CaseRun:
        recorder = Recorder(performer)
        values = self._values.get(case.id)
        if values is None:
            values = self._values[case.id] = start_values(case)
        log = simulate(self.program, values, recorder, lean=True, neutral_checks=neutral)
        judged = outcome(self.scenario, case, log)
        return CaseRun(
            case=case,
            status=log.status,
            score=judged.score,
            parts=judged.parts,
            delivered=frozenset(log.sent),
            wrong_effects=_wrong_effects(self.scenario, case, log),
            incidents=judged.incidents,
            cost=log.cost,
            seconds=log.seconds,
            human_minutes=log.human_minutes,
            visits=tuple(recorder.visits.values()),
            ports=log.ports,
            refused=tuple(recorder.refused),
            turned=tuple(recorder.turned),
        )


def _wrong_effects(scenario: Scenario, case: Case, log: RunLog) -> frozenset[str]:
    """The values of tools that acted wrongly, or more than once, or where they should not have."""
    made = [value for effect in log.effects for value in effect.values.values()]
    names = [value.name for value in made]
    return frozenset(
        value.name for value in made if names.count(value.name) > 1 or not is_sound(scenario, case, value)
    )


def attention_left(scenario: Scenario, runs: Iterable[CaseRun]) -> float:
    """What the day leaves of the people's attention, 0..1: the budget over what they are asked for."""
    minutes = mean_minutes(runs)
    return min(1.0, scenario.budget.human_minutes / minutes) if minutes > 0 else 1.0


def mean_minutes(runs: Iterable[CaseRun]) -> float:
    """Human minutes a case, on average."""
    found = [run.human_minutes for run in runs]
    return sum(found) / len(found) if found else 0.0
