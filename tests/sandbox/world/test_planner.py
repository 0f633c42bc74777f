"""The simulated planner breaks the goal up by what it sees, and errs as its circumstances have it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from sandbox.drivers.simulation import simulate
from sandbox.engine.log import RunLog
from sandbox.scenario import Case, Scenario
from sandbox.step import StepResult
from sandbox.world.blueprint import blueprint_of
from sandbox.world.casebook import make_cases, start_values
from sandbox.world.handing import BRIEF, KEPT, handed_on, levels_of, write_instructions
from sandbox.world.hazards import HAZARDS
from sandbox.world.instruction import FixedReading, Mode, Reader
from sandbox.world.performer import SimulatedWorld
from sandbox.world.planner import FAULTS
from tests.sandbox.engine.make import make_program
from tests.sandbox.world.make import EXERCISE, make_case, make_reader, make_step, make_world, true_values
from workflow.document import Node
from workflow.kinds.plan import PlanSettings

WORLD = make_world()
CASES = make_cases(WORLD, 0, "clean", 60)
ALL = "{{note}} {{parcel}} {{rates}}"
GUARDED = ALL + " states_objective " + " ".join(directive for directive, _ in FAULTS.values())
SURE = make_reader(states_objective=0.9, **{directive: 0.9 for directive, _ in FAULTS.values()})


def make_planner(instructions: str = ALL, **more: Any) -> Node:
    """A planning node for the depot's letter."""
    fields: dict[str, Any] = {"yields": ("letter",), "roster": ("clerk", "poet", "checker")} | more
    settings = PlanSettings(agent=fields.pop("agent", "checker"), instructions=instructions, **fields)
    return Node("team", "plan", settings)


def plan(
    node: Node, case: Case | None = None, *, mode: Mode = "actual", reader: Reader | None = None, **more: Any
) -> StepResult:
    """What a planner comes up with for a case in which note, parcel and rates have arrived."""
    case = case or make_case(WORLD)
    inputs = true_values(case, "parcel") | {
        name: value for name, value in start_values(case).items() if name != "parcel"
    }
    world = SimulatedWorld(WORLD, case, 0, reader or SURE, mode=mode, calm=True)
    return world.perform(make_step(node, inputs, **more))


