"""`plan`: an agent breaks the goal into tasks at run time, and others of the roster do them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, Strict

from workflow.field import STRICT, Model, Slug, SomeNames, Text
from workflow.kind import Finding, Kind, always, unknown
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """Who plans (`agent`, `model`) towards which values, what it is told, whom of the `roster` it may give
    work to (who then work with `task_model`), and its limits: how many `tasks` in all, and how many levels of
    plans (`depth`: 1 forbids tasks that are planned again)."""

    __pydantic_config__ = STRICT
    agent: Slug
    yields: SomeNames
    roster: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=20)]
    instructions: Text = ""
    model: Model = "large"
    task_model: Model = "medium"
    tasks: Annotated[int, Strict(), Field(ge=1, le=20)] = 6
    depth: Annotated[int, Strict(), Field(ge=1, le=3)] = 1


def _findings(settings: PlanSettings, names: Names | None) -> tuple[Finding, ...]:
    if names is None:
        return ()
    found = []
    if settings.agent not in names.agents:
        found.append(unknown("agent", "agent", settings.agent, names.agents))
    for at, slug in enumerate(settings.roster):
        if slug not in names.agents:
            found.append(unknown(f"roster/{at}", "agent", slug, names.agents))
    made_by_tools = {tool.yields: slug for slug, tool in sorted(names.tools.items())}
    for at, name in enumerate(settings.yields):
        if name not in names.data:
            found.append(unknown(f"yields/{at}", "value", name, frozenset(names.data)))
        elif name in made_by_tools:
            found.append(
                Finding(
                    "tool_in_plan",
                    f"yields/{at}",
                    f"'{name}' comes from the tool '{made_by_tools[name]}', and a plan holds agents only: "
                    "one of them would have to make it up.",
                    "Call the tool in a node of its own, before the plan or after it.",
                    "warning",
                )
            )
    return tuple(found)


KIND = Kind(
    name="plan",
    title="Plan",
    summary="Has an agent break the goal into tasks and hand them out, within limits.",
    settings=PlanSettings,
    path_ports=always("done", "exhausted"),
    makes=lambda settings, names: settings.yields,
    texts=lambda settings: (("instructions", settings.instructions),),
    findings=_findings,
    prose=("instructions",),
    performs=True,
    limits=frozenset({"retry", "timeout", "fallback", "budget"}),
    fallbacks=("agent", "model"),
)
