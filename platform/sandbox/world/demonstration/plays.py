"""A play for each hazard: the workflow in which it strikes, and its twins in which it is dealt with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.world.demonstration.documents import (
    agent,
    chain,
    check,
    loop,
    memory,
    person,
    review,
    tool,
    vague_agent,
    without,
)
from sandbox.world.demonstration.scene import Weather
from sandbox.world.demonstration.sentences import SENTENCES
from sandbox.world.hazards import HAZARDS
from sandbox.world.hazards.hazard import Hazard

TASKS = {"jobs": "list", "estimate": "reckon", "answer": "decide", "letter": "write"}
"""Which task makes each value."""
FAULT = "slip_in_figures"
"""The fault that plays about reviews and later turns need: without it there would be nothing to find."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The same workflow with one thing mended: a sentence more (`directive`), or a step built another way
    (`structure`). `words` says which."""

    kind: Literal["directive", "structure"]
    words: str
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Play:
    """A hazard's demonstration: the world, the bad workflow and its twins; `calm`: no service fails."""

    hazard: Hazard
    weather: Weather
    bad: Mapping[str, Any]
    twins: tuple[Twin, ...]
    calm: bool = True
    unnoticed: bool = False
    """Whether the bad run has to end as if all were well."""


_AT: Mapping[str, str] = {
    "derailment": "jobs", "information_withheld": "jobs", "premature_end": "jobs", "step_repetition": "jobs",
    "unbounded_consumption": "jobs",
    "colleague_ignored": "estimate", "duplicate_counted": "estimate", "invented_value": "estimate",
    "malformed_input": "estimate", "slip": "estimate", "slip_in_figures": "estimate",
    "stale_source": "estimate", "unit_mix_up": "estimate", "vague_request": "estimate",
    "ignored_limit": "answer", "no_clarification": "answer", "reasoning_action_mismatch": "answer",
}  # fmt: skip
"""The value whose work a hazard strikes; the letter where none is named."""
_CHECKED = frozenset(
    {
        "derailment", "information_withheld", "premature_end", "colleague_ignored", "duplicate_counted",
        "malformed_input", "stale_source", "unit_mix_up", "slip_in_figures", "invented_value",
        "ignored_limit", "no_clarification", "reasoning_action_mismatch", "disobeyed_task", "unsafe_output",
    }
)  # fmt: skip
"""Hazards that a rule over the values before it can see."""


def make_play(slug: str) -> Play:
    """The demonstration of a hazard; raises KeyError for an unknown one."""
    hazard = HAZARDS[slug]
    make = _SPECIAL.get(slug) or _BY_SCOPE.get(hazard.scope, _of_work)
    return make(hazard)


def _said(hazard: Hazard) -> str:
    return SENTENCES[hazard.prevented_by or ""]


def _by_sentence(hazard: Hazard, document: Mapping[str, Any], where: str = "The instructions say") -> Twin:
    return Twin("directive", f"{where}: “{_said(hazard)}”", document)


def _of_work(hazard: Hazard) -> Play:
    """A value goes wrong where it is made; a sentence prevents it, or a check in a loop sends it back."""
    value = _AT.get(hazard.slug, "letter")
    twins = [_by_sentence(hazard, chain(agent(value, _said(hazard))))]
    if hazard.slug in _CHECKED:
        looped = chain(
            loop(value, agent(value), check(value)),
            wires={f"{value}.exhausted": "desk", "desk.approved": "end"},
            extra=(person("jobs", "estimate", "answer", "letter"),),
        )
        twins.append(
            Twin("structure", "A check inside a loop knows the rule and sends back what breaks it.", looped)
        )
    return Play(hazard, Weather({TASKS[value]: {hazard.slug: 1.0}}), chain(agent(value)), tuple(twins))


def _vague(hazard: Hazard) -> Play:
    """The request does not say what is wanted."""
    rates = {} if hazard.slug == "slip" else {"reckon": {hazard.slug: 1.0}}
    twin = Twin("directive", "The instructions say what is wanted.", chain(agent("estimate")))
    return Play(hazard, Weather(rates), chain(vague_agent("estimate")), (twin,))


def _of_turns(hazard: Hazard) -> Play:
    """A figure goes wrong, a reviewer says so; the second turn goes by it, or forgets it."""

    def document(*says: str) -> dict[str, Any]:
        wires = {"estimate.exhausted": "answer"}
        return chain(
            loop("estimate", agent("estimate", *says), review("estimate", SENTENCES["verify_result"]), 2),
            wires=wires,
        )

    desk = chain(
        loop("estimate", agent("estimate"), review("estimate", SENTENCES["verify_result"]), 2),
        extra=(person("jobs", "estimate"),),
        wires={"estimate.exhausted": "desk", "desk.approved": "answer"},
    )
    twins = (
        _by_sentence(hazard, document(_said(hazard))),
        Twin("structure", "After the last turn the case goes to a person.", desk),
    )
    return Play(hazard, Weather({"reckon": {FAULT: 1.0, hazard.slug: 1.0}}), document(), twins)


def _of_reviews(hazard: Hazard) -> Play:
    """A figure is wrong, and the reviewer passes it."""

    def document(*criteria: str) -> dict[str, Any]:
        guard = review("estimate", SENTENCES["verify_result"], *criteria)
        return chain(loop("estimate", agent("estimate"), guard, 6))

    twins = (
        _by_sentence(hazard, document(_said(hazard)), "The criteria say"),
        Twin(
            "structure",
            "A check that adds up again in place of the review.",
            chain(loop("estimate", agent("estimate"), check("estimate"), 8)),
        ),
    )
    return Play(hazard, Weather({"reckon": {FAULT: 1.0, hazard.slug: 1.0}}), document(), twins)


