"""`set`: a pure rearrangement of values, no agent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from workflow.field import STRICT, Formula, Name
from workflow.kind import Expressed, Kind, always


@dataclass(frozen=True, slots=True)
class SetSettings:
    """`values`: each new value's name and the formula that gives it."""

    __pydantic_config__ = STRICT
    values: Annotated[Mapping[Name, Formula], Field(min_length=1, max_length=60)]


KIND = Kind(
    name="set",
    title="Set",
    summary="Renames, picks or combines values by a formula; no agent.",
    settings=SetSettings,
    path_ports=always("done", "error"),
    makes=lambda settings, names: tuple(settings.values),
    expressions=lambda settings: tuple(
        Expressed(f"values/{name}", formula) for name, formula in settings.values.items()
    ),
)
