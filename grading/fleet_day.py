"""What a fleet's day says of its design, held against the reference's day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grading.combination import Scale, combine
from grading.criteria.cost_and_time import ease
from grading.rule import Basis, Measure, Reason
from grading.score import Evidence, Skill, SkillScore
from grading.wording import percent
from sandbox.fleet.report import FleetReport, Part

FLOOR = 0.7
"""Whoever achieves this share of what the reference does, or less, earns nothing for it: a service that fails
three people in ten is no service."""


@dataclass(frozen=True, slots=True)
class Days:
    """The submitted fleet's day and the reference's."""

    mine: FleetReport
    reference: FleetReport


@dataclass(frozen=True, slots=True)
class DayRule:
    """A criterion that looks at the day. `weight` is its share of systems thinking."""

    slug: str
    title: str
    weight: float
    reason: str
    measure: Callable[[Days], Measure]
    skill: Skill = "systems_thinking"
    basis: Basis = "runs"


def against(mine: float, reference: float) -> float:
    """1 for as much as the reference or more, 0 for 0.7 of it or less, a straight line between."""
    if reference <= 0:
        return 1.0
    return min(1.0, max(0.0, (mine / reference - FLOOR) / (1.0 - FLOOR)))


def score_day(days: Days) -> SkillScore:
    """Systems thinking: the day's criteria, scaled by the day's money."""
    measures = {rule.slug: rule.measure(days) for rule in RULES}
    return combine("systems_thinking", RULES, measures, (_delivery(days), _budget(days)))


def _service(days: Days) -> Measure:
    """The share done in time, against the reference's: half the mean over the kinds, half the worst kind;
    times what the work was worth, so that nonsense in no time earns nothing."""
    return _as_worth(
        days,
        _by_kind(
            days,
            lambda part: part.in_time,
            "done in time",
            "Look where they wait: the queues hour by hour say whether it is a model, a tool or people.",
        ),
    )


def _outcome(days: Days) -> Measure:
    """What the deliverables were worth, against the reference's: half the mean over the kinds, half the worst
    kind."""
    return _by_kind(
        days,
        lambda part: part.outcome,
        "of the work's worth",
        "Run some cases of this kind by themselves and see which deliverable is missing or wrong.",
    )


def _by_kind(days: Days, figure: Callable[[Part], float], words: str, advice: str) -> Measure:
    values, reasons, said = [], [], []
    for kind, best in days.reference.kinds.items():
        mine = figure(days.mine.kinds[kind])
        value = against(mine, figure(best))
        values.append(value)
        said.append(f"{kind} {percent(mine)} (reference {percent(figure(best))})")
        evidence = Evidence(
            text=f"{kind}: {percent(mine)} {words}; the reference gets {percent(figure(best))}.",
            advice=advice,
        )
        reasons.append(Reason(1.0 - value, evidence))
    value = (sum(values) / len(values) + min(values)) / 2 if values else 0.0
    return Measure(value, f"{', '.join(said)}.", _blamed(reasons))


def _worth(days: Days) -> float:
    """What the day's work was worth against the reference's, 0..1."""
    best = days.reference.whole.outcome
    return min(1.0, days.mine.whole.outcome / best) if best > 0 else 0.0


def _as_worth(days: Days, measure: Measure) -> Measure:
    """A measure times what the work was worth."""
    worth = _worth(days)
    evidence = Evidence(
        text=f"This counts only as far as the work is worth something: {percent(worth)} of the reference's.",
        advice="Get the work right first; this follows.",
    )
    reasons = (*measure.reasons, Reason(measure.value * (1.0 - worth), evidence))
    return Measure(measure.value * worth, measure.explanation, _blamed(list(reasons)))


def _outage(days: Days) -> Measure:
    """During outages: the share in time times what the work was worth, against the reference's."""
    values, reasons = [], []
    for mine, best in zip(days.mine.outages, days.reference.outages, strict=True):
        got, could = (part.in_time * part.outcome for part in (mine.during, best.during))
        value = against(got, could)
        values.append(value)
        lost = mine.during.arrived - mine.during.delivered
        evidence = Evidence(
            text=f"While {mine.resource} was down from {mine.begins} to {mine.ends}, {lost} of "
            f"{mine.during.arrived} cases were not delivered and {percent(mine.during.in_time)} were in time "
            f"({percent(mine.before.in_time)} in the hour before).",
            advice="Name a stand-in under 'when_down' and a fallback at the nodes, and leave it room in the "
            "quotas.",
            count=lost,
            out_of=mine.during.arrived,
        )
        reasons.append(Reason(1.0 - value, evidence))
    value = sum(values) / len(values) if values else 1.0
    return Measure(
        value, f"{percent(value)} of what the reference saves when something is down.", _blamed(reasons)
    )


