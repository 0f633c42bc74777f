"""The fleet block as it is written, and back to that form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, Field, Strict
from pydantic_core import PydanticCustomError

from workflow.field import STRICT, Condition, Cost, Slug
from workflow.fleet import Duty, Fleet, Quota, Route, clock, minutes_of

RESOURCE_PATTERN = r"^(model:(small|medium|large)|tool:[a-z][a-z0-9_-]{0,59})$"
CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"


def _clock(text: str) -> str:
    try:
        minutes_of(text)
    except ValueError as error:
        raise PydanticCustomError("clock", "{reason}", {"reason": str(error)}) from None
    return text


Clock = Annotated[
    str,
    Strict(),
    Field(max_length=5, json_schema_extra={"pattern": CLOCK_PATTERN}),
    AfterValidator(_clock),
]
"""A time of day, `09:30`."""
Resource = Annotated[str, Strict(), Field(pattern=RESOURCE_PATTERN, max_length=80)]
Rate = Annotated[int, Strict(), Field(ge=1, le=100_000)]
_ONLY = Field(json_schema_extra={"additionalProperties": False})
ManyMinutes = Annotated[float, Strict(), Field(ge=0, le=1_000_000, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class WrittenRoute:
    """One line of the routing."""

    __pydantic_config__ = STRICT
    when: Condition
    to: Slug
    priority: Annotated[int, Strict(), Field(ge=0, le=9)] = 0


@dataclass(frozen=True, slots=True)
class WrittenQuota:
    """A throttle: calls at once, calls a minute."""

    __pydantic_config__ = STRICT
    at_once: Rate | None = None
    per_minute: Rate | None = None


@dataclass(frozen=True, slots=True)
class WrittenSpan:
    """From one time of day until another."""

    __pydantic_config__ = STRICT
    start: Annotated[Clock, Field(alias="from")]
    until: Clock


@dataclass(frozen=True, slots=True)
class WrittenDuty:
    """Somebody on duty."""

    __pydantic_config__ = STRICT
    id: Slug
    start: Annotated[Clock, Field(alias="from")]
    until: Clock
    lunch: WrittenSpan | None = None
    takes: Annotated[tuple[Slug, ...], Field(max_length=60)] = ()


@dataclass(frozen=True, slots=True)
class WrittenFleetBudget:
    """The most that the whole day may use up."""

    __pydantic_config__ = STRICT
    cost: Cost | None = None
    human_minutes: ManyMinutes | None = None


@dataclass(frozen=True, slots=True)
class WrittenFleet:
    """The fleet block."""

    __pydantic_config__ = STRICT
    otherwise: Slug
    routing: Annotated[tuple[WrittenRoute, ...], Field(max_length=60)] = ()
    quotas: Annotated[Mapping[Resource, WrittenQuota], Field(max_length=60), _ONLY] = field(
        default_factory=dict
    )
    people: Annotated[tuple[WrittenDuty, ...], Field(max_length=200)] = ()
    budget: WrittenFleetBudget = WrittenFleetBudget()
    when_down: Annotated[Mapping[Resource, Resource], Field(max_length=10), _ONLY] = field(
        default_factory=dict
    )

    def fleet(self) -> Fleet:
        """The fleet as the document holds it."""
        return Fleet(
            otherwise=self.otherwise,
            routing=tuple(Route(each.when, each.to, each.priority) for each in self.routing),
            quotas={name: Quota(each.at_once, each.per_minute) for name, each in sorted(self.quotas.items())},
            people=tuple(_duty(each) for each in self.people),
            budget_cost=self.budget.cost,
            budget_human_minutes=self.budget.human_minutes,
            when_down=dict(sorted(self.when_down.items())),
        )


def _duty(written: WrittenDuty) -> Duty:
    lunch = written.lunch
    return Duty(
        written.id,
        minutes_of(written.start),
        minutes_of(written.until),
        None if lunch is None else (minutes_of(lunch.start), minutes_of(lunch.until)),
        written.takes,
    )


def dump_fleet(fleet: Fleet) -> dict[str, Any]:
    """The stored form; what stands at its default is left out."""
    stored: dict[str, Any] = {
        "routing": [_dump_route(route) for route in fleet.routing],
        "otherwise": fleet.otherwise,
        "quotas": {name: _present(vars_of(quota)) for name, quota in fleet.quotas.items()},
        "people": [_dump_duty(duty) for duty in fleet.people],
        "budget": _present({"cost": fleet.budget_cost, "human_minutes": fleet.budget_human_minutes}),
        "when_down": dict(fleet.when_down),
    }
    return {key: value for key, value in stored.items() if value}


def vars_of(quota: Quota) -> dict[str, int | None]:
    """A quota's settings by name."""
    return {"at_once": quota.at_once, "per_minute": quota.per_minute}


def _present(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in settings.items() if value is not None}


def _dump_route(route: Route) -> dict[str, Any]:
    stored: dict[str, Any] = {"when": route.when, "to": route.to}
    return stored | ({"priority": route.priority} if route.priority else {})


def _dump_duty(duty: Duty) -> dict[str, Any]:
    stored: dict[str, Any] = {"id": duty.id, "from": clock(duty.start), "until": clock(duty.end)}
    if duty.lunch is not None:
        stored["lunch"] = {"from": clock(duty.lunch[0]), "until": clock(duty.lunch[1])}
    return stored | ({"takes": list(duty.takes)} if duty.takes else {})
