"""The same run gives the same log: at any hash seed, whatever else is at work in the same process.

    python bench/determinism.py [--runs 10000] [--spoil random|hash|order]

Each of the runs is carried out nine times: in processes of their own with PYTHONHASHSEED 0, 1 and 2, and in
each with 1, 8 and 100 runs at work at the same time. Simulated runs share the process as threads that take
turns at least every half a millisecond, live ones as tasks of one event loop on a virtual clock. Of the runs

- two fifths are cases of the exercises in the simulated world, with the built-in reader of instructions, for
  every solution of the repository, by turns with no limits and with capacities of 1, 8 and 100;
- two fifths are documents of all shapes (`engine_documents.py`) whose steps come off, fail and dawdle by a
  hash, with the same capacities;
- one fifth are live runs of such documents with a scripted model behind the live performer.

What is compared is the SHA-256 of the whole event log. `--spoil` proves that a difference would be seen:
every fourth performer asks the global random generator, the hash of a text, or a counter that all runs share.
Exit code 1 where any log differs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import selectors
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from hashlib import blake2b, sha256
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]

from exercises.loader import load_all  # noqa: E402
from grading.gradable import open_document  # noqa: E402
from sandbox.directives.reader import default_reader  # noqa: E402
from sandbox.drivers.live import run_live  # noqa: E402
from sandbox.drivers.simulation import simulate  # noqa: E402
from sandbox.engine.event import log_bytes  # noqa: E402
from sandbox.engine.log import RunLog  # noqa: E402
from sandbox.engine.program import Program, compile_program  # noqa: E402
from sandbox.models.performer import LivePerformer  # noqa: E402
from sandbox.models.protocol import ModelError, Reply, Request  # noqa: E402
from sandbox.models.scripted import Answer, ScriptedModel  # noqa: E402
from sandbox.scenario import Agent, Scenario, WorldBudget  # noqa: E402
from sandbox.step import PlannedTask, Step, StepResult  # noqa: E402
from sandbox.value import Value  # noqa: E402
from sandbox.world.casebook import practice_cases, start_values  # noqa: E402
from sandbox.world.performer import SimulatedWorld  # noqa: E402
from workflow.validate import validate  # noqa: E402

from engine_documents import SHAPES, document  # noqa: E402  # isort: skip

HASH_SEEDS = ("0", "1", "2")
CONCURRENCY = (1, 8, 100)
CAPACITIES = (None, 1, 8, 100)
LIVE_SHAPES = tuple(shape for shape in SHAPES if shape != "plan")
"""A plan is made by a model of its own; the scripted one here only fills in values."""
TURNS = 5e-6
"""Seconds after which a thread may lose its turn, for each thread that there is."""
PLAN = (PlannedTask("z", "worker", ("z",), ("x",)), PlannedTask("y", "worker", ("y",), ("z",)))


def luck(*told: object) -> bytes:
    """Eight bytes that depend on what is told and on nothing else."""
    return blake2b(repr(told).encode(), digest_size=8).digest()


class Fate:
    """Performs by a hash of the step: makes values, fails every sixth time, takes up to four seconds."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def perform(self, step: Step) -> StepResult:
        """The fate of a step."""
        fate = luck(self._seed, step.key, step.attempt, step.path, sorted(step.inputs))
        seconds, cost = fate[0] / 64, fate[1] / 1024
        if fate[2] % 6 == 0:
            return StepResult(status="error", seconds=seconds, cost=cost, message="luck")
        if step.node.kind == "plan":
            return StepResult(plan=PLAN, seconds=seconds, cost=cost)
        values = {name: Value(name, f"word {fate[3]}") for name in step.node.settings.yields}
        return StepResult(values=values, seconds=seconds, cost=cost)


_shared = count()
SPOILS: Mapping[str, Callable[[], float]] = {
    "random": random.random,
    "hash": lambda: hash("a text") % 1000 / 1000,
    "order": lambda: float(next(_shared) % 997),
}


