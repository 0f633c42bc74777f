"""`map`: a container that runs its inside once per item, or in copies for a vote."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Copies, Lanes, Name
from workflow.kind import Finding, Kind, always
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class MapSettings:
    """Either `over` a list, each item under the name `item`, or `copies`; at most `concurrency` at a time."""

    __pydantic_config__ = STRICT
    over: Name | None = None
    item: Name = "item"
    copies: Copies | None = None
    concurrency: Lanes = 10


def _findings(settings: MapSettings, names: Names | None) -> tuple[Finding, ...]:
    if (settings.over is None) != (settings.copies is None):
        return ()
    return (
        Finding(
            "over_or_copies",
            "over",
            "A map runs either over the items of a list or in copies, and here it is both or neither.",
            "Set 'over' to the name of a list, or 'copies' to a number, and leave the other out.",
        ),
    )


KIND = Kind(
    name="map",
    title="Map",
    summary="Does what is inside for each item of a list, or several times for a vote.",
    settings=MapSettings,
    path_ports=always("done"),
    reads=lambda settings: (("over", settings.over),) if settings.over else (),
    findings=_findings,
    container=True,
    limits=frozenset({"budget"}),
)
