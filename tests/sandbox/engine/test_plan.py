"""A plan made in a run: carried out as it was made, or turned away for what is wrong with it."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.drivers.replay import replay
from sandbox.drivers.simulation import simulate
from sandbox.engine.event import log_bytes
from sandbox.engine.log import RunLog
from sandbox.step import PlannedTask, Step, StepResult
from sandbox.value import Value
from tests.sandbox.engine.make import (
    Cast,
    make_failure,
    make_program,
    make_result,
    make_values,
    outputs,
    run,
    types,
)
from tests.workflow.make import make_agent, make_data, make_input, make_inside, make_output

ANALYST_FIRST = (
    PlannedTask("sums", "analyst", ("amount",), ("message",), "Work out {{message}}", "Work out the amount"),
    PlannedTask("words", "writer", ("reply",), ("amount", "message"), "Answer", "Write the answer"),
)


def make_planner(*yields: str, node_id: str = "team", **more: Any) -> dict[str, Any]:
    """A planning node that may hand out work to the analyst and the writer."""
    node = {"id": node_id, "kind": "plan", "agent": "analyst", "roster": ["analyst", "writer"]}
    return node | {"yields": list(yields or ("reply",))} | more


def make_team(*further: dict[str, Any], wires: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A document in which one plan does all the work."""
    nodes = [make_input("message", "policy"), make_planner(**more), *further, make_output("reply")]
    return make_data(nodes, ["start.done team", "team.done end", *wires])


def make_plan(*tasks: PlannedTask, **more: Any) -> StepResult:
    """The result of a planner who came up with these tasks."""
    return StepResult(seconds=1.0, cost=0.01, plan=tasks or ANALYST_FIRST, **more)


def task(name: str, *needs: str, made: str = "", agent: str = "analyst", **more: Any) -> PlannedTask:
    """A task that makes a value of its own name unless told otherwise."""
    return PlannedTask(name, agent, (made or name,), needs, **more)


def play(data: dict[str, Any], cast: Cast) -> RunLog:
    """Run with a message and a policy."""
    return run(data, cast, message="hello", policy="be kind")


def test_planned_tasks_are_done_by_whom_and_from_what_the_plan_says() -> None:
    cast = Cast(team=make_plan())
    log = play(make_team(), cast)
    assert log.status == "delivered"
    assert outputs(log) == {"reply": "reply by team.2"}
    done = [(step.node.id, step.node.settings.agent, step.path) for step in cast.steps[1:]]
    assert done == [("team.1", "analyst", (("team", 1),)), ("team.2", "writer", (("team", 1),))]
    assert cast.seen("team.1") == [{"message": "hello"}]
    assert cast.seen("team.2") == [{"message": "hello", "amount": "amount by team.1"}]
    assert {step.node.settings.model for step in cast.steps[1:]} == {"medium"}


def test_tasks_that_need_nothing_of_each_other_run_side_by_side() -> None:
    plan = make_plan(task("amount", "message"), task("intent", "message"), task("reply", "amount", "intent"))
    log = play(make_team(), Cast(team=plan))
    assert log.seconds == 3.0


def test_only_what_was_asked_for_leaves_the_plan() -> None:
    data = make_team(make_agent("check", "decision"), wires=("team.done check", "check.done end"))
    cast = Cast(team=make_plan())
    play(data, cast)
    assert cast.seen("check") == [{"message": "hello", "policy": "be kind", "reply": "reply by team.2"}]


def test_the_trace_holds_the_whole_plan_and_says_it_in_words() -> None:
    log = play(make_team(), Cast(team=make_plan()))
    made = next(event for event in log.events if event.type == "plan_made")
    assert made.node == "team"
    assert made.data["text"] == "1. analyst: Work out the amount\n2. writer: Write the answer"
    assert [each["id"] for each in made.data["tasks"]] == ["team.1", "team.2"]
    assert made.data["tasks"][1]["needs"] == ["amount", "message"]
    assert made.data["tasks"][0]["instructions"] == "Work out {{message}}"
    assert types(log, "team") == ["step_started", "plan_made", "step_finished", "step_finished"]