def told(result: StepResult) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Per value who makes it and from what."""
    return {"+".join(task.yields): (task.agent, task.needs) for task in result.plan}


def faults(node: Node, mode: Mode = "actual", reader: Reader | None = None) -> Counter[str]:
    """How often each fault of planning struck, over many cases."""
    found: Counter[str] = Counter()
    for case in CASES:
        detail = plan(node, case, mode=mode, reader=reader).detail
        found.update(note["hazard"] for note in detail["faults"] if note["struck"])
    return found


def test_a_flawless_plan_holds_what_the_goal_needs_and_gives_each_task_to_whom_it_fits() -> None:
    assert told(plan(make_planner(), mode="flawless")) == {
        "fee": ("clerk", ("parcel", "rates")),
        "kind_of": ("clerk", ("note",)),
        "verdict_of": ("clerk", ("fee", "kind_of")),
        "letter": ("poet", ("note", "verdict_of", "fee")),
    }


def test_what_has_arrived_and_is_seen_is_not_planned_again() -> None:
    case = make_case(WORLD)
    world = SimulatedWorld(WORLD, case, 0, SURE, mode="flawless", calm=True)
    result = world.perform(make_step(make_planner(), true_values(case, "note", "fee", "verdict_of")))
    assert told(result) == {"letter": ("poet", ("note", "verdict_of", "fee"))}


def test_what_the_instructions_do_not_show_is_not_handed_on() -> None:
    for case in CASES:
        planned = told(plan(make_planner("{{note}} {{rates}}"), case))
        assert all("parcel" not in needs for _, needs in planned.values())


def test_a_planner_who_is_told_nothing_hands_nothing_on() -> None:
    for result in (plan(make_planner("")), plan(make_planner(), mode="empty")):
        assert result.plan
        assert all(not {"note", "parcel", "rates"} & {*task.needs} for task in result.plan)


def test_feedback_that_is_shown_is_handed_on() -> None:
    case = make_case(WORLD)
    inputs = true_values(case, "note", "fee", "verdict_of")
    inputs["feedback"] = inputs["note"]
    world = SimulatedWorld(WORLD, case, 0, SURE, mode="actual", calm=True)
    node = make_planner("{{note}} {{fee}} {{verdict_of}} {{feedback}}")
    assert all("feedback" in task.needs for task in world.perform(make_step(node, inputs)).plan)


@pytest.mark.parametrize("hazard", FAULTS)
def test_each_fault_of_planning_happens_and_the_directive_against_it_makes_it_rarer(hazard: str) -> None:
    others = " ".join(directive for slug, (directive, _) in FAULTS.items() if slug != hazard)
    without = faults(make_planner(f"{ALL} {others}", model="small"))[hazard]
    with_it = faults(make_planner(GUARDED, model="small"))[hazard]
    assert without > with_it
    assert faults(make_planner(GUARDED, model="small"), "flawless")[hazard] == 0


def test_faults_of_planning_are_those_of_the_library_with_its_directives() -> None:
    assert {slug: HAZARDS[slug].prevented_by for slug in FAULTS} == {
        slug: directive for slug, (directive, _) in FAULTS.items()
    }


def test_a_better_reading_only_ever_removes_faults_of_planning() -> None:
    for case in CASES:
        poor = plan(make_planner(ALL + " states_objective"), case).detail["faults"]
        good = plan(make_planner(GUARDED), case).detail["faults"]
        chances = {(note["hazard"], note["value"]): note for note in poor}
        for note in good:
            other = chances.get((note["hazard"], note["value"]))
            if other is not None:
                assert note["draw"] == other["draw"]
                assert note["probability"] <= other["probability"]


def test_a_weaker_planner_plans_worse() -> None:
    expert = make_world(
        {"roster": {**EXERCISE["roster"], "boss": {"title": "Boss", "crafts": {"planning": 0.9}}}}
    )
    chances = []
    for agent, model in (("boss", "large"), ("checker", "large"), ("checker", "small")):
        case = make_case(expert)
        world = SimulatedWorld(expert, case, 0, SURE, calm=True)
        node = make_planner(ALL, agent=agent, model=model)
        result = world.perform(make_step(node, start_values(case)))
        chances.append(result.detail["faults"][0]["probability"])
    assert chances == sorted(chances)
    assert len(set(chances)) == 3


def test_tasks_are_bundled_where_the_limit_is_narrow() -> None:
    result = plan(make_planner(tasks=2), mode="flawless")
    assert [task.yields for task in result.plan] == [("kind_of", "fee", "verdict_of"), ("letter",)]
    assert len(plan(make_planner(tasks=1), mode="flawless").plan) == 1


def test_where_plans_may_nest_much_work_is_passed_down() -> None:
    node = make_planner(yields=("fee", "kind_of", "verdict_of", "letter", "charged"), depth=2)
    result = plan(node, mode="flawless")
    assert [task.plans for task in result.plan] == [True, False, False, False]
    assert not any(task.plans for task in plan(make_planner(depth=2), mode="flawless").plan)


def test_planned_work_carries_the_brief_a_little_weaker() -> None:
    text = write_instructions(["fee"], ["parcel", "rates"], "Convert {{ parcel }} to euros.")
    assert text == f"Make fee from {{{{parcel}}}}, {{{{rates}}}}.{BRIEF}Convert parcel to euros."
    reader = handed_on(blueprint_of(WORLD), make_reader(euros=0.8, Make=0.9), levels_of("team.1"))
    assert reader.read(text).directive("euros") == pytest.approx(0.8 * KEPT)
    assert reader.read(text).directive("Make") == 0.0
    assert reader.read("Make fee. euros") == FixedReading(0.0)
    assert levels_of("team.2.1") == 2
    assert levels_of("team") == 0


def test_a_model_that_is_down_fails_the_planning() -> None:
    case = make_cases(WORLD, 0, "noisy", 12)
    down = next(each for each in case if "large" in each.outages)
    world = SimulatedWorld(WORLD, down, 0, SURE)
    assert world.perform(make_step(make_planner(), start_values(down))).status == "error"


def make_document(instructions: str, **more: Any) -> dict[str, Any]:
    """The depot's letter by one plan."""
    team = {
        "id": "team", "kind": "plan", "agent": "checker", "roster": ["clerk", "poet"],
        "yields": ["fee", "letter"], "instructions": instructions, "task_model": "large", **more,
    }  # fmt: skip
    nodes = [
        {"id": "start", "kind": "input", "values": ["note", "rates"]},
        {"id": "depot", "kind": "tool", "tool": "depot", "retry": {"max": 5}},
        team,
        {"id": "end", "kind": "output", "values": ["fee", "letter"]},
    ]
    edges = [("start.done", "depot"), ("depot.done", "team"), ("team.done", "end")]
    return {"podium": 1, "nodes": nodes, "edges": [{"from": a, "to": f"{b}.in"} for a, b in edges]}


