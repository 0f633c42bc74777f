"""A learner plays the people: the run waits at the gate, over a new visit too, and goes on as they decide."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.walking import find_violations, sign_in

EXERCISE = "refund-desk"
PUT_DRAFT = """async (document_) => {
  const session = JSON.parse(document.getElementById('studio-bootstrap').textContent)
  const body = {document: document_, revision: session.draft.revision}
  const headers = {'Content-Type': 'application/json', 'X-CSRFToken': session.csrf}
  return (await fetch(session.endpoints.draft, {method: 'PUT', headers, body: JSON.stringify(body)})).status
}"""


def everything_to_a_person() -> dict[str, Any]:
    """A workflow that asks a person about every case."""
    gate = {"id": "desk", "kind": "human", "label": "The refund desk", "minutes": 2}
    gate |= {"asks": "Is this what they want, and what is due?"}
    gate |= {"sees": ["message", "order", "intent", "rates"], "edits": ["intent", "amount", "reply"]}
    clerk = {"id": "clerk", "kind": "agent", "agent": "triage-agent", "model": "small", "yields": ["intent"]}
    return {
        "podium": 1,
        "nodes": [
            {"id": "start", "kind": "input", "values": ["message", "rates"]},
            {"id": "book", "kind": "tool", "tool": "orders", "retry": {"max": 3}},
            {**clerk, "instructions": "Say what the customer wants: {{message}}", "retry": {"max": 3}},
            gate,
            {"id": "end", "kind": "output", "values": ["intent", "amount", "reply"]},
        ],
        "edges": [
            {"from": "start.done", "to": "book.in"},
            {"from": "book.done", "to": "clerk.in"},
            {"from": "clerk.done", "to": "desk.in"},
            {"from": "desk.approved", "to": "end.in"},
        ],
    }


def open_studio(page: Page) -> None:
    page.goto(f"/studio/{EXERCISE}/")
    page.get_by_test_id("studio").wait_for()


def run_to_the_gate(page: Page) -> None:
    """Start a run that waits at its person."""
    sign_in(page, "learner")
    open_studio(page)
    assert page.evaluate(PUT_DRAFT, everything_to_a_person()) == 200
    open_studio(page)
    page.get_by_label("I play the people").check()
    page.get_by_test_id("run-button").click()
    expect(page.get_by_test_id("gate-bar")).to_contain_text("waits for you")


def test_a_gate_waits_for_its_person_and_the_run_goes_on(page: Page) -> None:
    run_to_the_gate(page)
    form = page.get_by_test_id("gate-form")
    expect(form).to_contain_text("You are the person here")
    expect(page.locator(".score-status")).to_have_text("waiting for you")
    assert find_violations(page) == []
    open_studio(page)  # another visit, as it might be days later
    expect(page.get_by_test_id("gate-bar")).to_contain_text("waits for you")
    page.get_by_test_id("gate-bar").get_by_role("button", name="Decide").click()
    form.get_by_label("Why (if you like)").fill("It looks right to me.")
    form.get_by_role("button", name="Approve").click()
    expect(page.get_by_test_id("gate-bar")).to_have_count(0)
    expect(page.get_by_test_id("result-strip")).to_be_visible()


def test_a_correction_is_checked_as_it_is_typed_and_counts(page: Page) -> None:
    run_to_the_gate(page)
    form = page.get_by_test_id("gate-form")
    field = form.get_by_label("The refund that is due")
    field.fill("about twelve")
    expect(form.get_by_role("button", name="Approve")).to_be_disabled()
    expect(form).to_contain_text("an amount in euros")
    field.fill("1")
    expect(form.get_by_role("button", name="Reject")).to_be_disabled()
    form.get_by_role("button", name="Approve with corrections").click()
    expect(page.get_by_test_id("result-strip")).to_be_visible()