@pytest.mark.parametrize("swap", [False, True])
def test_what_a_planner_calls_its_tasks_and_lists_first_means_nothing(swap: bool) -> None:
    plan = (
        task("a", "message", made="amount"), task("b", "message", made="intent", agent="writer"),
        task("c", "amount", "intent", made="reply", after=("b",)),
    )  # fmt: skip
    names = {"a": "zeta", "b": "x 1!", "c": ""} if swap else {"a": "a", "b": "b", "c": "c"}
    other = tuple(
        replace(each, id=names[each.id], after=tuple(names[before] for before in each.after))
        for each in (reversed(plan) if swap else plan)
    )
    logs = [play(make_team(), Cast(team=make_plan(*tasks))) for tasks in (plan, other)]
    assert log_bytes(logs[0].events) == log_bytes(logs[1].events)


def test_a_task_waits_for_those_it_comes_after_without_being_given_their_values() -> None:
    plan = make_plan(task("amount", "message"), task("reply", "message", after=("amount",)))
    cast = Cast(team=plan)
    assert play(make_team(), cast).seconds == 3.0
    assert cast.seen("team.2") == [{"message": "hello"}]


def test_more_tasks_than_allowed_leave_by_exhausted() -> None:
    data = make_team(make_agent("short", "reply"), wires=("team.exhausted short", "short.done end"), tasks=1)
    assert outputs(play(data, Cast(team=make_plan()))) == {"reply": "reply by short"}


def test_passing_a_limit_without_a_wire_for_it_fails_the_run() -> None:
    log = play(make_team(tasks=1), Cast(team=make_plan()))
    assert log.status == "failed"
    assert "'team' ended by exhausted and nothing is wired there: The plan has 2 tasks" in log.reason


WRONG = {
    "The plan holds no task": (),
    "not on its roster": (task("reply", agent="stranger"),),
    "Nobody in the plan makes 'reply'": (task("amount"),),
    "needs 'order', which nobody makes": (task("reply", "order"),),
    "wait for each other": (task("reply", "amount"), task("amount", "reply")),
    "Two tasks of the plan are called 'x'": (task("x", made="reply"), task("x", made="amount")),
    "which is no task of the plan": (task("reply", after=("nowhere",)),),
    "Nothing that was asked for comes of the task 'amount'": (task("reply"), task("amount")),
    "makes nothing that has a name": (PlannedTask("x", "analyst", ()),),
}


@pytest.mark.parametrize("trouble", WRONG)
def test_a_plan_that_is_no_plan_leaves_by_error(trouble: str) -> None:
    planned = StepResult(seconds=1.0, cost=0.01, plan=WRONG[trouble])
    log = play(make_team(), Cast(team=planned))
    assert log.status == "failed"
    assert trouble in log.reason
    data = make_team(make_agent("rescue", "reply"), wires=("team.error rescue", "rescue.done end"))
    assert outputs(play(data, Cast(team=planned))) == {"reply": "reply by rescue"}


def test_a_planner_is_asked_again_where_its_plan_was_none() -> None:
    log = play(make_team(retry={"max": 1}), Cast(team=[make_plan(task("amount")), make_plan()]))
    assert log.status == "delivered"
    failed = next(event for event in log.events if event.type == "step_failed")
    assert failed.data["message"] == "Nobody in the plan makes 'reply'."


def test_a_plan_inherits_the_retries_of_its_node_and_a_fallback_to_another_model() -> None:
    data = make_team(retry={"max": 1}, fallback={"agent": "writer", "model": "small"})
    cast = Cast(team=make_plan(), **{"team.1": make_failure()})
    play(data, cast)
    tries = [step.node.settings for step in cast.steps if step.node.id == "team.1"]
    assert [(each.agent, each.model) for each in tries] == [
        ("analyst", "medium"), ("analyst", "medium"), ("analyst", "small"),
    ]  # fmt: skip


def test_a_failing_task_fails_the_plan() -> None:
    data = make_team(make_agent("rescue", "reply"), wires=("team.error rescue", "rescue.done end"))
    log = play(data, Cast(team=make_plan(), **{"team.1": make_failure()}))
    assert outputs(log) == {"reply": "reply by rescue"}
    assert log.ports["team"] == "error"


def test_a_value_that_does_not_come_out_is_an_error() -> None:
    log = play(make_team(), Cast(team=make_plan(), **{"team.2": make_result()}))
    assert "did not come out of it: reply" in log.reason


@pytest.mark.parametrize(
    ("budget", "steps"),
    [({"calls": 2}, 2), ({"cost": 0.015}, 2), ({"seconds": 1.5}, 2), ({"cost": 0.001}, 1)],
)
def test_a_budget_holds_for_the_planning_and_all_that_was_planned(
    budget: dict[str, float], steps: int
) -> None:
    data = make_team(
        make_agent("short", "reply"), wires=("team.exhausted short", "short.done end"), budget=budget
    )
    cast = Cast(team=make_plan())
    log = play(data, cast)
    assert outputs(log) == {"reply": "reply by short"}
    assert len(cast.steps) == steps + 1
    assert play(make_team(budget=budget), Cast(team=make_plan())).status == "failed"


