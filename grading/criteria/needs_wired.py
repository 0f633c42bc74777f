"""Systems thinking: the dependencies that each deliverable needs are wired, all the way back."""

from __future__ import annotations

from grading.achievement import best_outcome
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import Link, Wired, check_link, is_set, links_behind
from grading.wording import percent


def measure(observation: Observation) -> Measure:
    """For each deliverable the share of its links that are kept, weighted by what the deliverable is
    worth."""
    scenario = observation.scenario
    known: dict[Link, Wired] = {}
    value, blame = 0.0, dict[Link, float]()
    for name, deliverable in scenario.deliverables.items():
        links = links_behind(scenario, name)
        for link in links:
            known.setdefault(link, _look(observation, link))
            lost = deliverable.weight * (1.0 - known[link].share) / len(links)
            blame[link] = blame.get(link, 0.0) + lost
        kept = sum(known[link].share for link in links) / len(links) if links else best_outcome(observation)
        value += deliverable.weight * kept
    reasons = tuple(
        Reason(lost, _explain(observation, known[link])) for link, lost in blame.items() if lost > 0
    )
    return Measure(
        value, f"{percent(value)} of the needs behind the deliverables reach whoever does the work.", reasons
    )


def _look(observation: Observation, link: Link) -> Wired:
    """A value that a `set` computes needs no wiring of its own: it counts as far as it comes out right."""
    wired = check_link(observation, link)
    if wired.node is None and is_set(observation, link.value):
        return Wired(link, best_outcome(observation), None)
    return wired


def _explain(observation: Observation, wired: Wired) -> Evidence:
    need, value = wired.link.need, wired.link.value
    if wired.node is None:
        return Evidence(
            text=f"Nobody makes “{value}”, which the deliverables depend on.",
            advice=f"Add the agent or tool that makes “{value}” from “{need}”.",
        )
    title = observation.title_of(wired.node)
    if wired.share == 0.0:
        return Evidence(
            text=f"“{need}” never reached {title}, which needs it to make “{value}”.",
            advice=f"Wire “{need}” into {title}.",
            node=wired.node,
        )
    return Evidence(
        text=f"“{need}” reached {title} in only {percent(wired.share)} of the cases; it is needed for "
        f"“{value}”.",
        advice=f"See on which path {title} runs without “{need}”, and wire it there too.",
        node=wired.node,
    )


RULE = Rule(
    slug="needs_wired",
    title="Needs wired",
    skill="systems_thinking",
    basis="structure",
    weight=0.10,
    reason="Most failures of agent teams are missing inputs.",
    measure=measure,
)
