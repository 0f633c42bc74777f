"""The `fleet` block of `exercise.yaml`: the day that a fleet must get through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from exercises.loader.reading import Reading
from sandbox.fleet.world import Capacity, Day, Demand, Outage, Staff
from sandbox.scenario import Scenario
from sandbox.world.book import Casebook, Choose
from workflow.fleet import minutes_of, span
from workflow.fleet_shape import RESOURCE_PATTERN


def _clock(value: Any) -> Any:
    """A time of day as minutes after midnight."""
    return minutes_of(value) if isinstance(value, str) else value


Clock = Annotated[int, BeforeValidator(_clock), Field(ge=0, le=24 * 60)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Resource = Annotated[str, Field(pattern=RESOURCE_PATTERN)]
Whole = Annotated[int, Field(ge=1, le=1_000_000)]
Amount = Annotated[float, Field(gt=0.0, allow_inf_nan=False)]
Weight = Annotated[int, Field(ge=0, le=100_000)]


def _some(weights: Any) -> Any:
    if not any(weights.values() if isinstance(weights, dict) else weights):
        raise ValueError("at least one weight must be above 0")
    return weights


class _Part(BaseModel):
    """Strict about keys: a typing error is never silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CapacityPart(_Part):
    """What a resource has."""

    at_once: Whole | None = None
    per_minute: Whole | None = None
    beyond: Literal["wait", "refuse"] = "wait"


class KindPart(_Part):
    """A kind of demand."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    within: Amount
    deliverables: list[Name] = []


class StaffPart(_Part):
    """Somebody who can be put on duty."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    start: Clock = Field(alias="from")
    until: Clock
    hours: Annotated[float, Field(gt=0.0, le=24.0)] = 8.0
    per_hour: Annotated[float, Field(ge=0.0, allow_inf_nan=False)]


class OutagePart(_Part):
    """Something that is down."""

    resource: Resource
    start: Clock = Field(alias="from")
    until: Clock


class DayBudgetPart(_Part):
    """What the whole day may use up."""

    cost: Amount
    human_minutes: Amount


class DayPart(_Part):
    """The whole block."""

    opens: Clock
    profile: Annotated[list[Weight], Field(min_length=1, max_length=24), AfterValidator(_some)]
    arrivals: Annotated[int, Field(ge=1, le=50_000)]
    mix: Annotated[
        dict[Literal["clean", "noisy", "adversarial"], Weight], Field(min_length=1), AfterValidator(_some)
    ]
    kinds: Annotated[dict[Name, KindPart], Field(min_length=1)]
    capacities: dict[Resource, CapacityPart] = {}
    people: dict[Slug, StaffPart] = {}
    outages: list[OutagePart] = []
    target: Annotated[float, Field(gt=0.0, le=1.0)] = 0.9
    budget: DayBudgetPart
    audit: list[Name] = []
    redact: list[Literal["personal", "confidential", "untrusted"]] = []
    after_hours: Annotated[float, Field(ge=0.0, le=24.0)] = 12.0

    def day(self) -> Day:
        """The day as the sandbox has it."""
        return Day(
            opens=self.opens,
            profile=tuple(self.profile),
            arrivals=self.arrivals,
            mix={str(suite): weight for suite, weight in sorted(self.mix.items()) if weight},
            kinds={
                name: Demand(name, each.title, each.within, tuple(each.deliverables))
                for name, each in self.kinds.items()
            },
            cost=self.budget.cost,
            human_minutes=self.budget.human_minutes,
            target=self.target,
            capacities={
                name: Capacity(each.at_once, each.per_minute, each.beyond == "refuse")
                for name, each in sorted(self.capacities.items())
            },
            staff={name: _staff(name, each) for name, each in self.people.items()},
            outages=tuple(Outage(each.resource, each.start, each.until) for each in self.outages),
            audit=tuple(self.audit),
            redact=tuple(self.redact),
            after_hours=self.after_hours,
        )


def _staff(name: str, part: StaffPart) -> Staff:
    return Staff(name, part.title, part.start, part.until, round(part.hours * 60), part.per_hour)


def check_day(scenario: Scenario, book: Casebook, kind: str, read: Reading) -> None:
    """Fault whatever of the day does not fit the rest of the exercise."""
    day = scenario.day
    if (kind == "fleet") != (day is not None):
        read.fault("fleet", "exercises of kind fleet have this block, and no others do")
    if day is None:
        return
    if "kind" in scenario.data:
        read.fault("data.kind", "in a fleet this name is the kind of demand; choose another")
    _check_kinds(scenario, day, book, read)
    _check_names(scenario, day, book, read)
    _check_times(day, read)


def _check_names(scenario: Scenario, day: Day, book: Casebook, read: Reading) -> None:
    for name in (*day.capacities, *(each.resource for each in day.outages)):
        if name.startswith("tool:") and name[5:] not in scenario.tools:
            read.fault("fleet", f"there is no tool {name[5:]}")
    for suite in day.mix:
        if suite not in book.suites:
            read.fault(f"fleet.mix.{suite}", "is not described in cases.yaml")


def _check_times(day: Day, read: Reading) -> None:
    for at, outage in enumerate(day.outages):
        if outage.end <= outage.start:
            read.fault(f"fleet.outages.{at}", "must end after it begins, on the same day")
    for name, staff in day.staff.items():
        if staff.start == staff.end or span(staff.start, staff.end) < staff.most_minutes:
            read.fault(f"fleet.people.{name}", "the hours must fit between from and until")


def _check_kinds(scenario: Scenario, day: Day, book: Casebook, read: Reading) -> None:
    for name, demand in day.kinds.items():
        for deliverable in demand.deliverables:
            if deliverable not in scenario.deliverables:
                read.fault(f"fleet.kinds.{name}.deliverables", f"there is no deliverable {deliverable}")
    specs: Mapping[str, Any] = book.facts
    drawn = [
        specs.get("kind"),
        *(suite.facts["kind"] for suite in book.suites.values() if "kind" in suite.facts),
    ]
    for spec in drawn:
        if not isinstance(spec, Choose) or not set(map(str, spec.options)) <= set(day.kinds):
            read.fault("fleet.kinds", "cases.yaml must draw the fact `kind` by `choose` from these kinds")
            return
