"""`join`: waits for several ways to come together, and collects, votes or takes the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, Strict

from workflow.field import STRICT, NameList
from workflow.kind import Finding, Kind, always
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class JoinSettings:
    """`wait` for all, any or a number of the wires that come in; `merge` says what becomes of `values`."""

    __pydantic_config__ = STRICT
    wait: Literal["all", "any"] | Annotated[int, Strict(), Field(ge=1, le=100)] = "all"
    merge: Literal["collect", "vote", "first"] = "first"
    values: NameList = ()


def _findings(settings: JoinSettings, names: Names | None) -> tuple[Finding, ...]:
    if settings.values or settings.merge == "first":
        return ()
    return (
        Finding(
            "nothing_merged",
            "values",
            f"This join should {settings.merge} values but names none.",
            "List in 'values' what is to be brought together.",
        ),
    )


KIND = Kind(
    name="join",
    title="Join",
    summary="Brings parallel ways together: waits for all, any or some, then collects or votes.",
    settings=JoinSettings,
    path_ports=always("done"),
    makes=lambda settings, names: settings.values,
    reads=lambda settings: tuple((f"values/{at}", name) for at, name in enumerate(settings.values)),
    findings=_findings,
)
