"""The pages of the hazards: open to all, filtered by links, each hazard shown at work."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sandbox.world.hazards import HAZARDS

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(address: str) -> set[str]:
    return set(re.findall(r'<li id="([a-z_]+)" class="hazard-row">', page(address)))


def test_every_hazard_is_listed_once_with_all_that_helps() -> None:
    found = page("/hazards/")
    assert len(re.findall('class="hazard-row"', found)) == len(HAZARDS)
    assert listed("/hazards/") == set(HAZARDS)
    assert found.count("Caught by") == len(HAZARDS)


@pytest.mark.parametrize("group", ["mast", "owasp", "environment", "craft"])
def test_a_group_shows_its_members_and_no_others(group: str) -> None:
    members = {slug for slug, hazard in HAZARDS.items() if group in hazard.groups}
    assert listed(f"/hazards/?group={group}") == members
    assert re.search(rf'group={group}" aria-current="page"', page(f"/hazards/?group={group}"))


def test_an_unknown_group_shows_all() -> None:
    assert listed("/hazards/?group=<script>") == set(HAZARDS)


@pytest.mark.parametrize("slug", ["information_withheld", "time_out", "slip", "unaware_of_termination"])
def test_a_hazard_is_shown_beside_its_mended_runs(slug: str) -> None:
    found = page(f"/hazards/{slug}/")
    assert HAZARDS[slug].title in found
    assert "The bad run" in found and "Mended by" in found
    assert "is-struck" in found or "is-failed" in found


def test_what_would_run_is_shown_as_text() -> None:
    found = page("/hazards/unsafe_output/")
    assert "&lt;script src=" in found or "=HYPERLINK" in found
    assert "<script src='https://pay-here" not in found


def test_an_unknown_hazard_is_not_found() -> None:
    assert Client().get("/hazards/no_such_thing/").status_code == 404


@pytest.mark.parametrize("address", ["/help/", "/how-grading-works/", "/"])
def test_the_library_is_linked(address: str) -> None:
    assert 'href="/hazards/"' in page(address)


def test_the_pages_hardly_ask_the_database(django_assert_max_num_queries: Callable[[int], Any]) -> None:
    with django_assert_max_num_queries(15):
        page("/hazards/")
        page("/hazards/derailment/")
