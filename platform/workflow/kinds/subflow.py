"""`subflow`: runs another workflow. The shape is fixed; it cannot be run yet."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Line, Slug, SomeNames
from workflow.kind import Kind, always


@dataclass(frozen=True, slots=True)
class SubflowSettings:
    """Which workflow, in which version, and which values it gives back."""

    __pydantic_config__ = STRICT
    workflow: Slug
    yields: SomeNames
    version: Line = ""


KIND = Kind(
    name="subflow",
    title="Subflow",
    summary="Runs another workflow as one step.",
    settings=SubflowSettings,
    path_ports=always("done"),
    makes=lambda settings, names: settings.yields,
    performs=True,
    ready=False,
)
