"""`input`: the case's values come in."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, SomeNames
from workflow.kind import Finding, Kind, always, unknown
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class InputSettings:
    """`values`: which of the case's values this node gives, each on a port of its own."""

    __pydantic_config__ = STRICT
    values: SomeNames


def _findings(settings: InputSettings, names: Names | None) -> tuple[Finding, ...]:
    if names is None:
        return ()
    return tuple(
        unknown(f"values/{at}", "case_value", name, names.given)
        for at, name in enumerate(settings.values)
        if name not in names.given
    )


KIND = Kind(
    name="input",
    title="Input",
    summary="Gives the values that come with each case.",
    settings=InputSettings,
    path_ports=always("done"),
    makes=lambda settings, names: settings.values,
    findings=_findings,
    entry=False,
)
