"""`plan`: an agent breaks the goal into tasks at run time. The shape is fixed; it cannot be run yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, Strict

from workflow.field import STRICT, Model, Slug, SomeNames, Text
from workflow.kind import Kind, always


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """Who plans, towards which values, with which roster, and within which limits."""

    __pydantic_config__ = STRICT
    agent: Slug
    yields: SomeNames
    roster: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=20)]
    instructions: Text = ""
    model: Model = "large"
    tasks: Annotated[int, Strict(), Field(ge=1, le=20)] = 6
    depth: Annotated[int, Strict(), Field(ge=1, le=3)] = 1


KIND = Kind(
    name="plan",
    title="Plan",
    summary="Has an agent break the goal into tasks and hand them out, within limits.",
    settings=PlanSettings,
    path_ports=always("done", "exhausted"),
    makes=lambda settings, names: settings.yields,
    texts=lambda settings: (("instructions", settings.instructions),),
    prose=("instructions",),
    performs=True,
)
