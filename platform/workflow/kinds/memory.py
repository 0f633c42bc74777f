"""`memory`: reads or writes a store that several steps share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workflow.field import STRICT, Path, Slug, SomeNames
from workflow.kind import Kind


@dataclass(frozen=True, slots=True)
class MemorySettings:
    """Which `store`, whether to `read` or `write`, which values, and under which key: a value or a field of
    one (`order.id`); without a key there is one entry for all."""

    __pydantic_config__ = STRICT
    store: Slug
    action: Literal["read", "write"]
    values: SomeNames
    key: Path | None = None


def _reads(settings: MemorySettings) -> tuple[tuple[str, str], ...]:
    key = (("key", settings.key.split(".")[0]),) if settings.key else ()
    if settings.action == "read":
        return key
    return (*key, *((f"values/{at}", name) for at, name in enumerate(settings.values)))


KIND = Kind(
    name="memory",
    title="Memory",
    summary="Reads or writes a store that several steps share: what was written is there for the next.",
    settings=MemorySettings,
    path_ports=lambda settings: (
        ("done", "missing", "error") if settings.action == "read" else ("done", "error")
    ),
    makes=lambda settings, names: settings.values if settings.action == "read" else (),
    reads=_reads,
)