def test_each_turn_of_a_loop_has_the_whole_budget() -> None:
    inside = make_inside([make_planner(budget={"calls": 3})])
    loop = {"id": "again", "kind": "loop", "until": "false", "max": 2, "inside": inside}
    data = make_data([make_input(), loop, make_output("reply")], ["start.done again", "again.exhausted end"])
    cast = Cast(team=make_plan())
    log = run(data, cast)
    assert log.status == "delivered"
    assert [step.node.id for step in cast.steps] == ["team", "team.1", "team.2"] * 2


def test_copies_of_a_plan_have_a_budget_and_luck_of_their_own() -> None:
    inside = make_inside([make_planner(budget={"calls": 3})])
    copies = {"id": "copies", "kind": "map", "copies": 3, "inside": inside}
    vote = {"id": "vote", "kind": "join", "merge": "vote", "values": ["reply"]}
    wires = ["start.done copies", "copies.done vote", "vote.done end"]
    cast = Cast(team=make_plan())
    log = run(make_data([make_input(), copies, vote, make_output("reply")], wires), cast)
    assert outputs(log) == {"reply": "reply by team.2"}
    for node in ("team", "team.1", "team.2"):
        steps = [step for step in cast.steps if step.node.id == node]
        assert len({step.rank for step in steps}) == len({step.key for step in steps}) == 3


def test_a_task_planned_twice_is_done_twice_with_luck_of_its_own() -> None:
    twice = (
        task("a", "message", made="amount"),
        task("b", "message", made="amount"),
        task("reply", "amount"),
    )
    cast = Cast(team=make_plan(*twice))
    play(make_team(), cast)
    ranks = [step.rank for step in cast.steps if step.node.settings.yields == ("amount",)]
    assert len(ranks) == 2
    assert ranks[0] == 0 != ranks[1]


def make_nested(*inner: PlannedTask, **more: Any) -> tuple[dict[str, Any], Cast]:
    """A plan whose first task is planned again."""
    outer = (task("amount", "message", plans=True), task("reply", "amount", agent="writer"))
    cast = Cast(team=make_plan(*outer), **{"team.1": make_plan(*(inner or (task("amount", "message"),)))})
    return make_team(**more), cast


def test_a_task_may_be_planned_again_where_the_depth_allows_it() -> None:
    data, cast = make_nested(task("intent", "message"), task("amount", "intent"), depth=2)
    log = play(data, cast)
    assert outputs(log) == {"reply": "reply by team.2"}
    assert [step.node.id for step in cast.steps] == ["team", "team.1", "team.1.1", "team.1.2", "team.2"]
    assert cast.steps[2].path == (("team", 1), ("team.1", 1))


def test_a_plan_within_a_plan_beyond_the_depth_leaves_by_exhausted() -> None:
    data, cast = make_nested()
    assert "ended by exhausted" in play(data, cast).reason
    deeper = task("amount", "message", plans=True)
    data, cast = make_nested(deeper, depth=2)
    assert "planned again, deeper than its limit" in play(data, cast).reason


def test_plans_within_a_plan_share_the_tasks_that_it_leaves() -> None:
    three = (task("a"), task("b", "a"), task("amount", "b"))
    data, cast = make_nested(*three, depth=2, tasks=5)
    assert play(data, cast).status == "delivered"
    data, cast = make_nested(*three, depth=2, tasks=4)
    assert "has 3 tasks; at most 2" in play(data, cast).reason
    data, cast = make_nested(*three, depth=2, tasks=2)
    assert "no task is left" in play(data, cast).reason


@pytest.mark.parametrize(
    ("data", "cast"),
    [
        (make_team(), Cast(team=make_plan())),
        (make_team(retry={"max": 2}), Cast(team=[make_plan(task("amount")), make_failure(), make_plan()])),
        (make_team(tasks=1), Cast(team=make_plan())),
        (make_team(), Cast(team=make_plan(task("x", made="reply"), task("x", made="reply")))),
        (make_team(budget={"calls": 2}), Cast(team=make_plan())),
        make_nested(task("intent", "message"), task("amount", "intent"), depth=3),
    ],
)
def test_a_replay_plans_again_to_the_byte(data: dict[str, Any], cast: Cast) -> None:
    log = play(data, cast)
    assert log_bytes(replay(make_program(data), log.events).events) == log_bytes(log.events)


