"""`loop`: a container that repeats its inside until a condition holds."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Condition, Turns
from workflow.kind import Expressed, Kind, always


@dataclass(frozen=True, slots=True)
class LoopSettings:
    """`until` is looked at after each turn; after `max` turns without it the loop leaves by `exhausted`."""

    __pydantic_config__ = STRICT
    until: Condition
    max: Turns = 3


KIND = Kind(
    name="loop",
    title="Loop",
    summary="Repeats what is inside until a condition holds, at most so many times.",
    settings=LoopSettings,
    path_ports=always("done", "exhausted"),
    expressions=lambda settings: (Expressed("until", settings.until, sees_made=True),),
    container=True,
    limits=frozenset({"budget"}),
)
