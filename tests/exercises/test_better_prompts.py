"""In every exercise: with the same work before it, an agent told more never does worse."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from exercises.loader import load_all
from grading.gradable import open_document
from sandbox.directives.examples import load_examples
from sandbox.directives.reader import default_reader
from sandbox.drivers.simulation import simulate
from sandbox.engine.program import Program, compile_program
from sandbox.scenario import Case, Scenario
from sandbox.step import Step, StepResult
from sandbox.world.casebook import practice_cases, start_values
from sandbox.world.hazards import HAZARDS
from sandbox.world.instruction import ReadingLike
from sandbox.world.performer import SimulatedWorld

EXAMPLES = int(os.environ.get("PODIUM_EXAMPLES", "30"))
SLUGS = sorted(
    {hazard.prevented_by for hazard in HAZARDS.values() if hazard.prevented_by}
    | {"states_objective", "leave_unknown_empty"}
)
common = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True, slots=True)
class Raised:
    """A reading in which some things are read at least so surely."""

    reading: ReadingLike
    least: Mapping[str, float]

    def directive(self, slug: str) -> float:
        """The reading's, or more."""
        return max(self.reading.directive(slug), self.least.get(slug, 0.0))

    def criterion(self, slug: str) -> float:
        """As for directives."""
        return max(self.reading.criterion(slug), self.least.get(slug, 0.0))


@dataclass(frozen=True, slots=True)
class RaisingReader:
    """The built-in reader, with some things made surer."""

    least: Mapping[str, float]

    def read(self, text: str) -> ReadingLike:
        """The raised reading."""
        return Raised(default_reader().read(text), self.least)


class Watching:
    """Notes each agent's step and what came of it."""

    def __init__(self, world: SimulatedWorld) -> None:
        self._world = world
        self.seen: list[tuple[Step, StepResult]] = []

    def perform(self, step: Step) -> StepResult:
        """The world's own answer."""
        result = self._world.perform(step)
        if step.node.kind == "agent":
            self.seen.append((step, result))
        return result


@cache
def _workflows() -> tuple[tuple[str, Scenario, Program], ...]:
    """The reference, the starter and every solution of each exercise that runs case by case."""
    found = []
    for package in load_all()[0]:
        solutions = [solution.document for solution in package.solutions.values()]
        for data in (package.reference, package.starter, *solutions):
            document, _ = open_document(package.scenario, dict(data))
            if document is not None and document.fleet is None:
                found.append((package.slug, package.scenario, compile_program(document)))
    return tuple(found)


@cache
def _sentences() -> tuple[str, ...]:
    return tuple(each.text for each in load_examples() if each.carries and len(each.text) < 300)


def watch(at: int, seed: int, share: float) -> tuple[Scenario, Case, list[tuple[Step, StepResult]]]:
    """One practice case through one of the workflows, the steps of its agents noted."""
    workflows = _workflows()
    _, scenario, program = workflows[at % len(workflows)]
    cases = practice_cases(scenario)
    case = cases[int(share * len(cases)) % len(cases)]
    watching = Watching(SimulatedWorld(scenario, case, seed, default_reader()))
    simulate(program, start_values(case), watching)
    assume(watching.seen)
    return scenario, case, watching.seen


def struck(result: StepResult) -> set[tuple[str, str]]:
    """What went wrong at which task."""
    tasks: list[dict[str, Any]] = result.detail.get("tasks", [])
    return {(task["task"], note["hazard"]) for task in tasks for note in task["hazards"] if note["struck"]}


places = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), st.floats(0.0, 0.999))


@common
@given(places, st.dictionaries(st.sampled_from(SLUGS), st.floats(0.0, 0.9), min_size=1, max_size=6))
def test_what_is_read_more_surely_never_adds_a_fault(
    place: tuple[int, int, float], least: dict[str, float]
) -> None:
    scenario, case, seen = watch(*place)
    better = SimulatedWorld(scenario, case, place[1], RaisingReader(least))
    for step, result in seen:
        assert struck(better.perform(step)) <= struck(result)


@common
@given(places, st.integers(0, 100_000))
def test_a_sentence_that_only_adds_to_the_reading_never_adds_a_fault(
    place: tuple[int, int, float], chosen: int
) -> None:
    scenario, case, seen = watch(*place)
    sentence = _sentences()[chosen % len(_sentences())]
    reader = default_reader()
    world = SimulatedWorld(scenario, case, place[1], reader)
    told = 0
    for step, result in seen:
        text = step.node.settings.instructions
        more = f"{text}\n{sentence}"
        before, after = reader.read(text), reader.read(more)
        if all(after.directive(slug) >= before.directive(slug) for slug in SLUGS):
            node = replace(step.node, settings=replace(step.node.settings, instructions=more))
            assert struck(world.perform(replace(step, node=node))) <= struck(result)
            told += 1
    assume(told)
