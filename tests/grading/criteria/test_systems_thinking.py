"""The criteria of systems thinking, each on the bike hire with one thing spoiled."""

from __future__ import annotations

import pytest

from exercises.proving.surgery import Document, edge, node_named, nodes_of
from grading.criteria.cost_and_time import ease
from grading.fit import fit_of
from tests.grading.cast import bike_hire, changed, evidence, grade, reference, scores, value


def test_the_reference_has_every_criterion_in_full() -> None:
    for skill in grade(reference()).skills:
        if skill.skill == "systems_thinking":
            assert [entry.slug for entry in skill.criteria if entry.value != 1.0] == []


def test_a_deliverable_that_nobody_makes_is_named() -> None:
    def forget(document: Document) -> None:
        document["nodes"] = [node for node in document["nodes"] if node["id"] not in ("pay", "pay_late")]
        document["edges"] = [entry for entry in document["edges"] if "pay" not in entry["from"] + entry["to"]]
        document["edges"] += [
            edge("approve", "approved", "letter"), edge("desk", "approved", "end"),
        ]  # fmt: skip

    result = grade(changed(forget))
    assert any("No node makes “charged”" in entry.advice for entry in evidence(result, "best_outcome"))
    assert any("Nobody makes “charged”" in entry.text for entry in evidence(result, "needs_wired"))


def test_a_forbidden_act_with_perfect_prompts_is_the_structures_fault() -> None:
    def skip_approval(document: Document) -> None:
        node_named(document, "approve")["when"] = "false"

    result = grade(changed(skip_approval))
    assert any("forbidden act" in entry.text for entry in evidence(result, "best_outcome"))


def test_an_agent_in_the_wrong_place_is_named_with_a_better_one() -> None:
    def swap(document: Document) -> None:
        node_named(document, "clerk")["agent"] = "scribe"

    result = grade(changed(swap))
    (found,) = [entry for entry in evidence(result, "fitting_agents") if entry.node == "clerk"]
    assert "fit for finance is 0.30; the roster has 0.90" in found.text
    assert "“clerk”" in found.advice
    assert value(result, "best_outcome") < 0.95


def test_a_craft_that_an_agent_does_not_name_counts_a_fifth() -> None:
    scenario = bike_hire().scenario
    assert fit_of(scenario, "clerk", "juggling") == 0.2
    assert fit_of(scenario, "nobody", "finance") == 0.2


def test_an_overloaded_call_is_told_apart_from_a_wrong_agent() -> None:
    from dataclasses import replace

    from grading.criteria.fitting_agents import LOAD, measure
    from tests.grading.cast import see

    seen = see(reference())
    assert measure(seen).value == 1.0
    assert list(LOAD.values()) == sorted(LOAD.values(), reverse=True)
    crowded = changed(
        lambda document: node_named(document, "clerk").update(yields=["fee", "reply", "charged"])
    )
    found = measure(replace(see(crowded), bare=seen.bare))
    assert found.value < 1.0
    assert any("3 tasks in one call" in reason.evidence.text for reason in found.reasons)


def test_without_retries_an_outage_costs_what_it_breaks() -> None:
    def give_up(document: Document) -> None:
        for node in nodes_of(document):
            node.pop("retry", None)
            node.pop("fallback", None)
        document["edges"] = [entry for entry in document["edges"] if not entry["from"].endswith(".error")]

    result = grade(changed(give_up))
    assert value(result, "outage_outcome") < 0.8
    found = evidence(result, "outage_outcome")[0]
    assert found.suite == "outage" and found.out_of == 6
    assert "had no second way" in found.text


@pytest.mark.parametrize(("times", "left"), [(0.5, 1.0), (1.1, 1.0), (1.8, 0.5), (2.5, 0.0), (9.0, 0.0)])
def test_thrift_is_full_up_to_a_tenth_above_the_reference_and_gone_at_two_and_a_half_times(
    times: float, left: float
) -> None:
    assert ease(times * 0.02, 0.02) == pytest.approx(left)