def test_a_policy_that_redacts_keeps_secrets_out_of_the_plan() -> None:
    data = make_team() | {"policy": {"redact": ["personal"]}}
    secret = make_values(message="Ada Lovelace", policy="be kind")
    secret["message"] = replace(secret["message"], labels=frozenset({"personal"}))
    plan = make_plan(task("reply", "message", goal="Answer Ada Lovelace"))
    log = simulate(make_program(data), secret, Cast(team=plan))
    assert b"Lovelace" not in log_bytes(log.events)


NAMES = st.sampled_from(["reply", "amount", "message", "x", "", "Ünfit", "a.b"])
TASKS = st.lists(
    st.builds(
        PlannedTask,
        id=st.sampled_from(["a", "b", "c", "d", "e"]) | st.text(max_size=5),
        agent=st.sampled_from(["analyst", "analyst", "writer", "stranger"]),
        yields=st.lists(st.sampled_from(["reply", "amount", "x"]), max_size=2).map(tuple)
        | st.lists(NAMES, max_size=3).map(tuple),
        needs=st.lists(st.sampled_from(["message", "amount", "x"]), max_size=2).map(tuple)
        | st.lists(NAMES, max_size=3).map(tuple),
        after=st.lists(st.sampled_from(["a", "b", "c"]), max_size=1).map(tuple),
        instructions=st.text(max_size=10),
        plans=st.booleans(),
    ),
    max_size=9,
).map(tuple)


Numbers = tuple[int, ...]
"""What a sound plan is made from, one number a task."""
SOUND = st.lists(st.integers(0, 63), min_size=1, max_size=7).map(tuple)


def make_sound(step: Step, numbers: Numbers) -> tuple[PlannedTask, ...]:
    """A plan for what the step asks for: each task is needed by the next one or comes before it."""
    tasks: list[PlannedTask] = []
    for at, number in enumerate(numbers):
        is_last = at == len(numbers) - 1
        made = step.node.settings.yields if is_last else (f"v{at}",)
        before = tasks[-1].id if tasks else ""
        needs = tuple(sorted(step.inputs)[: number % 3])
        tasks.append(
            PlannedTask(
                id=f"{number}-{at}",
                agent=("analyst", "writer")[number % 2],
                yields=made,
                needs=(*needs, *tasks[-1].yields) if tasks and number % 4 else needs,
                after=(before,) if tasks and not number % 4 else (),
                plans=number > 47,
            )
        )
    return tuple(reversed(tasks))


class Planners:
    """Whoever is asked to plan comes up with the next plan of a list, over and over."""

    def __init__(self, plans: list[tuple[PlannedTask, ...] | Numbers]) -> None:
        self.plans = itertools.cycle(plans)
        self.steps: list[Step] = []

    def perform(self, step: Step) -> StepResult:
        """Plan, or make what is to be made."""
        self.steps.append(step)
        if step.node.kind == "plan":
            plan = next(self.plans)
            sound = make_sound(step, tuple(each for each in plan if isinstance(each, int)))
            wild = tuple(each for each in plan if isinstance(each, PlannedTask))
            return StepResult(seconds=1.0, cost=0.01, plan=sound or wild)
        made = {name: Value(name, f"{name}!") for name in step.node.settings.yields}
        return StepResult(values=made, seconds=1.0, cost=0.01)


@settings(
    max_examples=int(os.environ.get("PODIUM_EXAMPLES", "400")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    st.lists(SOUND | TASKS, min_size=1, max_size=3), st.integers(1, 8), st.integers(1, 3), st.integers(0, 1)
)
def test_whatever_is_planned_the_run_ends_within_the_limits(
    plans: list[tuple[PlannedTask, ...] | Numbers], tasks: int, depth: int, retries: int
) -> None:
    data = make_team(tasks=tasks, depth=depth, retry={"max": retries})
    performer = Planners(plans)
    log = simulate(make_program(data), make_values(message="m", policy="p"), performer)
    assert log.status in ("delivered", "failed")
    assert (log.status == "failed") == ("ended by" in log.reason)
    planned = {step.node.id for step in performer.steps} - {"team"}
    assert len(planned) <= tasks
    assert all(len(step.path) <= depth for step in performer.steps)
    assert len(performer.steps) <= (1 + tasks) * (1 + retries)
    assert log_bytes(replay(make_program(data), log.events).events) == log_bytes(log.events)