def play(data: dict[str, Any], case: Case, mode: Mode = "actual", scenario: Scenario = WORLD) -> RunLog:
    """Run a document on a case."""
    world = SimulatedWorld(scenario, case, 0, SURE, mode=mode, calm=True)
    return simulate(make_program(data), start_values(case), world)


def test_a_flawless_team_delivers_the_truth() -> None:
    for case in CASES[:20]:
        log = play(make_document(ALL), case, "flawless")
        assert {name: value.data for name, value in log.outputs.items()} == {
            name: case.truth[name].data for name in ("fee", "letter")
        }


def test_better_instructions_make_better_work() -> None:
    def sound(text: str) -> int:
        logs = [(case, play(make_document(text, retry={"max": 1}), case)) for case in CASES]
        return sum(
            log.status == "delivered" and log.outputs["letter"].data == case.truth["letter"].data
            for case, log in logs
        )

    assert sound("") < sound(ALL) < sound(GUARDED)


@pytest.mark.parametrize("mode", ["actual", "perfect", "empty", "flawless"])
@pytest.mark.parametrize("depth", [1, 2])
def test_every_plan_is_carried_out_or_turned_away_with_a_reason(mode: Mode, depth: int) -> None:
    for case in CASES[:20]:
        for text in ("", ALL, GUARDED):
            log = play(make_document(text, model="small", depth=depth, tasks=4), case, mode)
            assert log.status == "delivered" or "'team' ended by" in log.reason


def test_plans_in_copies_have_independent_luck_and_may_vote() -> None:
    inner = make_document(ALL)["nodes"][2]
    nodes = make_document("")["nodes"]
    inner |= {"retry": {"max": 3}, "roster": ["checker"]}
    inside = {"nodes": [inner], "edges": []}
    nodes[2] = {"id": "copies", "kind": "map", "copies": 3, "inside": inside}
    nodes.append({"id": "vote", "kind": "join", "merge": "vote", "values": ["fee", "letter"]})
    edges = [("start.done", "depot"), ("depot.done", "copies"), ("copies.done", "vote"), ("vote.done", "end")]
    data = {"podium": 1, "nodes": nodes, "edges": [{"from": a, "to": f"{b}.in"} for a, b in edges]}
    differing = 0
    for case in CASES:
        log = play(data, case)
        if log.status == "failed":
            assert "'team' ended by" in log.reason
            continue
        done = next(each for each in log.events if each.node == "copies" and each.type == "step_finished")
        fees = done.data["values"]["fee"]
        assert len(fees) == 3
        differing += fees[0] != fees[1] or fees[1] != fees[2]
    assert differing > 3


def test_what_a_planner_finds_is_the_same_each_time() -> None:
    for case in CASES[:10]:
        assert plan(make_planner(), case) == plan(make_planner(), case)
