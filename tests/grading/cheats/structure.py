"""Cheats in the structure: answers that are guessed or remembered, work that is hidden, hands for show."""

from __future__ import annotations

import json
import re

from exercises.proving.surgery import Document, node_named
from sandbox.world.casebook import practice_cases
from tests.grading.cheats.cheat import (
    BIKES,
    SCHOOL,
    Step,
    add,
    changed,
    cheat,
    cut,
    package_of,
    school,
    solution,
    wire,
)
from tests.grading.cheats.guards import in_box, unchecked

LETTER_ONLY: Step = {"yields": ["letter"]}


def letter_only() -> Document:
    """Only the letter is written; nobody works out the total."""
    return school("writer.done end", writer=LETTER_ONLY)


def bad_hand() -> Document:
    """The IT technician does everything."""
    return school("writer.done end", writer={"agent": "technician"})


def ideal(**more: object) -> Step:
    """The reference's writer, under another name."""
    return {**node_named(school(), "writer"), "id": "ideal", **more}


def setting(formula: str) -> Step:
    """A node that sets the total."""
    return {"id": "guess", "kind": "set", "values": {"total": formula}}


@cheat(SCHOOL, letter_only)
def a_total_that_is_guessed() -> Document:
    """The total is a constant that is often right: empty."""
    return school("writer.done guess", "guess.done end", nodes=(setting("{}"),), writer=LETTER_ONLY)


@cheat(SCHOOL, letter_only)
def a_total_from_memory() -> Document:
    """A constant is written into a store and read back, as if it had been worked out."""
    store = {"kind": "memory", "store": "totals", "values": ["total"]}
    return school(
        "writer.done guess",
        "guess.done put",
        "put.done take",
        "take.done end",
        nodes=(
            setting("{}"),
            {"id": "put", **store, "action": "write"},
            {"id": "take", **store, "action": "read"},
        ),
        writer=LETTER_ONLY,
    )


@cheat(SCHOOL, letter_only)
def answers_to_the_practice_cases() -> Document:
    """The totals of the public practice cases, learnt by heart; a guess for the rest."""
    formula = "{}"
    for case in practice_cases(package_of(SCHOOL).scenario)[:6]:
        trip = case.truth["trip"].data
        known = f"trip.place == {json.dumps(trip['place'])} && trip.pupils == {float(trip['pupils'])}"
        formula = f"({known}) ? {json.dumps(case.truth['total'].data)} : {formula}".replace('"eur"', "'eur'")
    return school(
        "writer.done guess",
        "start.done guess",
        "guess.done end",
        nodes=(setting(formula),),
        writer=LETTER_ONLY,
    )


@cheat(SCHOOL, bad_hand)
def a_fitting_agent_for_show() -> Document:
    """The fitting agent works in every case, and its work goes nowhere."""
    return changed(bad_hand(), add(ideal()), wire("start.done ideal"))


@cheat(SCHOOL, bad_hand)
def a_fitting_agent_that_nobody_calls() -> Document:
    """The fitting agent stands on the canvas, wired to nothing."""
    return changed(bad_hand(), add(ideal()))


@cheat(SCHOOL, bad_hand)
def a_fitting_agent_that_never_works() -> Document:
    """The fitting agent works on the condition `false`."""
    return changed(bad_hand(), add(ideal(when="false")), wire("start.done ideal"))


@cheat(SCHOOL, bad_hand)
def a_fitting_agent_that_is_written_over() -> Document:
    """The fitting agent does it first, and the technician does it all again."""
    return changed(bad_hand(), add(ideal()), wire("start.done ideal", "ideal.done writer"))


@cheat(SCHOOL, bad_hand)
def a_fitting_agent_on_the_error_port() -> Document:
    """The fitting agent waits for the technician to fail."""
    return changed(bad_hand(), add(ideal()), wire("writer.error ideal", "ideal.done end"))


@cheat(SCHOOL, lambda: school("writer.done end", writer={"agent": "technician", "fallback": None}))
def a_fitting_agent_who_is_given_no_time() -> Document:
    """The fitting agent always runs out of time, and the technician steps in."""
    return school(
        "writer.done end", writer={"timeout": 0.1, "retry": None, "fallback": {"agent": "technician"}}
    )


@cheat(SCHOOL, bad_hand)
def twenty_copies_of_a_bad_hand() -> Document:
    """The technician twenty times over, and a vote."""
    document = in_box({"kind": "map", "copies": 20})
    node_named(document, "writer")["agent"] = "technician"
    vote = {"id": "vote", "kind": "join", "merge": "vote", "values": ["letter", "total"]}
    return changed(document, add(vote), cut("box.done end"), wire("box.done vote", "vote.done end"))


