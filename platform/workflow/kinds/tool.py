"""`tool`: a deterministic call; some tools act on the world."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Condition, Path, Slug
from workflow.kind import Expressed, Finding, Kind, always, unknown
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class ToolSettings:
    """Which tool, and by which values two calls count as one (`idempotent_by`), so that it acts once."""

    __pydantic_config__ = STRICT
    tool: Slug
    idempotent_by: tuple[Path, ...] = ()
    when: Condition | None = None


def _makes(settings: ToolSettings, names: Names | None) -> tuple[str, ...]:
    if names is None or settings.tool not in names.tools:
        return ()
    return (names.tools[settings.tool].yields,)


def _findings(settings: ToolSettings, names: Names | None) -> tuple[Finding, ...]:
    if names is None or settings.tool in names.tools:
        return ()
    return (unknown("tool", "tool", settings.tool, frozenset(names.tools)),)


KIND = Kind(
    name="tool",
    title="Tool",
    summary="Calls a tool: a look-up, a calculation, or something that acts, such as a payment.",
    settings=ToolSettings,
    path_ports=always("done"),
    makes=_makes,
    reads=lambda settings: tuple(
        (f"idempotent_by/{at}", path.split(".")[0]) for at, path in enumerate(settings.idempotent_by)
    ),
    expressions=lambda settings: (Expressed("when", settings.when),) if settings.when else (),
    findings=_findings,
    performs=True,
    limits=frozenset({"retry", "timeout", "fallback", "budget"}),
    fallbacks=("tool",),
)
