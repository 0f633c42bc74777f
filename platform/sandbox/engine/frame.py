"""The state of a run: one frame per instance of a graph, one instance per running container."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.engine.bundle import extend, since
from sandbox.engine.event import Path
from sandbox.engine.program import GraphPlan, NodePlan
from sandbox.step import Step
from sandbox.value import Value

Values = Mapping[str, Value]
Origins = Mapping[str, int]
"""Which node (by index) made a value within this frame; a value that is not listed came with the scope."""
Cargo = tuple[Values, Origins, bool]
"""What travels a wire: values, their origins, and whether a human approved on the way."""

NO_VALUES: Values = {}
NO_ORIGINS: Origins = {}


class Frame:
    """One instance of a graph: what has been decided there so far."""

    __slots__ = (
        "active",
        "approved",
        "arrived",
        "children",
        "dead",
        "graph",
        "made",
        "made_by",
        "meters",
        "number",
        "offset",
        "owner",
        "path",
        "scope",
        "waiting",
    )

    def __init__(
        self, graph: GraphPlan, owner: Instance | None, path: Path, scope: Values, number: int
    ) -> None:
        self.graph = graph
        self.owner = owner
        self.path = path
        self.scope = scope
        self.number = number
        self.waiting: list[int] = list(graph.degrees)
        """How many wires of each node are undecided; -1 once a join has fired or been given up."""
        self.arrived: dict[int, list[tuple[int, Cargo]]] = {}
        """Per node the wires that arrived, in order of arrival."""
        self.active = 0
        """Nodes that are queued or at work."""
        self.dead = False
        self.approved = False
        """Whether a human inside approved."""
        self.made: dict[str, Value] = {}
        self.made_by: dict[str, int] = {}
        self.children: list[Instance] = []
        self.offset = 0
        """Which copy or item this is, counted over all maps around it; joins the rank of performers."""
        self.meters: tuple[Meter, ...] = ()
        """Budgets of the containers around it."""

    def keep(self, made: Values, index: int) -> None:
        """Note what a node inside a container made; of two makers the later in canonical order counts."""
        for name, value in made.items():
            if index >= self.made_by.get(name, -1):
                self.made[name] = value
                self.made_by[name] = index


class Meter:
    """What a node or container with a budget has used up in this run."""

    __slots__ = ("calls", "cost", "instance", "limits", "seconds", "started_at")

    def __init__(self, plan: NodePlan, instance: Instance | None, started_at: float) -> None:
        self.limits = plan.limits
        self.instance = instance
        self.started_at = started_at
        self.cost = 0.0
        self.seconds = 0.0
        self.calls = 0

    def may_call(self) -> bool:
        """Whether one more call is within the budget."""
        return self.limits.budget_calls is None or self.calls < self.limits.budget_calls

    def is_over(self) -> bool:
        """Whether cost or seconds have passed the budget."""
        cost, seconds = self.limits.budget_cost, self.limits.budget_seconds
        return (cost is not None and self.cost > cost) or (seconds is not None and self.seconds > seconds)


class Instance:
    """One running container: the turn or items it is at, and what came of those that are done."""

    __slots__ = (
        "approved",
        "copies",
        "frame",
        "frames",
        "inputs",
        "items",
        "launched",
        "made",
        "origins",
        "over",
        "plan",
        "results",
        "turn",
    )

    def __init__(
        self, frame: Frame, plan: NodePlan, inputs: Values, origins: Origins, approved: bool
    ) -> None:
        self.frame = frame
        self.plan = plan
        self.inputs = inputs
        self.origins = origins
        self.approved = approved
        self.frames: list[Frame] = []
        self.made: dict[str, Value] = {}
        self.turn = 0
        self.items: list[Value] | None = None
        self.copies = 0
        self.launched = 0
        self.results: dict[int, Values] = {}
        self.over = False


class Open:
    """A step that somebody is at work on."""

    __slots__ = ("approved", "attempt", "frame", "inputs", "origins", "plan", "started_at", "step")

    def __init__(
        self,
        frame: Frame,
        plan: NodePlan,
        inputs: Values,
        origins: Origins,
        approved: bool,
        step: Step,
        at: float,
    ) -> None:
        self.frame = frame
        self.plan = plan
        self.inputs = inputs
        self.origins = origins
        self.approved = approved
        self.step = step
        self.attempt = step.attempt
        self.started_at = at


def merge(frame: Frame, plan: NodePlan, arrived: list[tuple[int, Cargo]]) -> Cargo:
    """A node's inputs. Of two values of one name a value wire's counts before a path wire's, then the one
    made deeper, then the one made later in canonical order: both are what a greater index says."""
    if len(arrived) == 1 and not plan.value_slots:
        return arrived[0][1]
    values, origins = NO_VALUES, NO_ORIGINS
    approved = False
    singles = set(plan.value_slots)
    paths = _by_slot(arrived, singles, False)
    for _, cargo in paths:
        values, origins = _lay(values, origins, cargo)
        approved = approved or cargo[2]
    if not paths:
        values = frame.scope
    wired, wired_by = NO_VALUES, NO_ORIGINS
    for _, cargo in _by_slot(arrived, singles, True):
        wired, wired_by = _lay(wired, wired_by, cargo)
        approved = approved or cargo[2]
    return extend(values, wired), extend(origins, wired_by), approved


def _by_slot(arrived: list[tuple[int, Cargo]], singles: set[int], wanted: bool) -> list[tuple[int, Cargo]]:
    """What came by value wires, or by path wires, in the canonical order of the wires."""
    return sorted((each for each in arrived if (each[0] in singles) is wanted), key=lambda each: each[0])


def _lay(values: Values, origins: Origins, cargo: Cargo) -> tuple[Values, Origins]:
    """Values and their origins with one more bundle's; what both grew from is passed over."""
    more, made_by, _ = cargo
    if not values:
        return more, made_by
    fresh: dict[str, Value] = {}
    fresh_by: dict[str, int] = {}
    for name, value in since(values, more).items():
        origin = made_by.get(name, -1)
        if name not in values or origin > origins.get(name, -1):
            fresh[name] = value
            fresh_by[name] = origin
    return extend(values, fresh), extend(origins, fresh_by)


def data_of(names: tuple[str, ...], values: Values) -> dict[str, Any]:
    """The plain data of the named values that are there, for an expression."""
    return {name: values[name].data for name in names if name in values}
