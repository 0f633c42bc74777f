"""`subflow`: runs another workflow as one step."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Line, Slug, SomeNames
from workflow.kind import Kind, always


@dataclass(frozen=True, slots=True)
class SubflowSettings:
    """Which workflow (of this document, or one that the exercise brings), in which version if it matters, and
    which of its outputs are taken over."""

    __pydantic_config__ = STRICT
    workflow: Slug
    yields: SomeNames
    version: Line = ""


KIND = Kind(
    name="subflow",
    title="Subflow",
    summary="Runs another workflow as one step: its input takes what arrives here, its output comes back.",
    settings=SubflowSettings,
    path_ports=always("done"),
    makes=lambda settings, names: settings.yields,
    prose=("workflow", "version"),
    performs=True,
    limits=frozenset({"budget"}),
)
