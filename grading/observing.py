"""Carries out every run that a grade rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from grading.achievement import guess_floors
from grading.exercise import Exercise
from grading.exposing import expose
from grading.form import OUTAGE, hidden_cases, without_outage
from grading.gradable import open_document
from grading.observation import CaseRun, Observation, Spending
from grading.stage import Stage
from grading.trial import try_validation
from grading.twins import find_twins
from sandbox.directives.reader import Reader
from sandbox.engine.program import compile_program
from sandbox.scenario import Case, Scenario
from workflow.document import Document


def observe(exercise: Exercise, document: Document, seed: int | str, reader: Reader) -> Observation:
    """Run a document in every way that the criteria ask for, on the form of this seed."""
    scenario = exercise.scenario
    stage = Stage(scenario, compile_program(document), seed, reader)
    cases = hidden_cases(scenario, seed)
    usual = [case for case in cases if case.suite != OUTAGE]
    outage = [case for case in cases if case.suite == OUTAGE]
    neutral = [stage.run(case, "perfect", neutral=True) for case in usual]
    validation = try_validation(stage, document, usual or outage)
    return Observation(
        exercise=exercise,
        document=document,
        readings={
            node.id: reader.read(node.settings.instructions)
            for node in document.every_node()
            if node.kind == "agent"
        },
        actual=stage.run_suite(cases),
        neutral=tuple(neutral),
        best=_best(stage, neutral),
        outages=_best(stage, [stage.run(case, "perfect", neutral=True) for case in outage]),
        calm=_best(stage, [stage.run(without_outage(case), "perfect", neutral=True) for case in outage]),
        trials=validation.trials,
        sound=validation.sound,
        minutes=validation.minutes,
        exposures=expose(scenario, document, neutral, reader),
        floors=guess_floors(scenario, usual),
        reference=spend_reference(exercise, seed, reader),
        twins=find_twins(scenario),
    )


def _best(stage: Stage, waved: Iterable[CaseRun]) -> tuple[CaseRun, ...]:
    """For each run waved through, that or the one with validation at work, whichever is worth more.

    A structure's best is measured before any check; but where a check does a router's work (a payment over the limit
    goes to a person) waving everything through would be unfair.
    """
    return tuple(run if run.score > 0.999 else _better(run, stage.run(run.case, "perfect")) for run in waved)


def _better(waved: CaseRun, watched: CaseRun) -> CaseRun:
    return watched if watched.score > waved.score else waved


_SPENDING: dict[tuple[str, str, int | str, str], Spending] = {}


def spend_reference(exercise: Exercise, seed: int | str, reader: Reader) -> Spending:
    """What the reference spends a case, waved through with perfect prompts on the first suite's cases."""
    key = (exercise.slug, exercise.version, seed, reader.version)
    found = _SPENDING.get(key)
    if found is None:
        if len(_SPENDING) > 256:
            _SPENDING.clear()
        found = _SPENDING[key] = _spend(exercise.scenario, exercise.reference, seed, reader)
    return found


def _spend(scenario: Scenario, reference: Any, seed: int | str, reader: Reader) -> Spending:
    document, problems = open_document(scenario, reference)
    if document is None:
        raise ValueError(f"the reference of {scenario.slug} is not valid: {problems[0].message}")
    stage = Stage(scenario, compile_program(document), seed, reader)
    cases: Sequence[Case] = [case for case in hidden_cases(scenario, seed) if case.suite != OUTAGE]
    runs = [stage.run(case, "perfect", neutral=True) for case in cases]
    count = max(1, len(runs))
    return Spending(sum(run.cost for run in runs) / count, sum(run.seconds for run in runs) / count)
