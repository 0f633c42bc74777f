"""A scenario made ready for running: formulas compiled, producers in order, who yields what. Once per
scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sandbox.scenario import DataItem, Scenario, Task, Tool
from sandbox.world.book import Casebook, TextSpec
from sandbox.world.formula import Formula, compile_formula
from sandbox.world.text import secret_paths

MOST_REMEMBERED = 2000
"""Plans of calls that are kept for one scenario."""


@dataclass(frozen=True)
class Producer:
    """A task or tool with its formula compiled (`formula`) or its text found (`text`)."""

    slug: str
    item: DataItem
    needs: tuple[str, ...]
    formula: Formula | None
    text: TextSpec | None
    task: Task | None = None
    tool: Tool | None = None


class Blueprint:
    """What running a scenario needs, computed once."""

    def __init__(self, scenario: Scenario) -> None:
        """Compile; raises FormulaError where a formula cannot be read (the loader has checked that)."""
        self.scenario = scenario
        self.book: Casebook = scenario.casebook
        self.secrets = secret_paths(scenario.data)
        self.tasks = {task.yields: self._of_task(task) for task in scenario.tasks.values()}
        self.tools = {tool.slug: self._of_tool(tool) for tool in scenario.tools.values()}
        self.policies = tuple((policy.id, compile_formula(policy.forbid)) for policy in scenario.policies)
        self.memory: dict[Any, Any] = {}
        """What others work out once per scenario, by a key of their own."""
        self._plans: dict[Any, Any] = {}

    def recall(self, key: Any) -> Any:
        """The plan of a call that was remembered under a key, or None."""
        return self._plans.get(key)

    def remember(self, key: Any, plan: Any) -> None:
        """Remember the plan of a call; when too many are remembered, all are forgotten."""
        if len(self._plans) >= MOST_REMEMBERED:
            self._plans.clear()
        self._plans[key] = plan

    def _of_task(self, task: Task) -> Producer:
        item = self.scenario.data[task.yields]
        text = self.book.texts[task.makes] if item.type == "text" else None
        formula = None if text is not None else compile_formula(task.makes)
        return Producer(task.slug, item, task.needs, formula, text, task=task)

    def _of_tool(self, tool: Tool) -> Producer:
        item = self.scenario.data[tool.yields]
        return Producer(tool.slug, item, tool.needs, compile_formula(tool.makes), None, tool=tool)

    @cached_property
    def by_value(self) -> Mapping[str, Producer]:
        """Who makes each value: tasks and tools."""
        return {**{entry.item.name: entry for entry in self.tools.values()}, **self.tasks}

    @cached_property
    def order(self) -> tuple[Producer, ...]:
        """All producers, each after those it needs."""
        done: dict[str, Producer] = {}
        waiting = dict(self.by_value)
        while waiting:
            ready = [
                name
                for name, entry in waiting.items()
                if all(need not in waiting or need == name for need in entry.needs)
            ]
            if not ready:
                raise ValueError(f"needs in a circle: {', '.join(sorted(waiting))}")
            for name in ready:
                done[name] = waiting.pop(name)
        return tuple(done.values())

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each made value in `order`."""
        return {entry.item.name: number for number, entry in enumerate(self.order)}


_BLUEPRINTS: dict[int, Blueprint] = {}
_KEPT = 64


def blueprint_of(scenario: Scenario) -> Blueprint:
    """The blueprint of a scenario, made once per scenario object."""
    found = _BLUEPRINTS.get(id(scenario))
    if found is None or found.scenario is not scenario:
        if len(_BLUEPRINTS) >= _KEPT:
            _BLUEPRINTS.clear()
        found = _BLUEPRINTS[id(scenario)] = Blueprint(scenario)
    return found
