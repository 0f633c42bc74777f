"""Loops and maps."""

from __future__ import annotations

from typing import Any

from sandbox.step import Step, StepResult
from sandbox.value import Value
from tests.sandbox.engine.make import Cast, make_failure, make_result, outputs, run, types
from tests.workflow.make import make_agent, make_data, make_input, make_inside, make_output


def letters(**settings: Any) -> dict[str, Any]:
    inside = make_inside(
        [make_agent("w", "reply"), {"id": "r", "kind": "review", "agent": "writer", "on": ["reply"]}],
        ["w.done r"],
    )
    loop = {
        "id": "letters",
        "kind": "loop",
        "until": "verdict == 'pass'",
        "max": 3,
        "inside": inside,
    } | settings
    return make_data([make_input(), loop, make_output("reply")], ["start.done letters", "letters.done end"])


def mapped(inside: dict[str, Any], **settings: Any) -> dict[str, Any]:
    node = {"id": "each", "kind": "map", "inside": inside} | settings
    return make_data(
        [make_input("lines"), node, make_output("reply", "lines")], ["start.done each", "each.done end"]
    )


def echo(step: Step) -> StepResult:
    return make_result(reply=f"re {step.inputs['item'].data}")


def test_a_loop_turns_until_its_condition_holds() -> None:
    cast = Cast(r=[make_result(port="fail", feedback="shorter"), make_result(port="pass")])
    log = run(letters(), cast)
    assert (log.status, types(log, "letters")) == (
        "delivered",
        ["turn_started", "turn_started", "step_finished"],
    )


def test_the_next_turn_sees_what_the_last_one_made() -> None:
    cast = Cast(r=[make_result(port="fail", feedback="shorter"), make_result(port="pass")])
    run(letters(), cast)
    first, second = cast.seen("w")
    assert first == {"message": "hello"}
    assert second == {"message": "hello", "reply": "reply by w", "feedback": "shorter", "verdict": "fail"}
    assert [step.path for step in cast.steps if step.node.id == "w"] == [(("letters", 1),), (("letters", 2),)]


def test_feedback_of_a_turn_that_passed_is_empty() -> None:
    data = letters(until="reply == 'good' && verdict == 'pass'")
    cast = Cast(w=[make_result(reply="bad"), make_result(reply="good")])
    run(data, cast)
    assert cast.seen("w")[1]["feedback"] == ""


def test_a_loop_without_an_end_leaves_by_exhausted_or_fails_the_run() -> None:
    cast = Cast(r=[make_result(port="fail")])
    log = run(letters(), cast)
    assert (log.status, len(cast.seen("w"))) == ("failed", 3)
    assert log.reason.startswith("'letters' ended by exhausted")
    data = letters()
    data["edges"].append({"from": "letters.exhausted", "to": "end.in"})
    assert outputs(run(data, Cast(r=[make_result(port="fail")]))) == {"reply": "reply by w"}


def test_an_until_that_cannot_be_worked_out_does_not_hold() -> None:
    log = run(letters(until="reply.eur > 1.0"))
    assert log.status == "failed"
    assert "No end after 3 turns" in log.reason


def test_an_old_value_of_the_scope_never_beats_a_new_one() -> None:
    inside = make_inside(
        [make_agent("w", "x"), make_agent("polish", "x"), make_agent("side", "y"), make_agent("c", "z")],
        ["w.done polish", "w.x c", "side.done c"],
    )
    loop = {"id": "again", "kind": "loop", "until": "false", "max": 2, "inside": inside}
    cast = Cast(w=[make_result(x="w1"), make_result(x="w2")])
    run(make_data([make_input(), loop], ["start.done again"]), cast)
    assert [seen["x"] for seen in cast.seen("c")] == ["w1", "w2"]
    paths = make_inside(inside["nodes"], ["w.done polish", "w.done c", "side.done c"])
    cast = Cast(w=[make_result(x="w1"), make_result(x="w2")])
    run(make_data([make_input(), loop | {"inside": paths}], ["start.done again"]), cast)
    assert [seen["x"] for seen in cast.seen("c")] == ["w1", "w2"]


def test_an_empty_loop_ends() -> None:
    data = letters(inside=make_inside([]), until="message == 'hello'")
    data["nodes"][-1]["values"] = ["message"]
    log = run(data)
    assert log.status == "delivered"


def test_an_error_inside_leaves_the_container_by_error() -> None:
    data = letters()
    data["nodes"].append({"id": "desk", "kind": "output", "values": ["message"]})
    data["edges"].append({"from": "letters.error", "to": "desk.in"})
    log = run(data, Cast(w=make_failure(message="gone")))
    assert (log.status, outputs(log)) == ("delivered", {"message": "hello"})
    failed = [event for event in log.events if event.type == "step_failed"]
    assert [event.node for event in failed] == ["w", "letters"]


def test_an_error_inside_that_nobody_handles_fails_the_run() -> None:
    log = run(letters(), Cast(w=make_failure()))
    assert log.status == "failed"
    assert log.reason.startswith("'letters' ended by error")


def test_a_map_works_on_each_item_side_by_side() -> None:
    log = run(
        mapped(make_inside([make_agent("w", "reply")]), over="lines"), Cast(w=echo), lines=["a", "b", "c"]
    )
    assert outputs(log)["reply"] == ["re a", "re b", "re c"]
    assert log.seconds == 1.0


