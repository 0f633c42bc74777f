"""Planting defects one at a time, and watching what becomes of them; sound cases beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from grading.observation import CaseRun, Ending, SoundRun, Trial
from grading.stage import Stage, attention_left, mean_minutes
from sandbox.scenario import Case
from sandbox.world.planting import Plant
from workflow.document import Document

AT_LEAST = 20
"""Planted defects that would be delivered, and sound cases, behind every outcome validation score."""
MOST_TRIALS = 36
FIRST_CASES = 30
"""Sound cases that are looked at first; more where fewer than 20 of them turn out sound."""
STRIDE = 7
"""Each place begins this many cases further on, so that few cases are used twice."""
SOUND = 0.999
"""A case worth at least this came out right."""
MENDED = frozenset({"repaired", "human"})
PASSING = frozenset({"done", "pass", "approved", "default"})


@dataclass(frozen=True, slots=True)
class Validation:
    """The evidence for outcome validation: trials, sound runs, and the human minutes that a sound case
    takes."""

    trials: tuple[Trial, ...]
    sound: tuple[SoundRun, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sound case waved through, and the same with validation at work."""

    waved: CaseRun
    watched: CaseRun


def try_validation(stage: Stage, document: Document, cases: Sequence[Case]) -> Validation:
    """Run sound cases and planted defects through the workflow's checks, reviews and people.

    People get the attention that the load of sound cases leaves them.
    """
    mixed = _mix_suites(cases)
    pairs = _run_pairs(stage, mixed[:FIRST_CASES])
    if sum(_may_pass(pair.waved) for pair in pairs) < AT_LEAST:
        pairs += _run_pairs(stage, mixed[FIRST_CASES:])
    minutes = mean_minutes(pair.watched for pair in pairs)
    attention = attention_left(stage.scenario, (pair.watched for pair in pairs))
    if attention < 1.0:
        pairs = [_Pair(pair.waved, stage.run_sound(pair.waved.case, attention=attention)) for pair in pairs]
    sound = tuple(_judge_sound(document, pair) for pair in pairs if _may_pass(pair.waved))
    trials = tuple(islice(_run_trials(stage, document, pairs, attention), MOST_TRIALS))
    return Validation(trials, sound, minutes)


def _mix_suites(cases: Sequence[Case]) -> list[Case]:
    """The cases with their suites taking turns, so that the first few hold some of each."""
    return sorted(cases, key=lambda case: (case.number, case.suite))


def _run_pairs(stage: Stage, cases: Sequence[Case]) -> list[_Pair]:
    return [_Pair(stage.run_sound(case, neutral=True), stage.run_sound(case)) for case in cases]


def _may_pass(waved: CaseRun) -> bool:
    """Whether a case tells anything about accepting sound work: it came out right when nothing was looked
    at, or it would have but for an incident, which somebody has to prevent. What the structure itself loses
    says nothing here."""
    return waved.score > SOUND or bool(waved.incidents)


def _judge_sound(document: Document, pair: _Pair) -> SoundRun:
    """Whether validation treated a case as bad in which all work was right: nothing sound came out, or
    somebody turned it back. There was a reason where waving it through would have ended in an incident."""
    guards = turned_back(document, pair.waved, pair.watched)
    lost = pair.watched.score < SOUND or bool(pair.watched.incidents)
    return SoundRun(
        suite=pair.waved.suite,
        alarm=lost or (bool(guards) and not pair.waved.incidents),
        human=pair.watched.human_minutes > 0,
        caught_by=guards,
    )


def turned_back(document: Document, waved: CaseRun, watched: CaseRun) -> tuple[str, ...]:
    """The nodes whose verdict made the watched run go another way than the one waved through. People come
    last: what they mend is mostly what another node sent them."""
    nodes = document.every_node()
    containers = {node.id for node in nodes if node.inside is not None}
    ways = [
        name
        for name, port in sorted(watched.ports.items())
        if port not in PASSING and waved.ports.get(name) != port and name not in containers
    ]
    people = {node.id for node in nodes if node.kind == "human"}
    return tuple(sorted(dict.fromkeys((*watched.refused, *ways)), key=lambda name: name in people))