class Spoilt:
    """Somebody who lets a thing into the run that it must not depend on."""

    def __init__(self, performer: Any, how: str) -> None:
        self._performer = performer
        self._ask = SPOILS[how]

    def perform(self, step: Step) -> StepResult:
        """The same result, but for the seconds."""
        result: StepResult = self._performer.perform(step)
        return replace(result, seconds=result.seconds + self._ask())


def spoil(performer: Any, at: int, how: str) -> Any:
    """Every fourth performer spoilt, if so asked."""
    return Spoilt(performer, how) if how and at % 20 < 5 else performer


@cache
def _solved() -> tuple[tuple[Scenario, Program], ...]:
    """Every solution of every exercise, compiled."""
    found = []
    packages, _ = load_all()
    for package in packages:
        for data in (package.reference, *(each.document for each in package.solutions.values())):
            opened, _ = open_document(package.scenario, dict(data))
            if opened is not None and opened.fleet is None:
                found.append((package.scenario, compile_program(opened)))
    return tuple(found)


@cache
def _program(shape: str, nodes: int) -> Program:
    found, problems = validate(document(shape, nodes))
    if found is None:
        raise SystemExit(f"the bench's own document is wrong: {problems[:3]}")
    return compile_program(found)


def limits_of(program: Program, at: int) -> dict[str, int] | None:
    """The capacities of a run: none, or so many at once of each resource that the document draws on."""
    most = CAPACITIES[at % len(CAPACITIES)]
    return None if most is None else {plan.resource: most for plan in program.plans}


