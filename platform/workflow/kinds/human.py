"""`human`: a person approves, corrects or rejects."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Condition, Minutes, NameList, Text
from workflow.kind import Expressed, Kind, always


@dataclass(frozen=True, slots=True)
class HumanSettings:
    """What the person sees, may correct (`edits`) and is asked, and the minutes that it takes."""

    __pydantic_config__ = STRICT
    minutes: Minutes = 2.0
    sees: NameList = ()
    edits: NameList = ()
    asks: Text = ""
    when: Condition | None = None


KIND = Kind(
    name="human",
    title="Human",
    summary="A person looks: approves, corrects, or rejects. Costs their time.",
    settings=HumanSettings,
    path_ports=always("approved", "rejected"),
    happy=("approved",),
    reads=lambda settings: (
        *((f"sees/{at}", name) for at, name in enumerate(settings.sees)),
        *((f"edits/{at}", name) for at, name in enumerate(settings.edits)),
    ),
    texts=lambda settings: (("asks", settings.asks),),
    expressions=lambda settings: (Expressed("when", settings.when),) if settings.when else (),
    prose=("asks",),
    performs=True,
    limits=frozenset({"retry", "timeout", "budget"}),
)
