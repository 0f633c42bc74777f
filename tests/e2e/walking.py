"""Steps that several walks take."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import AXE, Site


def sign_in(page: Page, role: str) -> None:
    """Sign in as one of the demo people."""
    page.goto("/accounts/login/")
    page.get_by_role("button", name=f"Sign in as {role}").click()
    expect(page).to_have_url(re.compile("/programme/"))


def use_theme(page: Page, theme: str) -> None:
    """Show pages in `rehearsal` (light) or `performance` (dark)."""
    page.add_init_script(f"localStorage.setItem('podium-theme', '{theme}')")


def find_violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run(document,"
        " {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations"
    )
    return [
        f"{entry['id']}: {entry['help']}: {node['target']} {node.get('failureSummary', '')[:300]}"
        for entry in found
        for node in entry["nodes"][:5]
    ]


def confirm_mail(page: Page, site: Site) -> None:
    """Follow the newest confirmation link that was mailed."""
    links = re.findall(r"https?://\S+/accounts/confirm-email/\S+", site.mail())
    page.goto(links[-1])
    page.get_by_role("button", name="Yes, confirm it").click()