def _without_end(hazard: Hazard) -> Play:
    """The figure is right, and the reviewer asks for another."""

    def document(*criteria: str) -> dict[str, Any]:
        return chain(loop("estimate", agent("estimate"), review("estimate", *criteria), 4))

    twins = (
        _by_sentence(hazard, document(_said(hazard)), "The criteria say"),
        Twin(
            "structure",
            "A check as the condition of the loop: it knows when it is done.",
            chain(loop("estimate", agent("estimate"), check("estimate"), 4)),
        ),
    )
    return Play(hazard, Weather({"reckon": {hazard.slug: 1.0}}), document(), twins)


def _of_calls(hazard: Hazard) -> Play:
    """The call takes many times what it should."""
    bounded = agent("jobs", timeout=8, fallback={"model": "small"})
    twins = (
        _by_sentence(hazard, chain(agent("jobs", _said(hazard)))),
        Twin("structure", "A time-out ends the call, and a small model takes over.", chain(bounded)),
    )
    return Play(hazard, Weather({"list": {hazard.slug: 1.0}}), chain(agent("jobs")), twins)


def _step_repetition(hazard: Hazard) -> Play:
    """The list is made again in each turn that only the sum needs, and each time more than once."""

    def document(*says: str) -> dict[str, Any]:
        again = loop("estimate", agent("estimate"), check("estimate"), 8)
        lister = agent("jobs", *says)
        inside = {
            "nodes": [lister, *again["inside"]["nodes"]],
            "edges": [{"from": "jobs.done", "to": "worker.in"}, *again["inside"]["edges"]],
        }
        return without(chain({**again, "inside": inside}), "jobs")

    once = chain(loop("estimate", agent("estimate"), check("estimate"), 8))
    twins = (
        _by_sentence(hazard, document(_said(hazard))),
        Twin("structure", "The list is made before the loop, so that only the sum is made again.", once),
        Twin("structure", "A memory holds the list: later turns read it there.", _with_memory()),
    )
    return Play(hazard, Weather({"list": {hazard.slug: 1.0}, "reckon": {FAULT: 1.0}}), document(), twins)


def _with_memory() -> dict[str, Any]:
    """The list inside the loop, made only where the memory does not hold it yet."""
    again = loop("estimate", agent("estimate"), check("estimate"), 8)
    wires = ("recall.done worker", "recall.missing jobs", "jobs.done keep", "keep.done worker")
    inside = {
        "nodes": [
            memory("recall", "read"),
            agent("jobs"),
            memory("keep", "write"),
            *again["inside"]["nodes"],
        ],
        "edges": [
            *({"from": source, "to": f"{target}.in"} for source, target in map(str.split, wires)),
            *again["inside"]["edges"],
        ],
    }
    return without(chain({**again, "inside": inside}), "jobs")


def _time_out(hazard: Hazard) -> Play:
    again = {"timeout": 6, "retry": {"max": 3, "wait": 1}}
    bad = chain(extra=(tool("till", **again),))
    good = chain(extra=(tool("till", **again, idempotent_by=["request"]),))
    twin = Twin(
        "structure", "idempotent_by names the request, so that the second try takes no second deposit.", good
    )
    return Play(hazard, Weather(hangs=0.4), bad, (twin,), calm=False, unnoticed=True)


def _service_error(hazard: Hazard) -> Play:
    good = chain(extra=(tool("shelf", retry={"max": 3, "wait": 1}),), before="jobs")
    twin = Twin("structure", "A retry with a wait.", good)
    return Play(hazard, Weather(fails=0.4), chain(extra=(tool("shelf"),), before="jobs"), (twin,), calm=False)


def _tool_outage(hazard: Hazard) -> Play:
    good = chain(extra=(tool("shelf", retry={"max": 3, "wait": 5}),), before="jobs")
    twin = Twin("structure", "A retry that waits until the shelf is back.", good)
    bad = chain(extra=(tool("shelf"),), before="jobs")
    return Play(hazard, Weather(down=("shelf:2",)), bad, (twin,), calm=False)


def _model_outage(hazard: Hazard) -> Play:
    steps = [agent(value, fallback={"model": "medium"}) for value in TASKS]
    twin = Twin("structure", "A fallback on the medium tier at every step.", chain(*steps))
    return Play(hazard, Weather(down=("large",)), chain(), (twin,), calm=False)


def _rate_limit(hazard: Hazard) -> Play:
    steps = [agent(value, retry={"max": 2, "wait": 2}) for value in TASKS]
    twin = Twin("structure", "A retry with a wait at every step.", chain(*steps))
    return Play(hazard, Weather(), chain(), (twin,), calm=False)


_BY_SCOPE: Mapping[str, Callable[[Hazard], Play]] = {
    "turn": _of_turns,
    "review": _of_reviews,
    "call": _of_calls,
}
_SPECIAL: Mapping[str, Callable[[Hazard], Play]] = {
    "slip": _vague,
    "step_repetition": _step_repetition,
    "vague_request": _vague,
    "unaware_of_termination": _without_end,
    "time_out": _time_out,
    "service_error": _service_error,
    "tool_outage": _tool_outage,
    "model_outage": _model_outage,
    "rate_limit": _rate_limit,
}