def places_of(stage: Stage) -> list[tuple[str, str]]:
    """Where defects are planted: each value of the exercise's work that an agent node makes, in an order
    that does not depend on names or places."""
    made = [task.yields for task in stage.scenario.tasks.values()]
    return [
        (plan.id, value)
        for plan in stage.program.plans
        if plan.node.kind in ("agent", "plan")
        for value in made
        if value in plan.settings.yields
    ]


def _run_trials(
    stage: Stage, document: Document, pairs: Sequence[_Pair], attention: float
) -> Iterator[Trial]:
    """Trials that would reach a deliverable, the places taking turns, each going through the cases."""
    places = places_of(stage)
    for turn in range(len(pairs)):
        for number, place in enumerate(places):
            trial = _run_trial(
                stage, document, pairs[(turn + STRIDE * number) % len(pairs)], place, attention
            )
            if trial is not None:
                yield trial


def _run_trial(
    stage: Stage, document: Document, pair: _Pair, place: tuple[str, str], attention: float
) -> Trial | None:
    """Plant one defect in one case; None where it would not have reached a deliverable."""
    node, value = place
    if not any(visit.node == node for visit in pair.waved.visits):
        return None
    plant = Plant(node, value, pair.waved.case.id)
    waved = stage.run_sound(pair.waved.case, neutral=True, plant=plant)
    reached = tuple(name for name, part in waved.parts.items() if part < pair.waved.parts[name])
    if not reached and not set(waved.incidents) - set(pair.waved.incidents):
        return None
    watched = stage.run_sound(pair.waved.case, attention=attention, plant=plant)
    usual = turned_back(document, pair.waved, pair.watched)
    guards = [guard for guard in turned_back(document, waved, watched) if guard not in usual]
    ending = _end_of(stage, pair, watched, reached)

    def end_without(waved_through: Iterable[str]) -> Ending:
        run = stage.run_sound(
            pair.waved.case, attention=attention, plant=plant, neutral=frozenset(waved_through)
        )
        return _end_of(stage, pair, run, reached)

    deciding, mended = decide(guards, ending, end_without)
    return Trial(node, value, pair.waved.suite, reached, ending, deciding, mended)


def decide(
    guards: Sequence[str], ending: Ending, end_without: Callable[[Iterable[str]], Ending]
) -> tuple[tuple[str, ...], bool]:
    """Which of the nodes that turned a defect back decided what became of it, and whether it was mended or
    would have been. A node decided where the defect would have ended otherwise without it alone, or where it
    is enough without the others. `end_without` runs the case with some of them waving it through."""
    mended = ending in MENDED
    if ending == "delivered" or not guards:
        return (), mended
    alone = {guard: end_without((guard,)) for guard in guards} if len(guards) > 1 or not mended else {}
    mended = mended or any(end in MENDED for end in alone.values())
    if len(guards) == 1:
        return tuple(guards), mended
    deciding = [
        guard
        for guard in guards
        if alone[guard] != ending or end_without(other for other in guards if other != guard) != "delivered"
    ]
    return tuple(deciding), mended


def _end_of(stage: Stage, pair: _Pair, watched: CaseRun, reached: tuple[str, ...]) -> Ending:
    """What became of a planted defect: delivered, repaired, mended by a person, or stopped."""
    lost = [name for name in reached if watched.parts[name] < pair.waved.parts[name]]
    harm = set(watched.incidents) - set(pair.waved.incidents)
    if harm or watched.wrong_effects - pair.waved.wrong_effects:
        return "delivered"
    if any(_came_out(stage, watched, name) for name in lost):
        return "delivered"
    if lost:
        return "stopped"
    return "human" if watched.human_minutes > pair.watched.human_minutes else "repaired"


def _came_out(stage: Stage, run: CaseRun, name: str) -> bool:
    """Whether a deliverable came out wrong rather than not at all; an effect, whether it acted wrongly."""
    if any(tool.yields == name and tool.effect for tool in stage.scenario.tools.values()):
        return name in run.wrong_effects
    return name in run.delivered
