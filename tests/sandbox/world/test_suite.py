"""Running whole workflows on cases."""

from __future__ import annotations

from typing import Any

from sandbox.engine.program import Program, compile_program
from sandbox.names import names_of
from sandbox.world.casebook import make_cases
from sandbox.world.judge import outcome
from sandbox.world.suite import attention_left, run_case, run_suite
from tests.sandbox.world.make import make_reader, make_world
from workflow.validate import validate

WORLD = make_world()
CASES = make_cases(WORLD, 0, "clean", 20)


def make_program(human: bool = False) -> Program:
    nodes: list[dict[str, Any]] = [
        {"id": "start", "kind": "input", "values": ["note", "rates"]},
        {"id": "find", "kind": "tool", "tool": "depot", "retry": {"max": 5}, "timeout": 5},
        {
            "id": "clerk",
            "kind": "agent",
            "agent": "clerk",
            "model": "large",
            "instructions": "{{note}} {{parcel}} {{rates}}",
            "yields": ["kind_of", "fee", "verdict_of"],
            "retry": {"max": 3},
        },
        {
            "id": "poet",
            "kind": "agent",
            "agent": "poet",
            "model": "small",
            "instructions": "{{note}} {{verdict_of}} {{fee}}",
            "yields": ["letter"],
            "retry": {"max": 3},
        },
        {
            "id": "pay",
            "kind": "tool",
            "tool": "till",
            "idempotent_by": ["fee"],
            "retry": {"max": 3},
            "timeout": 5,
        },
        {"id": "end", "kind": "output", "values": ["fee", "letter", "charged"]},
    ]
    wires = ["start.note find", "start.done clerk", "find.parcel clerk", "clerk.done poet", "poet.done pay"]
    if human:
        sees = ["note", "parcel", "rates", "fee", "verdict_of", "letter"]
        nodes.append(
            {
                "id": "boss",
                "kind": "human",
                "minutes": 3,
                "sees": sees,
                "edits": ["fee", "verdict_of", "letter"],
            }
        )
        wires[-1:] = ["poet.done boss", "boss.approved pay"]
    wires.append("pay.done end")
    edges = [{"from": wire.split()[0], "to": wire.split()[1] + ".in"} for wire in wires]
    document, problems = validate({"podium": 1, "nodes": nodes, "edges": edges}, names_of(WORLD))
    assert document is not None, problems
    return compile_program(document)


def score(program: Program, **mode: Any) -> float:
    logs = run_suite(program, WORLD, CASES, 0, make_reader(), **mode)
    return sum(outcome(WORLD, case, log).score for case, log in zip(CASES, logs, strict=True)) / len(CASES)


def test_a_flawless_team_gets_everything_right() -> None:
    assert score(make_program(), mode="flawless", calm=True) == 1.0


def test_empty_prompts_get_next_to_nothing_right() -> None:
    assert score(make_program(), mode="empty") < 0.3 < score(make_program(), mode="perfect")


def test_a_person_at_hand_helps() -> None:
    assert score(make_program(human=True), attention=1.0) > score(make_program())


def test_a_person_who_is_shown_everything_tires() -> None:
    program = make_program(human=True)
    rested = run_suite(program, WORLD, CASES, 0, make_reader(), attention=1.0)
    assert attention_left(WORLD, rested) < 0.35
    assert score(program) < score(program, attention=1.0)


def test_nobody_asked_is_nobody_tired() -> None:
    logs = run_suite(make_program(), WORLD, CASES, 0, make_reader())
    assert attention_left(WORLD, logs) == 1.0
    assert attention_left(WORLD, ()) == 1.0


def test_the_same_run_gives_the_same_log() -> None:
    program = make_program(human=True)
    one, other = (run_case(program, WORLD, CASES[3], 7, make_reader()) for _ in range(2))
    assert one == other


def test_another_seed_gives_other_luck() -> None:
    program = make_program()
    assert run_suite(program, WORLD, CASES, 1, make_reader()) != run_suite(
        program, WORLD, CASES, 2, make_reader()
    )


def test_a_lean_run_comes_to_the_same() -> None:
    program = make_program(human=True)
    full = run_suite(program, WORLD, CASES, 0, make_reader())
    lean = run_suite(program, WORLD, CASES, 0, make_reader(), lean=True)
    assert [log.outputs for log in lean] == [log.outputs for log in full]
    assert [log.cost for log in lean] == [log.cost for log in full]


def make_team(nodes: list[dict[str, Any]], wires: list[str]) -> Program:
    """A program of nodes and of wires such as `"start.note find"`."""
    edges = [{"from": wire.split()[0], "to": wire.split()[1] + ".in"} for wire in wires]
    document, problems = validate({"podium": 1, "nodes": nodes, "edges": edges}, names_of(WORLD))
    assert document is not None, problems
    return compile_program(document)


def clerk(node_id: str = "clerk") -> dict[str, Any]:
    """An agent who is not told clearly what to do, so that there is something to go wrong."""
    return {
        "id": node_id,
        "kind": "agent",
        "agent": "clerk",
        "model": "small",
        "instructions": "normalise_units {{parcel}} {{rates}}",
        "yields": ["fee"],
        "retry": {"max": 5},
    }


START = {"id": "start", "kind": "input", "values": ["note", "rates"]}
FIND = {"id": "find", "kind": "tool", "tool": "depot", "retry": {"max": 9}, "timeout": 5}
END = {"id": "end", "kind": "output", "values": ["fee"]}


def right_fees(program: Program, count: int = 80) -> float:
    cases = make_cases(WORLD, 0, "clean", count)
    logs = run_suite(program, WORLD, cases, 0, make_reader(normalise_units=0.9))
    pairs = zip(cases, logs, strict=True)
    return sum(outcome(WORLD, case, log).parts["fee"] for case, log in pairs) / count


def test_three_copies_and_a_vote_do_better_than_one() -> None:
    alone = make_team(
        [START, FIND, clerk(), END],
        ["start.note find", "start.rates clerk", "find.parcel clerk", "clerk.done end"],
    )
    crowd = {"id": "crowd", "kind": "map", "copies": 3, "inside": {"nodes": [clerk()], "edges": []}}
    vote = {"id": "vote", "kind": "join", "merge": "vote", "values": ["fee"]}
    together = make_team(
        [START, FIND, crowd, vote, END],
        ["start.note find", "start.rates crowd", "find.parcel crowd", "crowd.done vote", "vote.done end"],
    )
    assert right_fees(together) > right_fees(alone) + 0.03


def test_names_and_order_change_nothing() -> None:
    plain = make_team(
        [START, FIND, clerk(), END],
        ["start.note find", "start.rates clerk", "find.parcel clerk", "clerk.done end"],
    )
    turned = make_team(
        [{**END, "id": "a_end"}, clerk("zz"), {**FIND, "id": "mm"}, {**START, "id": "in1"}],
        ["zz.done a_end", "mm.parcel zz", "in1.rates zz", "in1.note mm"],
    )
    logs = [run_suite(program, WORLD, CASES, 5, make_reader()) for program in (plain, turned)]
    assert [log.outputs for log in logs[0]] == [log.outputs for log in logs[1]]
    assert [(log.cost, log.seconds) for log in logs[0]] == [(log.cost, log.seconds) for log in logs[1]]
