"""What an exercise lets a document speak of: all that the validator knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.document import Workflow


@dataclass(frozen=True, slots=True)
class ToolNames:
    """A tool for the validator: the value it yields, the values it needs, whether it acts on the world."""

    yields: str
    needs: tuple[str, ...] = ()
    effect: bool = False


@dataclass(frozen=True, slots=True)
class FleetNames:
    """A day's world for the validator: the kinds of demand, what resources have (`at_once`, `per_minute`),
    and who can work: from and until in minutes after midnight, and the most minutes a day."""

    kinds: frozenset[str]
    capacities: Mapping[str, Mapping[str, int]]
    people: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Names:
    """`data` maps each name of the data dictionary to its type; `given` are those that a case brings."""

    data: Mapping[str, str]
    given: frozenset[str]
    agents: frozenset[str]
    tools: Mapping[str, ToolNames] = field(default_factory=dict)
    deliverables: frozenset[str] = frozenset()
    workflows: Mapping[str, tuple[Workflow, ...]] = field(default_factory=dict)
    """Workflows that the exercise brings along, by slug; of several versions the last counts."""
    fleet: FleetNames | None = None
    """The day that a fleet must get through, in exercises that ask for one."""