def test_a_reference_that_costs_nothing_leaves_nothing_to_spend() -> None:
    assert ease(0.0, 0.0) == 1.0
    assert ease(0.1, 0.0) == 0.0


def test_doing_the_work_twice_costs_money_and_time() -> None:
    def double(document: Document) -> None:
        loop = node_named(document, "reckoning")
        loop["inside"]["nodes"].append({**node_named(document, "clerk"), "id": "clerk_again"})
        loop["inside"]["edges"] = [
            edge("clerk", "done", "clerk_again"), edge("clerk_again", "done", "bounds"),
        ]  # fmt: skip

    result = grade(changed(double))
    assert value(result, "cost_and_time") < 0.8
    assert any("the reference needs" in entry.text for entry in evidence(result, "cost_and_time"))


def test_a_need_that_arrives_only_on_some_ways_is_told_with_how_often() -> None:
    from grading.criteria.needs_wired import _explain
    from grading.wiring import Link, Wired
    from tests.grading.cast import see

    told = _explain(see(reference()), Wired(Link("fee", "rental"), 0.4, "clerk"))
    assert "40 %" in told.text and told.node == "clerk"


def test_a_node_that_no_case_reaches_is_a_loose_end_but_one_that_waits_for_trouble_is_not() -> None:
    def add_idle(document: Document) -> None:
        router = {"id": "fork", "kind": "router", "branches": [{"port": "never", "when": "limit < 0.0"}]}
        document["nodes"] += [router, {"id": "idle", "kind": "tool", "tool": "ledger"}]
        document["edges"] += [
            edge("start", "done", "fork"), edge("fork", "never", "idle"),
        ]  # fmt: skip

    result = grade(changed(add_idle))
    assert [entry.node for entry in evidence(result, "clean_flow") if "never reached" in entry.text] == [
        "idle"
    ]
    assert value(result, "clean_flow") == pytest.approx(0.8, abs=0.02)


def test_a_step_that_waits_for_nothing_it_uses_is_a_loose_end() -> None:
    def make_wait(document: Document) -> None:
        document["nodes"].append({"id": "ask_again", "kind": "tool", "tool": "ledger"})
        document["edges"] += [
            edge("look_up", "done", "ask_again"), edge("start", "message", "ask_again"),
        ]  # fmt: skip

    found = evidence(grade(changed(make_wait)), "clean_flow")
    assert any("ask_again waits for look_up" in entry.text for entry in found)


def test_constants_earn_nothing_however_often_they_happen_to_be_right() -> None:
    guess: Document = {
        "podium": 1,
        "nodes": [
            {"id": "start", "kind": "input", "values": ["message"]},
            {"id": "guess", "kind": "set", "values": {"fee": "{}", "reply": "'Dear customer,'"}},
            {"id": "end", "kind": "output", "values": ["fee", "reply"]},
        ],
        "edges": [edge("start", "done", "guess"), edge("guess", "done", "end")],
    }
    result = grade(guess)
    assert max(scores(result).values()) <= 10
    assert value(result, "best_outcome") == 0.0


@pytest.mark.parametrize(
    ("node", "settings", "said"),
    [
        ("clerk", {"agent": "scribe"}, "Give this work to “clerk”"),
        ("scribe", {"yields": ["reply", "fee", "charged"]}, "Split the call"),
        ("scribe", {}, "larger model"),
        ("clerk", {}, "remain with anybody"),
    ],
)
def test_slips_that_perfect_prompts_leave_are_put_down_to_what_lets_them_happen(
    node: str, settings: dict[str, object], said: str
) -> None:
    from grading.criteria.best_outcome import _advise
    from tests.grading.cast import see

    seen = see(changed(lambda document: node_named(document, node).update(settings)))
    assert said in _advise(seen, node, "fee" if node == "clerk" else "reply", "slip")
    assert "Wire everything" in _advise(seen, node, "reply", "lacking_need")
