"""Prompts and validation of a fleet: each workflow on the kinds of cases that come to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grading.achievement import guess_floors
from grading.bare import strip_prompts
from grading.combination import Scale, combine
from grading.criteria.defects_stopped import detect
from grading.detection import Detection
from grading.exercise import Exercise
from grading.exposing import expose
from grading.form import hidden_cases
from grading.observation import Benchmark, CaseRun, Observation
from grading.observing import run_bare
from grading.registry import rules_of
from grading.scaling import scales_for
from grading.score import Criterion, Evidence, Skill, SkillScore
from grading.stage import Stage
from grading.trial import try_validation
from grading.twins import find_twins
from sandbox.directives.reader import Reader
from sandbox.engine.program import compile_program
from sandbox.fleet.lines import Lines
from sandbox.scenario import Case, Scenario
from sandbox.world.blueprint import blueprint_of
from workflow.document import Document

LEAST_POINTS = 0.05


@dataclass(frozen=True, slots=True)
class Stretch:
    """One workflow of a fleet on one kind of case: its share of all cases, and all that was seen of it."""

    line: str
    kind: str
    share: float
    observation: Observation


@dataclass(frozen=True, slots=True)
class KindExercise:
    """The exercise as far as one kind of case goes."""

    slug: str
    version: str
    level: int
    skills: Mapping[str, float]
    scenario: Scenario
    reference: Mapping[str, object]


def watch_lines(
    exercise: Exercise, document: Document, lines: Lines, seed: int | str, reader: Reader
) -> tuple[Stretch, ...]:
    """Run every workflow on the hidden cases that the routing sends to it."""
    groups: dict[tuple[str, str], list[Case]] = {}
    cases = hidden_cases(exercise.scenario, seed)
    for case in cases:
        kind = str(case.facts["kind"])
        line, _ = lines.choose(case.values, kind)
        groups.setdefault((kind, line), []).append(case)
    weights = _weights(groups)
    return tuple(
        Stretch(line, kind, weights[kind, line], _watch(exercise, document, line, kind, some, seed, reader))
        for (kind, line), some in sorted(groups.items(), key=lambda entry: entry[1][0].id)
    )


def _weights(groups: Mapping[tuple[str, str], Sequence[Case]]) -> dict[tuple[str, str], float]:
    """Each kind counts as much as any other, and within it each workflow by its share of the cases."""
    kinds = sorted({kind for kind, _ in groups})
    sizes = {kind: sum(len(some) for (each, _), some in groups.items() if each == kind) for kind in kinds}
    return {key: len(some) / sizes[key[0]] / len(kinds) for key, some in groups.items()}


def _watch(
    exercise: Exercise,
    document: Document,
    line: str,
    kind: str,
    cases: Sequence[Case],
    seed: int | str,
    reader: Reader,
) -> Observation:
    scenario = scenario_for(exercise.scenario, kind)
    alone = replace(document, graph=document.workflows[line].graph, workflows={}, fleet=None, layout={})
    stage = Stage(scenario, compile_program(alone), seed, reader)
    silent = Stage(scenario, compile_program(strip_prompts(alone)), seed, reader)
    bare = run_bare(silent, cases)
    validation = try_validation(silent, alone, cases)
    return Observation(
        exercise=KindExercise(
            exercise.slug, exercise.version, exercise.level, exercise.skills, scenario, exercise.reference
        ),
        document=alone,
        readings={
            node.id: reader.read(node.settings.instructions)
            for node in alone.every_node()
            if node.kind in ("agent", "plan")
        },
        actual=stage.run_suite(cases),
        bare=bare,
        best=bare,
        outages=(),
        calm=(),
        trials=validation.trials,
        sound=validation.sound,
        minutes=validation.minutes,
        exposures=expose(scenario, stage.program, zip(cases, bare, strict=True), reader),
        floors=guess_floors(scenario, cases),
        reference=Benchmark(1.0, 1.0, 1.0),
        twins=find_twins(exercise.scenario),
    )


def scenario_for(scenario: Scenario, kind: str) -> Scenario:
    """The same world with only the deliverables that count for a kind, made once per kind."""
    made: dict[str, Scenario] = blueprint_of(scenario).memory.setdefault("kinds", {})
    if kind not in made:
        demand = scenario.day.kinds[kind] if scenario.day is not None else None
        names = demand.deliverables if demand is not None and demand.deliverables else scenario.deliverables
        total = sum(scenario.deliverables[name].weight for name in names)
        kept = {
            name: replace(entry, weight=entry.weight / total)
            for name, entry in scenario.deliverables.items()
            if name in names
        }
        made[kind] = replace(scenario, deliverables=kept, day=None)
    return made[kind]


def score_lines(stretches: Sequence[Stretch], skill: Skill, part: float = 1.0) -> SkillScore:
    """A skill over all workflows, criterion by criterion. `part` is its share of the whole skill."""
    scores = [(each, _score(each, skill)) for each in stretches]
    total = sum(each.share * score.score for each, score in scores)
    criteria: dict[str, Criterion] = {}
    for each, score in scores:
        for entry in score.criteria:
            criteria[entry.slug] = _merge(criteria.get(entry.slug), each, entry, part)
    return SkillScore(skill, int(part * round(total, 6) + 0.5), tuple(criteria.values()))


def _score(stretch: Stretch, skill: Skill) -> SkillScore:
    rules = rules_of(skill)
    measures = {rule.slug: rule.measure(stretch.observation) for rule in rules}
    # Which work nobody does shows in the day; here a kind needs only some of the exercise's work.
    scales = [each for each in scales_for(stretch.observation, skill) if each.slug != "coverage"]
    if skill == "prompt_quality":
        scales.append(_delivered(stretch))
    return combine(skill, rules, measures, scales)


def _delivered(stretch: Stretch) -> Scale:
    """The share of the kind's deliverables that ever come out: prompts never written cannot be good."""
    observation = stretch.observation
    wanted = set(observation.scenario.deliverables)
    effects = {tool.yields for tool in observation.scenario.tools.values() if tool.effect}
    out = set[str]().union(*(run.delivered for run in observation.bare))
    right = {name for run in observation.bare for name, part in run.parts.items() if part > 0}
    missing = sorted(wanted - (out | (effects & right)))
    share = 1.0 - len(missing) / len(wanted) if wanted else 1.0
    return Scale(
        "coverage", "All the work is done", share,
        f"{len(wanted) - len(missing)} of {len(wanted)} deliverables come out.",
        Evidence(
            text=f"Nothing ever delivers {', '.join(missing)}.",
            advice="Add the agents and tools for it to this workflow, or route these cases to another.",
        ),
    )  # fmt: skip


