"""Figures and names as the pages print them."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from grading.score import Skill
from podium.courses.models import Exercise
from podium.web.progress import ExerciseProgress, LevelProgress
from podium.web.templatetags.documents import without_title
from podium.web.templatetags.journey import next_entry, notes, skill_rows
from podium.web.templatetags.navigation import current
from podium.web.templatetags.roster import crafts_table
from podium.web.templatetags.words import (
    SKILLS,
    cost_in_words,
    initials,
    minutes_in_words,
    percent,
    seconds_in_words,
    skill_title,
    source_title,
    tone,
)


def make_entry(slug: str, state: str) -> ExerciseProgress:
    return ExerciseProgress(Exercise(slug=slug, title=slug.title()), state, None, 0)


def test_all_six_skills_have_a_name() -> None:
    assert set(SKILLS) == set(Skill.__args__)  # type: ignore[attr-defined]


def test_an_unknown_skill_is_still_readable() -> None:
    assert skill_title("team_spirit") == "Team spirit"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.84, "0.8 s"), (42.4, "42 s"), (60, "1 min"), (80, "1 min 20 s"), (59.7, "1 min")],
)
def test_a_duration_reads_as_people_say_it(seconds: float, words: str) -> None:
    assert seconds_in_words(seconds) == words


@pytest.mark.parametrize(
    ("cost", "words"), [(0.041, "€0.041"), (1.5, "€1.50"), (0.0007, "€0.0007"), (0, "€0.000")]
)
def test_small_sums_keep_the_decimals_that_matter(cost: float, words: str) -> None:
    assert cost_in_words(cost) == words


def test_minutes_and_shares_are_short() -> None:
    assert minutes_in_words(0.4) == "0.4 min"
    assert minutes_in_words(2.0) == "2 min"
    assert percent(0.853) == "85 %"


@pytest.mark.parametrize(("value", "word"), [(70, "ok"), (69, "warn"), (34, "err"), (None, "")])
def test_the_tint_of_a_score_turns_at_the_line_it_had_to_reach(value: float | None, word: str) -> None:
    assert tone(value) == word


@pytest.mark.parametrize(
    ("name", "letters"), [("Lena Learner", "LL"), ("lena@demo.example", "LD"), ("", "?")]
)
def test_initials_are_at_most_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_tool_is_named_by_its_title() -> None:
    assert source_title("tool:crm", [{"slug": "crm", "title": "Customer file"}]) == "Customer file"
    assert source_title("tool:gone", []) == "gone"
    assert source_title("case", []) == "the case"


def test_what_comes_next_is_the_first_exercise_not_passed() -> None:
    first, second, third = make_entry("a", "passed"), make_entry("b", "graded"), make_entry("c", "new")
    levels = (LevelProgress(1, "passed", (first,)), LevelProgress(2, "current", (second, third)))
    upcoming = next_entry(levels)
    assert upcoming is second
    assert [note["state"] for note in notes([first, second, third], upcoming)] == ["done", "now", "next"]


def test_nothing_comes_next_when_all_is_passed() -> None:
    assert next_entry((LevelProgress(1, "passed", (make_entry("a", "passed"),)),)) is None


def test_a_profile_lists_all_six_skills_also_without_evidence() -> None:
    rows = skill_rows({}, [])
    assert len(rows) == 6
    assert all(row["score"] is None and row["history"] == [] for row in rows)


def test_a_brief_loses_only_the_heading_that_repeats_the_title() -> None:
    assert without_title("<h1>The desk</h1>\n<p>Story</p><h1>Again</h1>") == "\n<p>Story</p><h1>Again</h1>"
    assert without_title("<p>Story</p>") == "<p>Story</p>"


def test_crafts_that_an_agent_lacks_stay_open_in_the_table() -> None:
    table = crafts_table([{"title": "A", "crafts": {"law": 0.9}}, {"title": "B", "crafts": {"risk": 0.5}}])
    assert table["crafts"] == ["law", "risk"]
    assert [cell["strength"] for cell in table["rows"][0]["cells"]] == ["good", ""]
    assert table["rows"][1]["cells"][0]["fit"] is None


@pytest.mark.parametrize(
    ("path", "marked"), [("/programme/", "page"), ("/exercises/refund-desk/", "true"), ("/help/", "")]
)
def test_the_tab_of_the_section_is_marked(path: str, marked: str) -> None:
    from django.test import RequestFactory

    assert current({"request": RequestFactory().get(path)}, "programme") == marked


def test_a_page_without_a_request_marks_no_tab() -> None:
    assert current({}, "programme") == ""


def test_an_icon_is_hidden_from_screen_readers() -> None:
    drawn = Template('{% load icons %}{% icon "check" %}').render(Context())
    assert 'aria-hidden="true"' in drawn