def _cost(days: Days) -> Measure:
    """Half for models and tools, half for people on duty, each against the reference's; times what the work
    was worth."""
    mine, best = days.mine.money, days.reference.money
    models, people = ease(mine.models_and_tools, best.models_and_tools), ease(mine.people, best.people)
    reasons = [
        Reason(
            (1 - models) / 2,
            Evidence(
                text=f"Models and tools cost {mine.models_and_tools:.2f} euros; the reference needs "
                f"{best.models_and_tools:.2f}.",
                advice="Keep the large model for what needs it.",
            ),
        ),
        Reason(
            (1 - people) / 2,
            Evidence(
                text=f"People on duty cost {mine.people:.0f} euros; the reference needs {best.people:.0f}.",
                advice="Have people there when work for them comes, and not otherwise.",
            ),
        ),
    ]
    said = f"{mine.models_and_tools:.2f} euros for models and tools, {mine.people:.0f} for people."
    return _as_worth(days, Measure((models + people) / 2, said, _blamed(reasons)))


def _ends(days: Days) -> Measure:
    """The share of all cases that came to an end, whichever, against the reference's; times what the work was
    worth."""
    whole, best = days.mine.whole, days.reference.whole
    mine, could = _ended(whole), _ended(best)
    evidence = Evidence(
        text=f"{whole.waiting} cases still waited when everybody went home, {whole.failed} failed and "
        f"{whole.refused} were not even begun.",
        advice="Wire 'error' ports or fallbacks where steps can fail, and let somebody look after every "
        "human node for as long as cases reach it.",
        count=whole.arrived - whole.delivered - whole.stopped,
        out_of=whole.arrived,
    )
    value = against(mine, could)
    said = f"{percent(mine)} of the cases came to an end."
    return _as_worth(days, Measure(value, said, _blamed([Reason(1 - value, evidence)])))


def _ended(part: Part) -> float:
    return (part.delivered + part.stopped) / part.arrived if part.arrived else 0.0


def _blamed(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason.blame > 0.001)


def _delivery(days: Days) -> Scale:
    delivered = days.mine.whole.delivered > 0
    return Scale(
        "delivery", "Something is delivered", float(delivered),
        "Cases are delivered." if delivered else "Not one case was delivered.",
        Evidence(
            text="Not one case of the day was delivered.",
            advice="Run a few cases by themselves and see where they end.",
        ),
    )  # fmt: skip


def _budget(days: Days) -> Scale:
    """Euros over the day's budget scale the score down in proportion."""
    money = days.mine.money
    factor = min(1.0, money.budget / money.models_and_tools) if money.models_and_tools > 0 else 1.0
    return Scale(
        "day_budget", "Within the day's money", factor,
        f"Models and tools cost {money.models_and_tools:.2f} euros; the budget has {money.budget:.2f}.",
        Evidence(
            text=f"Models and tools cost {money.models_and_tools:.2f} euros, and the budget has "
            f"{money.budget:.2f}.",
            advice="Send fewer steps to the large model, and set a budget of your own as a brake.",
        ),
    )  # fmt: skip


RULES = (
    DayRule(
        "service_level", "Cases done in time", 0.30,
        "A right answer that comes too late is of no use to whoever waits for it.", _service,
    ),
    DayRule("day_outcome", "What the work was worth", 0.20, "Speed without results is no virtue.", _outcome),
    DayRule("outage_level", "When something is down", 0.25, "Real models and tools fail at noon.", _outage),
    DayRule("day_cost", "Cost of the day", 0.15, "Waste is a design fault.", _cost),
    DayRule("everything_ends", "Every case comes to an end", 0.10, "A case left lying serves nobody.", _ends),
)  # fmt: skip
"""The criteria of systems thinking for a fleet."""
