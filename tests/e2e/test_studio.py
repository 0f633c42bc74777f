"""The Studio by keyboard: further workflows, memories, the reading, and a reload that forgets nothing."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from tests.e2e.walking import find_violations, sign_in

EXERCISE = "refund-desk"


def open_studio(page: Page) -> None:
    page.goto(f"/studio/{EXERCISE}/")
    page.get_by_test_id("studio").wait_for()
    expect(page.locator(".react-flow__node").first).to_be_visible()


def start_anew(page: Page) -> None:
    """The draft as the exercise begins, whatever a test before left there."""
    page.evaluate(
        """async (address) => {
            const token = document.cookie.match(/podium_csrf=([^;]+)/)[1]
            const draft = await (await fetch(`/api/v1/drafts/${address}/`)).json()
            const exercise = await (await fetch(`/api/v1/exercises/${address}/`)).json()
            await fetch(`/api/v1/drafts/${address}/`, {
                method: 'PUT',
                headers: {'Content-Type': 'application/json', 'X-CSRFToken': token},
                body: JSON.stringify({document: exercise.starter, revision: draft.revision}),
            })
        }""",
        EXERCISE,
    )


def add_by_keyboard(page: Page, query: str) -> None:
    """Press A, find a kind by typing, take it."""
    page.keyboard.press("a")
    expect(page.get_by_role("dialog", name="Add a node")).to_be_visible()
    page.keyboard.type(query)
    page.keyboard.press("Enter")


def press_on(page: Page, test_id: str) -> None:
    page.get_by_test_id(test_id).focus()
    page.keyboard.press("Enter")


def document_of(page: Page) -> dict[str, object]:
    text = page.evaluate(
        f"async () => JSON.stringify(await (await fetch('/api/v1/drafts/{EXERCISE}/')).json())"
    )
    document: dict[str, object] = json.loads(text)["document"]
    return document


def test_a_sub_workflow_with_a_memory_is_built_by_keyboard(page: Page) -> None:
    sign_in(page, "learner")
    start_anew(page)
    open_studio(page)
    add_by_keyboard(page, "sub-workflow")
    expect(page.get_by_test_id("inspector")).to_contain_text("Runs another workflow".lower())
    press_on(page, "make-workflow")
    trail = page.get_by_test_id("trail")
    expect(trail.locator("[aria-current=page]")).to_have_text("Subflow")
    expect(page.get_by_test_id("node-start_2")).to_be_visible()

    add_by_keyboard(page, "memory")
    page.get_by_label("Store").fill("letters")
    page.get_by_label("intent").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_test_id("node-memory")).to_contain_text("reads intent")
    expect(page.get_by_test_id("node-memory")).to_contain_text("nothing there")
    assert find_violations(page) == []

    page.locator("body").press("Alt+ArrowUp")
    expect(trail.locator("[aria-current=page]")).to_have_text("Main workflow")
    expect(page.get_by_test_id("node-subflow")).to_be_visible()
    expect(page.get_by_test_id("save-state")).to_have_attribute("data-word", "saved")
    workflows = document_of(page)["workflows"]
    assert isinstance(workflows, dict)
    memory = next(node for node in workflows["subflow"]["nodes"] if node["kind"] == "memory")
    assert memory == {
        "id": "memory",
        "kind": "memory",
        "store": "letters",
        "action": "read",
        "values": ["intent"],
    }
    assert find_violations(page) == []


def test_problems_inside_a_sub_workflow_lead_there(page: Page) -> None:
    sign_in(page, "learner")
    start_anew(page)
    open_studio(page)
    add_by_keyboard(page, "sub-workflow")
    press_on(page, "make-workflow")
    add_by_keyboard(page, "agent")
    page.get_by_test_id("trail").get_by_role("button", name="Main workflow").click()
    page.get_by_test_id("problems-button").click()
    row = (
        page.get_by_test_id("problems-dialog")
        .locator("button.problem-row", has_text="Agent in Subflow")
        .first
    )
    row.click()
    expect(page.get_by_test_id("trail").locator("[aria-current=page]")).to_have_text("Subflow")
    expect(page.get_by_test_id("inspector").locator("h2")).to_have_text("Agent")


def test_nodes_become_a_workflow_that_is_named_and_deleted_and_undo_brings_it_back(page: Page) -> None:
    sign_in(page, "learner")
    start_anew(page)
    open_studio(page)
    page.locator("article.node-card", has_text="Reckoner").click()
    page.locator("article.node-card", has_text="Writer").click(modifiers=["Shift"])
    page.keyboard.press("g")
    expect(page.get_by_test_id("node-part")).to_be_visible()
    expect(page.locator("article.node-card", has_text="Reckoner")).to_have_count(0)
    press_on(page, "open-workflow")
    expect(page.locator("article.node-card", has_text="Reckoner")).to_be_visible()
    page.get_by_label("Known as").fill("reckoning")
    page.get_by_label("Known as").press("Enter")
    page.get_by_label("Title").fill("The reckoning")
    expect(page.get_by_test_id("trail").locator("[aria-current=page]")).to_have_text("The reckoning")
    page.get_by_role("button", name="Delete this workflow").click()
    expect(page.get_by_test_id("trail")).to_have_count(0)
    expect(page.get_by_test_id("problems-button")).to_contain_text("problem")
    page.keyboard.press("Control+z")
    expect(page.locator("article.node-card", has_text="Reckoner")).to_be_visible()
    page.get_by_test_id("run-button").click()
    page.get_by_test_id("run-button").click()
    expect(page.locator("article.node-card", has_text="Reckoner")).to_have_attribute("data-status", "done")
    expect(page.get_by_test_id("score-panel")).to_contain_text("Reckoner")


def test_the_reading_is_heard_seen_and_walked_by_keyboard(page: Page) -> None:
    sign_in(page, "learner")
    start_anew(page)
    open_studio(page)
    page.locator("article.node-card", has_text="Sorter").click()
    page.get_by_test_id("prompt-editor").locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(
        "You are the clerk of a refund desk. Feel free to guess the amount when it is missing."
    )
    reading = page.get_by_test_id("reading")
    expect(reading).to_have_attribute("data-word", "read")
    expect(reading.locator("li.stands-against")).to_contain_text("speaks against: Leave unknowns open")
    expect(page.locator(".cm-content .read-against")).to_have_text(re.compile("Feel free"))
    expect(page.locator(".read-sign-against")).to_have_text("✕")
    expect(reading.get_by_role("status")).to_contain_text("1 speaks against a rule")

    page.keyboard.press("Tab")
    expect(reading.locator("li.is-lit")).to_contain_text("Feel free")
    expect(reading.locator("li.is-lit dd", has_text="never invent it")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".read-lit")).to_have_text(re.compile("clerk"))
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_be_focused()
    assert find_violations(page) == []


def test_a_reload_keeps_the_last_run_and_says_when_the_workflow_has_changed(page: Page) -> None:
    sign_in(page, "learner")
    start_anew(page)
    open_studio(page)
    page.get_by_test_id("run-button").click()
    page.get_by_test_id("run-button").click()
    expect(page.get_by_test_id("result-strip")).to_be_visible()
    page.reload()
    page.get_by_test_id("studio").wait_for()
    card = page.locator("article.node-card", has_text="Sorter")
    expect(card).to_have_attribute("data-status", "done")
    card.click()
    page.get_by_role("tab", name="Last run").click()
    expect(page.get_by_test_id("inspector")).to_contain_text("The exact prompt")
    expect(page.get_by_text("has changed since this run")).to_have_count(0)

    page.get_by_role("tab", name="Settings").click()
    page.get_by_label("Name", exact=True).fill("The sorter")
    page.get_by_role("tab", name="Last run").click()
    page.get_by_role("button", name="Show the version that ran").click()
    expect(page.get_by_text("This is the version that was run.")).to_be_visible()
    expect(page.locator("article.node-card", has_text="The sorter")).to_have_count(0)
