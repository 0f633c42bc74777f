"""The settings that all nodes share, and those of the document's policy, as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from workflow.document import Limits, Policy
from workflow.field import STRICT, Calls, Cost, Line, Minutes, Name, Retries, Seconds, Slug

Reason = Literal["error", "timeout", "rate_limited"]
REASONS: tuple[Reason, ...] = ("error", "timeout", "rate_limited")


@dataclass(frozen=True, slots=True)
class Retry:
    """Up to `max` further tries after a failure of these sorts, `wait` seconds apart."""

    __pydantic_config__ = STRICT
    max: Retries
    on: tuple[Reason, ...] = REASONS
    wait: Seconds = 0.0


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a node may use up in one run."""

    __pydantic_config__ = STRICT
    cost: Cost | None = None
    seconds: Seconds | None = None
    calls: Calls | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """What any node may carry beside its kind's own settings."""

    __pydantic_config__ = STRICT
    id: Name
    kind: str
    label: Line = ""
    retry: Retry | None = None
    timeout: Annotated[Seconds, Field(gt=0)] | None = None
    fallback: Annotated[Mapping[str, Slug], Field(min_length=1)] | None = None
    budget: Budget | None = None
    inside: Any = None

    def limits(self) -> Limits:
        """The limits as the document holds them."""
        retry = self.retry or Retry(max=0)
        budget = self.budget or Budget()
        return Limits(
            retries=retry.max,
            retry_on=frozenset(retry.on),
            retry_wait=float(retry.wait),
            timeout=self.timeout,
            fallback=dict(sorted(self.fallback.items())) if self.fallback else None,
            budget_cost=budget.cost,
            budget_seconds=budget.seconds,
            budget_calls=budget.calls,
        )


@dataclass(frozen=True, slots=True)
class PolicyBudget:
    """The most that one whole run may use up."""

    __pydantic_config__ = STRICT
    cost: Cost | None = None
    seconds: Seconds | None = None
    human_minutes: Minutes | None = None


@dataclass(frozen=True, slots=True)
class WrittenPolicy:
    """The policy block as it is written."""

    __pydantic_config__ = STRICT
    budget: PolicyBudget = PolicyBudget()
    approvals: tuple[Slug, ...] = ()
    tools: Mapping[Slug, tuple[Slug, ...]] = field(default_factory=dict)
    redact: tuple[Name, ...] = ()
    audit: tuple[Name, ...] = ()

    def policy(self) -> Policy:
        """The policy as the document holds it."""
        return Policy(
            budget_cost=self.budget.cost,
            budget_seconds=self.budget.seconds,
            budget_human_minutes=self.budget.human_minutes,
            approvals=frozenset(self.approvals),
            redact=frozenset(self.redact),
            audit=frozenset(self.audit),
            tools=dict(sorted(self.tools.items())),
        )
