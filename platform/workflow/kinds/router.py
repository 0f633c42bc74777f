"""`router`: sends a case down one branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from workflow.field import STRICT, Condition, Name
from workflow.kind import Expressed, Finding, Kind
from workflow.names import Names


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out, taken when its condition is the first that holds."""

    __pydantic_config__ = STRICT
    port: Name
    when: Condition


@dataclass(frozen=True, slots=True)
class RouterSettings:
    """The branches in the order in which they are tried; where none holds, the case leaves by `default`."""

    __pydantic_config__ = STRICT
    branches: Annotated[tuple[Branch, ...], Field(min_length=1, max_length=20)]


def _findings(settings: RouterSettings, names: Names | None) -> tuple[Finding, ...]:
    found = []
    seen: set[str] = set()
    for at, branch in enumerate(settings.branches):
        if branch.port in seen or branch.port in ("default", "error", "exhausted"):
            found.append(
                Finding(
                    "duplicate_port",
                    f"branches/{at}/port",
                    f"The port '{branch.port}' is taken already.",
                    "Give each branch a name of its own; 'default' is always there for the rest.",
                )
            )
        seen.add(branch.port)
    return tuple(found)


KIND = Kind(
    name="router",
    title="Router",
    summary="Sends each case down the first branch whose condition holds, else down 'default'.",
    settings=RouterSettings,
    path_ports=lambda settings: (*(branch.port for branch in settings.branches), "default"),
    happy=(),
    expressions=lambda settings: tuple(
        Expressed(f"branches/{at}/when", branch.when) for at, branch in enumerate(settings.branches)
    ),
    findings=_findings,
)
