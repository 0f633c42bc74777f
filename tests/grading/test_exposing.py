"""Expected faults: between no guidance and perfect instructions."""

from __future__ import annotations

from functools import cache

from exercises.proving.surgery import node_named
from grading.exposing import LACKING
from grading.observation import Observation
from tests.grading.cast import changed, instructions_of, reference, see, with_instructions


@cache
def seen() -> Observation:
    """What is seen of the reference."""
    return see(reference())


def test_instructions_lie_between_none_and_perfect_ones() -> None:
    for entry in seen().exposures:
        if entry.hazard != LACKING:
            assert entry.perfect <= entry.actual + 1e-9 <= entry.empty + 2e-9, entry


def test_only_live_hazards_and_slips_are_counted() -> None:
    injected = [entry for entry in seen().exposures if entry.hazard == "embedded_command"]
    assert injected and {entry.suite for entry in injected} <= {"adversarial", "noisy"}
    slips = [entry for entry in seen().exposures if entry.hazard == "slip"]
    assert len(slips) == 2 * 28


def test_a_wired_need_that_is_not_mentioned_is_worse_than_no_guidance() -> None:
    blind = see(with_instructions("clerk", instructions_of("clerk").replace("{{rental}}", "it")))
    lacking = [entry for entry in blind.exposures if entry.hazard == LACKING]
    assert lacking and all(entry.prevented < 0 and entry.preventable == 0 for entry in lacking)


def test_a_need_that_the_agent_may_fetch_itself_is_not_lacking() -> None:
    def let_fetch(document: dict[str, object]) -> None:
        node = node_named(document, "clerk")
        node["tools"] = ["ledger"]
        node["instructions"] = str(node["instructions"]).replace("{{rental}}", "the rental of {{message}}")
        document["edges"] = [*document["edges"], {"from": "start.message", "to": "reckoning.in"}]  # type: ignore[misc]

    assert not [entry for entry in see(changed(let_fetch)).exposures if entry.hazard == LACKING]


def test_a_need_that_is_not_wired_is_no_fault_of_the_prompt() -> None:
    def unwire(document: dict[str, object]) -> None:
        edges = [entry for entry in document["edges"] if entry["to"] != "reckoning.in"]  # type: ignore[attr-defined]
        document["edges"] = [*edges, {"from": "start.message", "to": "reckoning.in"}]

    assert not [entry for entry in see(changed(unwire)).exposures if entry.hazard == LACKING]
