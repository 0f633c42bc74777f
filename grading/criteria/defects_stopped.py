"""Outcome validation: planted defects stopped against false alarms on sound cases."""

from __future__ import annotations

from collections import defaultdict

from grading.detection import Detection
from grading.observation import Observation, SoundRun, Trial
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wording import count_cases, listed, percent, plural

Key = tuple[str, str]
"""Node and value."""


def detect(observation: Observation) -> Detection:
    """Count the planted defects and the sound cases, and how many of each were stopped."""
    return Detection(
        bad=len(observation.trials),
        stopped=sum(not trial.missed for trial in observation.trials),
        sound=len(observation.sound),
        alarmed=sum(run.alarm for run in observation.sound),
    )


def measure(observation: Observation) -> Measure:
    """Youden's J: the share of planted defects stopped minus the share of sound cases stopped, never below
    0."""
    found = detect(observation)
    if not found.bad:
        return Measure(
            0.0, "No planted defect could reach a deliverable, because nothing that agents make is delivered."
        )
    alarms = sum(run.alarm for run in observation.sound)
    explanation = (
        f"{found.stopped} of {plural(found.bad, 'planted defect')} stopped, false alarms in {alarms} of "
        f"{plural(found.sound, 'sound case')}: J = {found.youden_j:.2f}, d′ = {found.d_prime:.2f}."
    )
    return Measure(
        max(0.0, found.youden_j), explanation, (*_missed(observation, found), *_alarmed(observation, found))
    )


def _missed(observation: Observation, found: Detection) -> tuple[Reason, ...]:
    """One reason for each place where planted defects were delivered."""
    places: dict[Key, list[Trial]] = defaultdict(list)
    for trial in observation.trials:
        places[(trial.node, trial.value)].append(trial)
    reasons = []
    for (node, value), trials in sorted(places.items()):
        missed = [trial for trial in trials if trial.missed]
        if not missed:
            continue
        reached = sorted({name for trial in missed for name in trial.reached})
        guards = sorted({guard for trial in trials for guard in trial.caught_by})
        title = observation.title_of(node)
        reasons.append(
            Reason(
                len(missed) / found.bad,
                Evidence(
                    text=f"A wrong “{value}” planted at {title} was delivered in "
                    f"{count_cases(len(missed), len(trials))}: "
                    f"it came out in {listed([f'“{name}”' for name in reached])}, and "
                    f"{_guarded(observation, guards)}.",
                    advice=_advise(observation, value, guards),
                    node=node,
                    count=len(missed),
                    out_of=len(trials),
                    twin=observation.twins.of(value=value),
                ),
            )
        )
    return tuple(reasons)


def _guarded(observation: Observation, guards: list[str]) -> str:
    if not guards:
        return "nothing stood in its way"
    return f"{listed([observation.title_of(guard) for guard in guards])} stopped only the others"


def _advise(observation: Observation, value: str, guards: list[str]) -> str:
    if guards:
        return (
            "Give it more to compare with: a rule on the value itself, or the evidence among what "
            "the reviewer sees."
        )
    return f"Put a check or a review of “{value}” between where it is made and where it is used."


def _alarmed(observation: Observation, found: Detection) -> tuple[Reason, ...]:
    """One reason for each node that stopped sound work."""
    alarms: dict[str, list[SoundRun]] = defaultdict(list)
    for run in observation.sound:
        if run.alarm:
            alarms[run.caught_by[0] if run.caught_by else ""].append(run)
    reasons = []
    for node, runs in sorted(alarms.items()):
        who = observation.title_of(node) if node else "The workflow"
        share = percent(len(runs) / found.sound)
        how = "turned sound work back"
        evidence = Evidence(
            text=f"False alarm: {who} {how} in {count_cases(len(runs), found.sound, 'sound')} ({share}).",
            advice="Make the rule or criteria more exact until sound work passes; try it on a clean "
            "practice case.",
            node=node or None,
            count=len(runs),
            out_of=found.sound,
            twin=observation.twins.of(suite="clean"),
        )
        reasons.append(Reason(len(runs) / found.sound, evidence))
    return tuple(reasons)


RULE = Rule(
    slug="defects_stopped",
    title="Defects stopped, sound work passed",
    skill="outcome_validation",
    basis="runs",
    weight=0.70,
    reason="Accepting everything and rejecting everything are equally useless; Youden's J gives both 0.",
    measure=measure,
)
