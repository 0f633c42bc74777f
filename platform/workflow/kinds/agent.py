"""`agent`: one call of an agent from the exercise's roster."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Condition, Model, Slug, SomeNames, Text
from workflow.kind import Expressed, Finding, Kind, always, unknown
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """Who works (`agent`, `model`), what it is told, what it must return, which tools it may call itself."""

    __pydantic_config__ = STRICT
    agent: Slug
    yields: SomeNames
    instructions: Text = ""
    model: Model = "medium"
    tools: tuple[Slug, ...] = ()
    when: Condition | None = None


def _findings(settings: AgentSettings, names: Names | None) -> tuple[Finding, ...]:
    if names is None:
        return ()
    found = []
    if settings.agent not in names.agents:
        found.append(unknown("agent", "agent", settings.agent, names.agents))
    for at, name in enumerate(settings.yields):
        if name not in names.data:
            found.append(unknown(f"yields/{at}", "value", name, frozenset(names.data)))
    free = frozenset(slug for slug, tool in names.tools.items() if not tool.effect)
    for at, slug in enumerate(settings.tools):
        if slug not in names.tools:
            found.append(unknown(f"tools/{at}", "tool", slug, free))
        elif slug not in free:
            found.append(
                Finding(
                    "effect_in_agent",
                    f"tools/{at}",
                    f"The tool '{slug}' acts on the world, so an agent may not call it by itself.",
                    "Take it out here and give it a node of its own, where you decide when it acts.",
                )
            )
    return tuple(found)


KIND = Kind(
    name="agent",
    title="Agent",
    summary="Asks one agent of the roster to work out values from its inputs.",
    settings=AgentSettings,
    path_ports=always("done"),
    makes=lambda settings, names: settings.yields,
    texts=lambda settings: (("instructions", settings.instructions),),
    expressions=lambda settings: (Expressed("when", settings.when),) if settings.when else (),
    findings=_findings,
    prose=("instructions",),
    performs=True,
    limits=frozenset({"retry", "timeout", "fallback", "budget"}),
    fallbacks=("agent", "model"),
)
