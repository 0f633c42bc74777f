"""`output`: the deliverables go out."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, SomeNames
from workflow.kind import Finding, Kind, always
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class OutputSettings:
    """`values`: which of the values that arrive are delivered."""

    __pydantic_config__ = STRICT
    values: SomeNames


def _findings(settings: OutputSettings, names: Names | None) -> tuple[Finding, ...]:
    if names is None or not names.deliverables:
        return ()
    return tuple(
        Finding(
            "not_a_deliverable",
            f"values/{at}",
            f"'{name}' is not among what this exercise wants delivered.",
            f"It does no harm; what is wanted: {', '.join(sorted(names.deliverables))}.",
            "warning",
        )
        for at, name in enumerate(settings.values)
        if name not in names.deliverables
    )


KIND = Kind(
    name="output",
    title="Output",
    summary="Delivers the finished values.",
    settings=OutputSettings,
    path_ports=always(),
    happy=(),
    reads=lambda settings: tuple((f"values/{at}", name) for at, name in enumerate(settings.values)),
    findings=_findings,
)
