"""Every page, in both themes, before axe and without a complaint from the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.walking import find_violations, sign_in, use_theme

PUBLIC = [
    "/",
    "/programme/",
    "/help/",
    "/how-grading-works/",
    "/exercises/refund-desk/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/no-such-key/",
    "/api/docs/",
]
SIGNED_IN = [
    "/programme/",
    "/exercises/school-trip-letter/",
    "/studio/school-trip-letter/",
    "/submissions/",
    "/profile/",
    "/settings/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
THEMES = ["rehearsal", "performance"]


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_visitor_sees_has_no_violations(page: Page, theme: str) -> None:
    use_theme(page, theme)
    assert look_at_all(page, PUBLIC) == []


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_learner_sees_has_no_violations(page: Page, theme: str) -> None:
    use_theme(page, theme)
    sign_in(page, "learner")
    assert look_at_all(page, SIGNED_IN) == []


@pytest.mark.parametrize("theme", THEMES)
def test_what_staff_see_has_no_violations(page: Page, theme: str) -> None:
    use_theme(page, theme)
    sign_in(page, "instructor")
    assert look_at(page, "/staff/faults/") == []


def test_pages_fit_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 760})
    for address in PUBLIC:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 375, f"{address} is {width} pixels wide"


def look_at_all(page: Page, addresses: list[str]) -> list[str]:
    """What axe finds on several pages, each finding with its page."""
    return [f"{address}: {found}" for address in addresses for found in look_at(page, address)]


def look_at(page: Page, address: str) -> list[str]:
    """Open a page, wait until it stands still, and ask axe."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if address.startswith("/studio/"):
        page.get_by_test_id("studio").wait_for()
    return find_violations(page)