def _merge(so_far: Criterion | None, stretch: Stretch, entry: Criterion, part: float) -> Criterion:
    weight = stretch.share * part
    evidence = tuple(
        replace(each, text=f"{stretch.line} ({stretch.kind}): {each.text}", points=each.points * weight)
        for each in entry.evidence
        if each.points * weight >= LEAST_POINTS
    )
    value = stretch.share * (entry.value or 0.0)
    said = f"{stretch.line} ({stretch.kind}): {entry.explanation}"
    if so_far is None:
        return replace(
            entry, weight=entry.weight * part, value=round(value, 9), evidence=evidence, explanation=said
        )
    merged = sorted((*so_far.evidence, *evidence), key=lambda each: -each.points)
    return replace(
        so_far,
        value=round((so_far.value or 0.0) + value, 9),
        evidence=tuple(merged),
        explanation=f"{so_far.explanation} {said}",
    )


def runs_of(stretches: Sequence[Stretch]) -> Iterator[CaseRun]:
    """Every hidden case as the fleet dealt with it."""
    for stretch in stretches:
        yield from stretch.observation.actual


def detections(stretches: Sequence[Stretch]) -> Iterator[tuple[float, Detection]]:
    """How well defects are told from sound work on each stretch, with its share."""
    for stretch in stretches:
        yield stretch.share, detect(stretch.observation)
