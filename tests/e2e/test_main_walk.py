"""The walk of a newcomer: from sign-up to the evidence on the result page."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Complaints, Site
from tests.e2e.walking import confirm_mail, find_violations, sign_in

EXERCISE = "school-trip-letter"


def sign_up(page: Page) -> None:
    page.goto("/")
    page.goto("/accounts/signup/")
    page.locator("input[name=email]").fill("nadia@example.org")
    page.locator("input[name=name]").fill("Nadia Newcomer")
    page.locator("input[name=password1]").fill("a-curious-mind-42")
    if page.locator("input[name=password2]").count():
        page.locator("input[name=password2]").fill("a-curious-mind-42")
    page.get_by_role("button", name="Create account").click()
    expect(page).to_have_url(re.compile("/programme/"))


def open_studio(page: Page) -> None:
    page.goto("/programme/")
    page.locator(f"a[href='/exercises/{EXERCISE}/']").first.click()
    expect(page).to_have_url(re.compile(f"/exercises/{EXERCISE}/"))
    page.locator(f"a[href='/studio/{EXERCISE}/']").first.click()
    page.get_by_test_id("studio").wait_for()


def build(page: Page) -> None:
    """Write into an agent's prompt, and add a node from the palette."""
    page.locator("[data-testid^='node-']").nth(1).click()
    page.get_by_test_id("inspector").wait_for()
    editor = page.get_by_test_id("prompt-editor").locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Leave out whatever the notes say about a single child.")
    expect(page.get_by_role("region", name="The reading")).to_contain_text("single child")
    page.get_by_test_id("palette-note").click()
    expect(page.get_by_test_id("save-state")).to_have_attribute("data-word", "saved")


def run(page: Page) -> None:
    page.get_by_test_id("run-button").click()
    page.get_by_test_id("run-button").click()  # it says Skip while the run plays
    expect(page.get_by_test_id("result-strip")).to_be_visible()


def submit(page: Page) -> None:
    page.get_by_test_id("submit-button").click()
    page.get_by_test_id("confirm-submit").click()
    expect(page.get_by_test_id("submission-status")).to_have_attribute(
        "data-status", "graded", timeout=60_000
    )
    page.get_by_test_id("result-link").click()
    expect(page).to_have_url(re.compile("/submissions/[0-9a-f-]{36}/"))


def test_a_newcomer_walks_from_sign_up_to_the_result(page: Page, site: Site) -> None:
    sign_up(page)
    confirm_mail(page, site)
    open_studio(page)
    build(page)
    page.reload()
    page.get_by_test_id("studio").wait_for()
    assert find_violations(page) == []
    run(page)
    submit(page)
    for skill in ("Systems thinking", "Prompt quality", "Outcome validation"):
        expect(page.get_by_text(skill).first).to_be_visible()
    assert find_violations(page) == []
    page.goto("/profile/")
    expect(page.get_by_text("Systems thinking").first).to_be_visible()
    page.goto("/submissions/")
    expect(page.locator("a[href^='/submissions/']").first).to_be_visible()


def test_two_tabs_on_one_draft_lose_nothing(page: Page, complaints: Complaints) -> None:
    sign_in(page, "learner")
    answers = page.evaluate(
        """async (address) => {
            const token = document.cookie.match(/podium_csrf=([^;]+)/)[1]
            const draft = await (await fetch(address)).json()
            const save = (title) => fetch(address, {
                method: 'PUT',
                headers: {'Content-Type': 'application/json', 'X-CSRFToken': token},
                body: JSON.stringify({document: {...draft.document, title}, revision: draft.revision}),
            })
            const first = await save('from the first tab')
            const second = await save('from the second tab')
            const kept = await (await fetch(`${address}versions/`)).json()
            const refused = (await second.json()).current.document
            return [first.status, second.status, refused.title, kept[0].document.title]
        }""",
        f"/api/v1/drafts/{EXERCISE}/",
    )
    assert answers == [200, 409, "from the first tab", "from the second tab"]
    assert len(complaints) == 1, "only the refused save itself"
    complaints.clear()


def test_a_document_at_fault_gets_reasons_instead_of_scores(page: Page) -> None:
    sign_in(page, "learner")
    address = page.evaluate(
        """async (exercise) => {
            const token = document.cookie.match(/podium_csrf=([^;]+)/)[1]
            const body = {exercise, document: {podium: 1, nodes: [], edges: [{from: 'a.b', to: 'c.in'}]}}
            const answer = await fetch('/api/v1/submissions/', {
                method: 'POST',
                headers: {'Content-Type': 'application/json', 'X-CSRFToken': token},
                body: JSON.stringify({...body, idempotency_key: 'faulty-1'}),
            })
            return (await answer.json()).page_url
        }""",
        EXERCISE,
    )
    page.goto(address)
    expect(page.get_by_text("no attempt").first).to_be_visible(timeout=60_000)
    assert find_violations(page) == []


def test_a_password_is_reset_by_mail(page: Page, site: Site) -> None:
    page.goto("/accounts/password/reset/")
    page.locator("input[name=email]").fill("manager@demo.example")
    page.locator("form:has(input[name=email]) button[type=submit]").click()
    expect(page).to_have_url(re.compile("/password/reset/done/"))
    link = re.findall(r"https?://\S+/accounts/password/reset/key/\S+", site.mail())[-1]
    page.goto(link)
    page.locator("input[name=password1]").fill("another-good-word-7")
    if page.locator("input[name=password2]").count():
        page.locator("input[name=password2]").fill("another-good-word-7")
    page.locator("form:has(input[name=password1]) button[type=submit]").click()
    expect(page).to_have_url(re.compile("/password/reset/key/done/"))