def exercise_run(at: int, how: str) -> RunLog:
    """A practice case of an exercise in the simulated world, by a solution and a seed of its own."""
    scenario, program = _solved()[at % len(_solved())]
    cases = practice_cases(scenario)
    case = cases[at // len(_solved()) % len(cases)]
    world = SimulatedWorld(scenario, case, at, default_reader(), attention=0.8)
    return simulate(program, start_values(case), spoil(world, at, how), limits_of(program, at // 7))


def shaped_run(at: int, how: str) -> RunLog:
    """A document of some shape and size in virtual time."""
    shapes = sorted(SHAPES)
    program = _program(shapes[at % len(shapes)], (10, 40, 120)[at // 7 % 3])
    fate = spoil(Fate(at), at, how)
    return simulate(program, {"x": Value("x", "x")}, fate, limits_of(program, at // 3))


class VirtualSelector(selectors.DefaultSelector):
    """Instead of waiting it lets the clock jump to the next moment at which there is something to do."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready at once."""
        if timeout is not None and timeout > 0:
            self.now += timeout
            timeout = 0
        return super().select(timeout)


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on a clock of its own, so that hours of waiting pass in no time."""

    def __init__(self) -> None:
        self._virtual = VirtualSelector()
        super().__init__(self._virtual)

    def time(self) -> float:
        """Seconds since the loop began."""
        return self._virtual.now


class Dawdling:
    """A live performer whose answers take a while, by a hash; one in eight model calls is refused."""

    def __init__(self, at: int, how: str, clock: Callable[[], float]) -> None:
        self._at = at
        self._performer = LivePerformer(
            ScriptedModel(self._answer), _desk(), self._call_tool, self._ask_human, clock=clock
        )
        self._how = how

    async def perform(self, step: Step) -> StepResult:
        """Answer after up to four seconds."""
        wait = luck(self._at, step.key, step.attempt, step.path)[0] / 64
        if self._how and self._at % 20 < 5:
            wait += SPOILS[self._how]()
        await asyncio.sleep(wait)
        return await self._performer.perform(step)

    def _answer(self, request: Request) -> Answer:
        told = [message.text for message in request.messages]
        fate = luck(self._at, told)
        if fate[0] % 8 == 0:
            return ModelError("rate_limited", "Too many calls.", 2.0)
        names = (request.schema or {}).get("required", ())
        return Reply(json.dumps(dict.fromkeys(names, f"word {fate[1]}")), (), fate[2], fate[3], 0.001)

    async def _call_tool(self, slug: str, inputs: Mapping[str, Value], step: Step) -> StepResult:
        return StepResult(status="error", message="There are no tools here.")

    async def _ask_human(self, step: Step) -> StepResult:
        return StepResult(port="approved", minutes=1.0)


@cache
def _desk() -> Scenario:
    return Scenario(
        slug="desk",
        data={},
        tasks={},
        roster={"worker": Agent("worker", "the worker", {})},
        tools={},
        policies=(),
        budget=WorldBudget(1.0, 60.0, 1.0),
        deliverables={},
        suites={},
        casebook=None,
    )


async def live_run(at: int, how: str) -> RunLog:
    """A document of some shape, live on the virtual clock, at most three steps at a time."""
    program = _program(LIVE_SHAPES[at % len(LIVE_SHAPES)], (10, 30)[at // 7 % 2])
    clock = asyncio.get_running_loop().time
    dawdling = Dawdling(at, how, clock)
    return await run_live(program, {"x": Value("x", "x")}, dawdling, concurrency=3, clock=clock)


async def live_runs(numbers: Iterable[int], concurrency: int, how: str) -> dict[int, str]:
    """So many live runs at the same time until all are done."""
    lanes = asyncio.Semaphore(concurrency)

    async def one(at: int) -> tuple[int, str]:
        async with lanes:
            return at, digest(await live_run(at, how))

    return dict(await asyncio.gather(*(one(at) for at in numbers)))


def digest(log: RunLog) -> str:
    """The fingerprint of a log."""
    return sha256(log_bytes(log.events)).hexdigest()[:32]


def carry_out(runs: int, concurrency: int, how: str) -> list[str]:
    """Every run once, so many at the same time; the fingerprints in the order of the runs."""
    sys.setswitchinterval(TURNS * concurrency)
    _solved()
    default_reader()
    kinds = {0: exercise_run, 1: shaped_run, 2: exercise_run, 3: shaped_run}
    found: dict[int, str] = {}

    def one(at: int) -> None:
        found[at] = digest(kinds[at % 5](at, how))

    with ThreadPoolExecutor(concurrency) as pool:
        list(pool.map(one, [at for at in range(runs) if at % 5 in kinds]))
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        found |= runner.run(live_runs(range(4, runs, 5), concurrency, how))
    return [found[at] for at in range(runs)]


def in_a_process(runs: int, concurrency: int, hash_seed: str, how: str) -> list[str]:
    """The fingerprints from a process of its own."""
    command = [sys.executable, __file__, "--child", str(concurrency), "--runs", str(runs), "--spoil", how]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.split()


def main() -> None:
    """Compare all settings with the first, and say how many logs differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--spoil", choices=("", *SPOILS), default="")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child is not None:
        print("\n".join(carry_out(asked.runs, asked.child, asked.spoil)))
        return
    first: list[str] = []
    differing: set[int] = set()
    print(f"{asked.runs} runs\n{'hash seed':>10}{'at a time':>11}{'differing logs':>16}{'seconds':>9}")
    for hash_seed in HASH_SEEDS:
        for concurrency in CONCURRENCY:
            began = time.monotonic()
            found = in_a_process(asked.runs, concurrency, hash_seed, asked.spoil)
            first = first or found
            wrong = {at for at in range(asked.runs) if found[at] != first[at]}
            differing |= wrong
            spent = time.monotonic() - began
            print(f"{hash_seed:>10}{concurrency:>11}{len(wrong):>16}{spent:>9.0f}", flush=True)
    report(asked.runs, first, differing)
    sys.exit(1 if differing else 0)


def report(runs: int, first: list[str], differing: set[int]) -> None:
    """Print the sum, and the figures as JSON on the last line."""
    kinds = Counter("live" if at % 5 == 4 else "simulated" for at in differing)
    settings = len(HASH_SEEDS) * len(CONCURRENCY)
    print(f"\n{runs} runs in {settings} settings: {len(differing)} differing logs {dict(kinds) or ''}")
    print(f"{len(set(first))} different logs among the {runs}")
    figures = {"runs": runs, "settings": settings, "differing": len(differing), "distinct": len(set(first))}
    print(json.dumps(figures, sort_keys=True))


if __name__ == "__main__":
    main()
