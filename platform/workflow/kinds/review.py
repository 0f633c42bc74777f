"""`review`: an agent judges values against criteria."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Condition, Model, NameList, Slug, SomeNames, Text
from workflow.kind import Expressed, Finding, Kind, always, unknown
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """Who judges, which values (`on`), with which evidence at hand (`sees`), against which criteria."""

    __pydantic_config__ = STRICT
    agent: Slug
    on: SomeNames
    model: Model = "medium"
    sees: NameList = ()
    criteria: Text = ""
    when: Condition | None = None


def _findings(settings: ReviewSettings, names: Names | None) -> tuple[Finding, ...]:
    if names is None or settings.agent in names.agents:
        return ()
    return (unknown("agent", "agent", settings.agent, names.agents),)


KIND = Kind(
    name="review",
    title="Review",
    summary="Has an agent judge values against your criteria and say what is wrong.",
    settings=ReviewSettings,
    path_ports=always("pass", "fail"),
    happy=("pass", "fail"),
    makes=lambda settings, names: ("feedback",),
    keeps=("verdict",),
    reads=lambda settings: (
        *((f"on/{at}", name) for at, name in enumerate(settings.on)),
        *((f"sees/{at}", name) for at, name in enumerate(settings.sees)),
    ),
    texts=lambda settings: (("criteria", settings.criteria),),
    expressions=lambda settings: (Expressed("when", settings.when),) if settings.when else (),
    findings=_findings,
    prose=("criteria",),
    performs=True,
    limits=frozenset({"retry", "timeout", "fallback", "budget"}),
    fallbacks=("agent", "model"),
)
