"""CPU time of the engine per node, beside LangGraph and plain asyncio, all in one run.

    python bench/engine_bench.py [--runs 300] [--rounds 5] [--nodes 10]

A chain of nodes, each of which makes one value; in the second every fifth call fails and is tried again.
The last table has documents of all shapes (`engine_documents.py`) in three sizes: forks and joins, subflows,
memory, loops and maps, plans, and nodes that the engine works out by itself.
Figures are microseconds of CPU (`time.process_time`) per node, best of the rounds, start of the run included.
LangGraph is needed for the comparison only, in an environment of its own:
python3 -m venv v && v/bin/pip install --require-hashes -r locks/bench.lock
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from importlib import import_module
from itertools import count as counter
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "platform"), str(Path(__file__).parents[1])]

from sandbox.drivers.simulation import simulate  # noqa: E402
from sandbox.engine.program import compile_program  # noqa: E402
from sandbox.step import PlannedTask, Step, StepResult  # noqa: E402
from sandbox.value import Value  # noqa: E402
from workflow.validate import validate  # noqa: E402

from engine_documents import SHAPES, count, document  # noqa: E402  # isort: skip

Run = Callable[[], None]
EVERY_FIFTH = 5
SIZES = (10, 100, 1000)
PLAN = (PlannedTask("z", "worker", ("z",), ("x",)), PlannedTask("y", "worker", ("y",), ("z",)))
"""What every planner comes up with."""
HOW_TO_INSTALL = "missing: python3 -m venv v && v/bin/pip install --require-hashes -r locks/bench.lock"


class FaultError(Exception):
    """A call that failed."""


class Luck:
    """Lets every fifth call fail, or none."""

    def __init__(self, faults: bool) -> None:
        self._calls = counter(1)
        self._faults = faults

    def strikes(self) -> bool:
        """Whether the next call fails."""
        return self._faults and next(self._calls) % EVERY_FIFTH == 0


class Work:
    """Performs each step by making its one value."""

    def __init__(self, luck: Luck) -> None:
        self._luck = luck

    def perform(self, step: Step) -> StepResult:
        """One value, or a failure."""
        if self._luck.strikes():
            return StepResult(status="error", seconds=1.0)
        if step.node.kind == "plan":
            return StepResult(plan=PLAN, seconds=1.0, cost=0.001)
        name = step.node.settings.yields[0]
        return StepResult(values={name: Value(name, 1.0)}, seconds=1.0, cost=0.001)


def podium(nodes: int, faults: bool, lean: bool, shape: str = "chain") -> Run:
    """A document of that shape, its agents in virtual time."""
    found, problems = validate(document(shape, nodes))
    if found is None:
        raise SystemExit(f"the bench's own document is wrong: {problems[:3]}")
    program = compile_program(found)
    values = {"x": Value("x", "x")}
    work = Work(Luck(faults))

    def run() -> None:
        if simulate(program, values, work, lean=lean).status != "delivered":
            raise SystemExit("the run did not deliver")

    return run


def plain_asyncio(nodes: int, faults: bool) -> Run:
    """What one would write by hand: awaited functions in a row, a dictionary, a loop for the retries."""
    luck = Luck(faults)

    async def call(name: str, state: dict[str, float]) -> float:
        if luck.strikes():
            raise FaultError
        return 1.0

    async def chain() -> None:
        state = {"x": 1.0}
        for at in range(nodes):
            name = f"x{at}"
            while True:
                try:
                    state[name] = await asyncio.create_task(call(name, state))
                    break
                except FaultError:
                    continue

    runner = asyncio.Runner()
    return lambda: runner.run(chain())


def langgraph(nodes: int, faults: bool, remembers: bool) -> Run | None:
    """The same chain as a LangGraph state graph, with its in-memory checkpointer or without one."""
    try:
        memory: Any = import_module("langgraph.checkpoint.memory")
        graphs: Any = import_module("langgraph.graph")
        policies: Any = import_module("langgraph.types")
    except ImportError:
        return None
    names = [f"x{at}" for at in range(nodes)]
    state = type("State", (dict,), {"__annotations__": {"x": float, **dict.fromkeys(names, float)}})
    luck = Luck(faults)

    def make(name: str) -> Callable[[Any], dict[str, float]]:
        def node(values: Any) -> dict[str, float]:
            if luck.strikes():
                raise FaultError
            return {name: 1.0}

        return node

    retry = policies.RetryPolicy(
        initial_interval=0.0,
        max_interval=0.0,
        max_attempts=6,
        jitter=False,
        retry_on=FaultError,
    )
    builder: Any = graphs.StateGraph(state)
    for at, name in enumerate(names):
        builder.add_node(f"n{at}", make(name), retry_policy=retry)
        builder.add_edge(graphs.START if at == 0 else f"n{at - 1}", f"n{at}")
    builder.add_edge(f"n{nodes - 1}", graphs.END)
    graph = builder.compile(checkpointer=memory.InMemorySaver() if remembers else None)
    threads = counter()

    def run() -> None:
        config = {"recursion_limit": nodes * 2 + 10, "configurable": {"thread_id": str(next(threads))}}
        graph.invoke({"x": 1.0}, config)

    return run


def measure(run: Run, runs: int, rounds: int, nodes: int) -> float:
    """Microseconds of CPU per node: the best of the rounds."""
    for _ in range(max(1, runs // 10)):
        run()
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for _ in range(runs):
            run()
        best = min(best, time.process_time() - started)
    return best / runs / nodes * 1e6


def contenders(nodes: int, faults: bool) -> dict[str, Run | None]:
    """Everyone who runs the chain."""
    return {
        "Podium, full log": podium(nodes, faults, lean=False),
        "Podium, lean log": podium(nodes, faults, lean=True),
        "plain asyncio": plain_asyncio(nodes, faults),
        "LangGraph": langgraph(nodes, faults, remembers=False),
        "LangGraph, in-memory checkpointer": langgraph(nodes, faults, remembers=True),
    }


def main() -> None:
    """Measure and print one table for each kind of chain."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--nodes", type=int, default=10)
    asked = parser.parse_args()
    for title, faults in (("clean", False), ("20 % faults, tried again", True)):
        print(f"\n{asked.nodes}-node chain, {title}")
        print(f"{'':36}{'us/node':>10}{'ratio to Podium':>18}")
        own = None
        for name, run in contenders(asked.nodes, faults).items():
            if run is None:
                print(f"{name:36}   {HOW_TO_INSTALL}")
                continue
            runs = asked.runs if not name.startswith("LangGraph") else max(10, asked.runs // 10)
            spent = measure(run, runs, asked.rounds, asked.nodes)
            own = spent if own is None else own
            print(f"{name:36}{spent:10.1f}{spent / own:18.2f}")
    scaling(asked)


def scaling(asked: argparse.Namespace) -> None:
    """Print what a node costs in documents of each shape and size; the last column is the growth."""
    print("\nus/node by size of the document, full log")
    print(f"{'':36}" + "".join(f"{size:>10}" for size in SIZES) + f"{'growth':>10}")
    for shape in SHAPES:
        for title, faults in (("", False), (", 20 % faults", True)):
            spent = []
            for size in SIZES:
                run, runs = podium(size, faults, lean=False, shape=shape), max(1, asked.runs * 10 // size)
                spent.append(measure(run, runs, asked.rounds, count(shape, size)))
            cells = "".join(f"{each:10.1f}" for each in spent)
            print(f"{shape + title:36}{cells}{spent[-1] / min(spent[:-1]):10.2f}", flush=True)


if __name__ == "__main__":
    main()
