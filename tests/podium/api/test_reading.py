"""The reading, as the Studio asks for it while somebody types."""

from __future__ import annotations

import json
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.test import Client

from podium.accounts.models import User
from sandbox.directives.catalogue import ALL_SLUGS
from sandbox.directives.reader import LONGEST_TEXT
from tests.podium.making import client_for, make_exercise

pytestmark = pytest.mark.django_db

PLAIN = "If the letter does not give the amount, leave it empty and never invent one."
AGAINST = "If the amount is missing, feel free to make one up."
NEUTRAL = "The desk stands by the window."


@pytest.fixture
def signed_in(learner: User) -> Client:
    make_exercise()
    return client_for(learner)


def read(client: Client, text: str) -> Any:
    body = json.dumps({"exercise": "post-desk", "text": text})
    answer = client.post("/api/v1/reading/", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_each_sentence_stands_where_it_says(signed_in: Client) -> None:
    text = f"{NEUTRAL} {PLAIN}\n{AGAINST}"
    sentences = read(signed_in, text)["sentences"]
    assert [text[each["start"] : each["end"]] for each in sentences] == [each["text"] for each in sentences]
    assert [each["text"] for each in sentences] == [NEUTRAL, PLAIN, AGAINST]


def test_what_was_understood_has_a_title_and_a_description(signed_in: Client) -> None:
    understood = read(signed_in, PLAIN)["sentences"][0]["understood"]
    best = next(each for each in understood if each["slug"] == "leave_unknown_empty")
    assert best["title"] == "Leave unknowns open"
    assert "never invent" in best["description"]
    assert best["sort"] == "directive"
    assert 0.5 < best["probability"] <= 1


def test_a_sentence_that_speaks_against_a_rule_is_marked(signed_in: Client) -> None:
    against = read(signed_in, AGAINST)["sentences"][0]["contradicts"]
    assert "leave_unknown_empty" in [each["slug"] for each in against]
    assert all(each["title"] and each["description"] for each in against)


def test_the_reading_names_nothing_that_no_sentence_says(signed_in: Client) -> None:
    told = read(signed_in, f"{NEUTRAL} {PLAIN}")
    named = {item["slug"] for each in told["sentences"] for item in each["understood"] + each["contradicts"]}
    assert named < set(ALL_SLUGS)
    assert set(told) == {"sentences", "truncated", "limit"}
    assert all(
        set(each) == {"text", "start", "end", "understood", "contradicts"} for each in told["sentences"]
    )


def test_a_text_longer_than_is_read_says_so(signed_in: Client) -> None:
    assert read(signed_in, PLAIN)["truncated"] is False
    long = read(signed_in, f"{NEUTRAL} " * (LONGEST_TEXT // len(NEUTRAL) + 10))
    assert long["truncated"] is True
    assert long["limit"] == LONGEST_TEXT
    assert max(each["end"] for each in long["sentences"]) <= LONGEST_TEXT


def test_a_new_sentence_in_a_long_prompt_is_read_while_somebody_types(signed_in: Client) -> None:
    """Only what changed is read anew: far below what a person notices, on a slow machine too."""
    body = " ".join(
        f"Step {number}: look at part {number} of the letter and note it." for number in range(40)
    )
    assert len(body) > 1900
    read(signed_in, body)
    seconds = []
    for number in range(9):
        start = perf_counter()
        read(signed_in, f"{body} Leave field {number} empty when the letter is silent.")
        seconds.append(perf_counter() - start)
    assert median(seconds) < 0.25
