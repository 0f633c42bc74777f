"""Carries out every run that a grade rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grading.achievement import above_guessing, guess_floors, worth_of
from grading.bare import strip_prompts
from grading.exercise import Exercise
from grading.exposing import expose
from grading.form import KEPT, OUTAGE, hidden_cases, without_hazards, without_outage
from grading.gradable import open_document
from grading.observation import Benchmark, CaseRun, Observation
from grading.stage import Stage
from grading.trial import try_validation
from grading.twins import find_twins
from sandbox.directives.reader import Reader
from sandbox.engine.program import compile_program
from sandbox.scenario import Case
from sandbox.world.blueprint import blueprint_of
from workflow.document import Document


def observe(exercise: Exercise, document: Document, seed: int | str, reader: Reader) -> Observation:
    """Run a document in every way that the criteria ask for, on the form of this seed."""
    scenario = exercise.scenario
    stage = Stage(scenario, compile_program(document), seed, reader)
    cases = hidden_cases(scenario, seed)
    usual = [case for case in cases if case.suite != OUTAGE]
    outage = [case for case in cases if case.suite == OUTAGE]
    silent = Stage(scenario, compile_program(strip_prompts(document)), seed, reader)
    bare = run_bare(silent, usual)
    validation = try_validation(silent, document, usual or outage)
    return Observation(
        exercise=exercise,
        document=document,
        readings={
            node.id: reader.read(node.settings.instructions)
            for node in document.every_node()
            if node.kind in ("agent", "plan")
        },
        actual=stage.run_suite(cases),
        bare=bare,
        best=tuple(_best(silent, run) for run in bare),
        outages=tuple(silent.run(without_hazards(case), "perfect") for case in outage),
        calm=tuple(silent.run(without_hazards(without_outage(case)), "perfect") for case in outage),
        trials=validation.trials,
        sound=validation.sound,
        minutes=validation.minutes,
        exposures=expose(scenario, stage.program, zip(usual, bare, strict=True), reader),
        floors=guess_floors(scenario, usual),
        reference=measure_reference(exercise, seed, reader),
        twins=find_twins(scenario),
    )


def run_bare(stage: Stage, cases: Iterable[Case]) -> tuple[CaseRun, ...]:
    """The structure by itself: no hazard that instructions could prevent is live, prompts are perfect, and
    everything passes validation. What still goes wrong is the structure's doing: missing needs, and slips
    of agents that do not fit, of small models, of calls with too much in them."""
    return tuple(stage.run(without_hazards(case), "perfect", neutral=True) for case in cases)


def _best(stage: Stage, waved: CaseRun) -> CaseRun:
    """The run waved through; where that ended in an incident or in nothing, the better of it and one with
    validation at work. A check may do a router's work (a payment over the limit goes to a person), and
    waving that through would be unfair."""
    if waved.delivered and not waved.incidents:
        return waved
    watched = stage.run(waved.case, "perfect")
    return watched if watched.score > waved.score else waved


def measure_reference(exercise: Exercise, seed: int | str, reader: Reader) -> Benchmark:
    """What the reference achieves and spends a case on this form; remembered for the last few forms."""
    scenario = exercise.scenario
    kept: dict[Any, Benchmark] = blueprint_of(scenario).memory.setdefault("reference", {})
    if seed not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[seed] = _measure(exercise, seed, reader)
    return kept[seed]


def _measure(exercise: Exercise, seed: int | str, reader: Reader) -> Benchmark:
    scenario = exercise.scenario
    document, problems = open_document(scenario, exercise.reference)
    if document is None:
        raise ValueError(f"the reference of {exercise.slug} is not valid: {problems[0].message}")
    stage = Stage(scenario, compile_program(strip_prompts(document)), seed, reader)
    cases = [case for case in hidden_cases(scenario, seed) if case.suite != OUTAGE]
    runs = run_bare(stage, cases)
    best = worth_of(_best(stage, run) for run in runs)
    count = max(1, len(runs))
    return Benchmark(
        outcome=above_guessing(scenario, guess_floors(scenario, cases), best),
        cost=sum(run.cost for run in runs) / count,
        seconds=sum(run.seconds for run in runs) / count,
    )
