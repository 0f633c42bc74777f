"""Several do the same work and the most frequent answer counts: each copy errs by luck of its own."""

from __future__ import annotations

from typing import Any

from sandbox.drivers.simulation import simulate
from sandbox.engine.log import RunLog
from sandbox.scenario import Case
from sandbox.world.casebook import make_cases, start_values
from sandbox.world.performer import SimulatedWorld
from tests.sandbox.engine.make import make_program
from tests.sandbox.world.make import make_reader, make_world

WORLD = make_world()
CASES = [case for case in make_cases(WORLD, 0, "clean", 300) if not case.live.get("reckon")]
"""Cases in which nothing but plain slips can happen, so that all copies run the same risk."""
READER = make_reader(states_objective=0.9)


def make_voting(copies: int) -> dict[str, Any]:
    """So many copies of an agent who is not very good at sums work out the fee, and vote."""
    agent = {
        "id": "sums", "kind": "agent", "agent": "checker", "model": "small", "yields": ["fee"],
        "instructions": "states_objective {{parcel}} {{rates}}",
    }  # fmt: skip
    nodes = [
        {"id": "start", "kind": "input", "values": ["note", "rates"]},
        {"id": "depot", "kind": "tool", "tool": "depot", "retry": {"max": 5}},
        {"id": "many", "kind": "map", "copies": copies, "inside": {"nodes": [agent], "edges": []}},
        {"id": "vote", "kind": "join", "merge": "vote", "values": ["fee"]},
        {"id": "end", "kind": "output", "values": ["fee"]},
    ]
    edges = [("start.done", "depot"), ("depot.done", "many"), ("many.done", "vote"), ("vote.done", "end")]
    return {"podium": 1, "nodes": nodes, "edges": [{"from": a, "to": f"{b}.in"} for a, b in edges]}


def play(copies: int, case: Case) -> RunLog:
    """Run a vote on a case on a calm day."""
    return simulate(
        make_program(make_voting(copies)),
        start_values(case),
        SimulatedWorld(WORLD, case, 0, READER, calm=True),
    )


def sound(copies: int) -> int:
    """In how many cases the fee comes out right."""
    return sum(play(copies, case).outputs["fee"].data == case.truth["fee"].data for case in CASES)


def test_more_voters_find_the_truth_more_often() -> None:
    assert sound(1) < sound(3) < sound(7)


def test_the_first_of_several_copies_has_the_luck_of_one_alone() -> None:
    for case in CASES[:40]:
        ballots = next(each for each in play(5, case).events if each.node == "many" and "port" in each.data)
        alone = play(1, case).outputs["fee"].data
        assert ballots.data["values"]["fee"][0] == alone


def test_copies_err_independently() -> None:
    wrong: list[list[bool]] = []
    for case in CASES:
        done = next(each for each in play(2, case).events if each.node == "many" and "port" in each.data)
        wrong.append([fee != case.truth["fee"].data for fee in done.data["values"]["fee"]])
    first, second = (sum(each[at] for each in wrong) / len(wrong) for at in (0, 1))
    both = sum(all(each) for each in wrong) / len(wrong)
    assert 0.1 < first < 0.9
    assert abs(both - first * second) < 0.1


def test_a_copy_that_fails_leaves_the_map_by_error_and_fails_the_run_where_nothing_is_wired() -> None:
    data = make_voting(3)
    data["nodes"][2]["inside"]["nodes"][0]["timeout"] = 0.01
    log = simulate(
        make_program(data), start_values(CASES[0]), SimulatedWorld(WORLD, CASES[0], 0, READER, calm=True)
    )
    assert log.status == "failed"
    assert "'many' ended by error" in log.reason