def test_concurrency_limits_how_many_items_are_at_work() -> None:
    data = mapped(make_inside([make_agent("w", "reply")]), over="lines", concurrency=2)
    log = run(data, Cast(w=echo), lines=["a", "b", "c", "d", "e"])
    assert outputs(log)["reply"] == ["re a", "re b", "re c", "re d", "re e"]
    assert log.seconds == 3.0


def test_results_keep_the_order_of_items_however_long_they_take() -> None:
    def slow_first(step: Step) -> StepResult:
        item = step.inputs["item"].data
        return make_result(reply=item, seconds=9.0 if item == "a" else 1.0)

    data = mapped(make_inside([make_agent("w", "reply")]), over="lines")
    assert outputs(run(data, Cast(w=slow_first), lines=["a", "b"]))["reply"] == ["a", "b"]


def test_an_empty_list_gives_empty_lists() -> None:
    assert outputs(run(mapped(make_inside([make_agent("w", "reply")]), over="lines"), lines=[])) == {
        "reply": [],
        "lines": [],
    }


def test_an_item_that_makes_nothing_leaves_its_place_empty() -> None:
    cast = Cast(w=[make_result(reply="x"), make_result()])
    data = mapped(make_inside([make_agent("w", "reply")]), over="lines", concurrency=1)
    assert outputs(run(data, cast, lines=["a", "b"]))["reply"] == ["x", None]


def test_a_map_needs_a_list() -> None:
    data = mapped(make_inside([make_agent("w", "reply")]), over="lines")
    assert "is not a list" in run(data, lines="text").reason
    assert "has not arrived" in run(data, other=1).reason
    assert "1001 items" in run(data, lines=["x"] * 1001).reason


def test_one_failed_item_fails_the_map() -> None:
    cast = Cast(w=[make_result(reply="x", seconds=5.0), make_failure(), make_result(reply="x", seconds=9.0)])
    log = run(mapped(make_inside([make_agent("w", "reply")]), over="lines"), cast, lines=["a", "b", "c"])
    assert (log.status, log.seconds) == ("failed", 1.0)


def test_copies_have_ranks_of_their_own_and_are_voted_on() -> None:
    inside = make_inside([make_agent("w", "reply")])
    join = {"id": "vote", "kind": "join", "merge": "vote", "values": ["reply"]}
    copies = {"id": "three", "kind": "map", "copies": 3, "inside": inside}
    data = make_data(
        [make_input(), copies, join, make_output("reply")],
        ["start.done three", "three.done vote", "vote.done end"],
    )
    cast = Cast(w=[make_result(reply="no"), make_result(reply="yes"), make_result(reply="yes")])
    assert outputs(run(data, cast)) == {"reply": "yes"}
    assert [step.rank for step in cast.steps] == [0, 1, 2]


def test_a_vote_over_nothing_gives_an_empty_list() -> None:
    join = {"id": "vote", "kind": "join", "merge": "vote", "values": ["reply"]}
    data = mapped(make_inside([make_agent("w", "reply")]), over="lines")
    data["nodes"].insert(2, join)
    data["edges"] = [
        {"from": "start.done", "to": "each.in"},
        {"from": "each.done", "to": "vote.in"},
        {"from": "vote.done", "to": "end.in"},
    ]
    assert outputs(run(data, lines=[]))["reply"] == []


def test_items_that_a_map_collected_keep_what_is_known_of_each() -> None:
    second = {"id": "again", "kind": "map", "over": "reply", "inside": make_inside([make_agent("v", "x")])}
    data = mapped(make_inside([make_agent("w", "reply")]), over="lines")
    data["nodes"].insert(2, second)
    data["edges"][1] = {"from": "each.done", "to": "again.in"}
    cast = Cast(
        w=lambda step: StepResult(values={"reply": Value("reply", "r", author=step.inputs["item"].data)}),
    )
    run(data, cast, lines=["ann", "bob"])
    items = [step.inputs["item"] for step in cast.steps if step.node.id == "v"]
    assert [(item.name, item.author) for item in items] == [("item", "ann"), ("item", "bob")]


def test_containers_nest() -> None:
    inner = {"id": "inner", "kind": "map", "over": "lines", "inside": make_inside([make_agent("w", "reply")])}
    outer = {"id": "outer", "kind": "loop", "until": "size(reply) > 0", "inside": make_inside([inner])}
    data = make_data(
        [make_input("lines"), outer, make_output("reply")], ["start.done outer", "outer.reply end"]
    )
    cast = Cast(w=echo)
    log = run(data, cast, lines=["a", "b"])
    assert outputs(log) == {"reply": ["re a", "re b"]}
    assert [step.path for step in cast.steps] == [
        (("outer", 1), ("inner", 1)),
        (("outer", 1), ("inner", 2)),
    ]


def test_approval_inside_a_container_comes_out_with_it() -> None:
    loop = {
        "id": "again",
        "kind": "loop",
        "until": "true",
        "inside": make_inside([{"id": "boss", "kind": "human"}]),
    }
    data = make_data([make_input(), loop, make_agent("a", "x")], ["start.done again", "again.done a"])
    cast = Cast(boss=StepResult(port="approved"))
    run(data, cast)
    assert cast.steps[-1].approved


def test_approval_before_a_container_holds_inside() -> None:
    loop = {"id": "again", "kind": "loop", "until": "true", "inside": make_inside([make_agent("a", "x")])}
    data = make_data(
        [make_input(), {"id": "boss", "kind": "human"}, loop], ["start.done boss", "boss.approved again"]
    )
    cast = Cast(boss=StepResult(port="approved"))
    run(data, cast)
    assert cast.steps[-1].approved
