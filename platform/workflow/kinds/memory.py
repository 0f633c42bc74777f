"""`memory`: reads or writes a shared store. The shape is fixed; it cannot be run yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workflow.field import STRICT, Path, Slug, SomeNames
from workflow.kind import Kind, always


@dataclass(frozen=True, slots=True)
class MemorySettings:
    """Which `store`, whether to `read` or `write`, which values, and under which key."""

    __pydantic_config__ = STRICT
    store: Slug
    action: Literal["read", "write"]
    values: SomeNames
    key: Path | None = None


KIND = Kind(
    name="memory",
    title="Memory",
    summary="Reads or writes a store that several steps share.",
    settings=MemorySettings,
    path_ports=always("done"),
    makes=lambda settings, names: settings.values if settings.action == "read" else (),
    performs=True,
    ready=False,
)
