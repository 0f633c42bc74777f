"""Makes the report of a day that is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sandbox.fleet.lines import Lines
from sandbox.fleet.people import People
from sandbox.fleet.report import Compliance, FleetReport, Money, Part
from sandbox.fleet.tally import Sum, Tally
from sandbox.fleet.world import Day


class Books(Protocol):
    """What is known of a day when it is over."""

    seed: int | str
    lines: Lines
    day: Day
    people: People
    tally: Tally
    otherwise: int
    cost: float
    minutes: float


def close_books(books: Books) -> FleetReport:
    """The report."""
    tally, day = books.tally, books.day
    return FleetReport(
        seed=str(books.seed),
        whole=tally.whole.part(),
        target=day.target,
        kinds=_parts(tally.kinds),
        workflows=_parts(tally.lines),
        hours=tally.hours(),
        resources=tally.uses(),
        money=Money(
            models_and_tools=books.cost,
            people=books.people.cost(day),
            budget=day.cost,
            human_minutes=books.minutes,
            budget_human_minutes=day.human_minutes,
            hours_on_duty=sum(person.paid_hours(day) for person in books.people.everybody),
            attention=tally.attention / tally.looks if tally.looks else 1.0,
        ),
        compliance=_compliance(books),
        outages=tally.around(),
        routed_otherwise=books.otherwise,
        steps=tally.steps.total(),
    )


def _parts(sums: Mapping[str, Sum]) -> dict[str, Part]:
    return {name: each.part() for name, each in sums.items()}


def _compliance(books: Books) -> Compliance:
    tally, day, policy = books.tally, books.day, books.lines.document.policy
    unaudited = tuple(kind for kind in day.audit if kind not in policy.audit)
    wanted = sum(tally.steps[kind] for kind in day.audit)
    missed = sum(tally.steps[kind] for kind in unaudited)
    arrived = tally.whole.ends.total()
    return Compliance(
        clean=1.0 - tally.whole.incidents / arrived if arrived else 1.0,
        incidents=dict(sorted(tally.incidents.items())),
        acts=dict(sorted(tally.acts.items())),
        approved={tool: tally.approved[tool] for tool in sorted(tally.acts)},
        by_policy=tuple(sorted(policy.approvals)),
        audited=1.0 - missed / wanted if wanted else float(not unaudited),
        unaudited=unaudited,
        unredacted=tuple(label for label in day.redact if label not in policy.redact),
    )