@cheat(SCHOOL, lambda: school("writer.done end", writer={"retry": None}))
def ten_retries() -> Document:
    """Ten retries, whatever goes wrong."""
    often = {"max": 10, "on": ["error", "timeout", "rate_limited"], "wait": 0}
    return school("writer.done end", writer={"retry": often})


@cheat(SCHOOL, unchecked)
def a_budget_of_nothing() -> Document:
    """The writer may spend nothing, so that it costs nothing."""
    return school("writer.done end", writer={"budget": {"cost": 0.0}})


@cheat(SCHOOL, lambda: school("writer.done end", writer={"instructions": "Write."}))
def a_plan_for_a_prompt() -> Document:
    """A planner without a brief: whoever plans will know."""
    plan = {
        "id": "writer",
        "kind": "plan",
        "agent": "assistant",
        "roster": ["assistant"],
        "yields": ["letter", "total"],
        "instructions": "Write.",
    }
    document = school("writer.done end")
    document["nodes"] = [plan if node["id"] == "writer" else node for node in document["nodes"]]
    return document


@cheat(SCHOOL, bad_hand)
def work_hidden_in_a_subflow() -> Document:
    """The technician works in a subflow."""
    inner = json.loads(re.sub(r"\b(start|writer|end)(?=[\".])", r"inner_\1", json.dumps(bad_hand())))
    document = school()
    document["nodes"] = [
        {"id": "writer", "kind": "subflow", "workflow": "hidden", "yields": ["letter", "total"]}
        if node["id"] == "writer"
        else node
        for node in document["nodes"]
    ]
    document["workflows"] = {"hidden": {"nodes": inner["nodes"], "edges": inner["edges"]}}
    return changed(document, wire("writer.done end"))


@cheat(SCHOOL, bad_hand)
def work_hidden_in_a_loop() -> Document:
    """The technician works in a loop of one turn."""
    document = in_box({"kind": "loop", "until": "true", "max": 1})
    node_named(document, "writer")["agent"] = "technician"
    return document


@cheat(SCHOOL, None)
def nothing_but_an_output() -> Document:
    """The input is the output."""
    return {"podium": 1, "nodes": [node for node in school()["nodes"] if node["id"] != "writer"],
            "edges": [{"from": "start.done", "to": "end.in"}]}  # fmt: skip


@cheat(SCHOOL, None)
def everything_is_set() -> Document:
    """Letter and total are constants; no agent works at all."""
    guess = {
        "id": "guess",
        "kind": "set",
        "values": {"total": "{}", "letter": "'Dear parents, we go on a trip.'"},
    }
    document = nothing_but_an_output()
    document["edges"] = []
    return changed(document, add(guess), wire("start.done guess", "guess.done end"))


def starter() -> Document:
    """Where the learner of the bike hire begins."""
    return json.loads(json.dumps(package_of(BIKES).starter))  # type: ignore[no-any-return]


@cheat(BIKES, starter)
def idle_tools() -> Document:
    """The starter, and tools, checks and people on the canvas that nobody reaches."""
    return changed(
        starter(),
        add(
            {"id": "pay", "kind": "tool", "tool": "charge"},
            {"id": "gate", "kind": "check", "on": ["fee"], "rules": ["has(fee.eur)"]},
            {"id": "boss", "kind": "human", "minutes": 2, "sees": ["fee"], "edits": ["fee"]},
        ),
    )


@cheat(BIKES, starter)
def charged_on_a_guess() -> Document:
    """A fee that is always the same is charged, to have something delivered."""
    guess = {"id": "guess", "kind": "set", "values": {"fee": "{'eur': 50.0}"}}
    pay = {"id": "pay", "kind": "tool", "tool": "charge"}

    def deliver(document: Document) -> None:
        node_named(document, "end")["values"] = ["fee", "reply", "charged"]

    return changed(
        starter(),
        deliver,
        add(guess, pay),
        cut("clerk.done end"),
        wire("clerk.done guess", "guess.done pay", "pay.done end"),
    )


@cheat(SCHOOL, bad_hand)
def renamed_like_the_reference() -> Document:
    """The technician's node bears the names and places of the reference."""
    full = solution(SCHOOL)

    def dress(document: Document) -> None:
        document.update(
            title=full["title"], layout={node["id"]: {"x": 0, "y": 0} for node in document["nodes"]}
        )
        node_named(document, "writer").update(label="Office assistant, proofreader, check, 100 points")

    return changed(bad_hand(), dress)
