"""The sentences at the top of a result."""

from __future__ import annotations

from grading.score import Criterion, Evidence, Skill, SkillScore
from grading.summary import summarise, worth_most


def make_skill(skill: Skill, score: int, points: float, text: str) -> SkillScore:
    """A skill with one criterion that lost so many points."""
    evidence = (Evidence(text=text, advice="Mend it.", points=points),)
    return SkillScore(
        skill, score, (Criterion("one", "One", skill, 1.0, score / 100, "So it is.", evidence),)
    )


SYSTEMS = make_skill("systems_thinking", 90, 10.0, "A wire is missing.")
PROMPTS = make_skill("prompt_quality", 55, 45.0, "A sentence is missing.")
EVEN = {"systems_thinking": 0.5, "prompt_quality": 0.5}


def test_what_is_below_the_mark_is_named_with_the_mark() -> None:
    text = summarise(EVEN, (SYSTEMS, PROMPTS), False, 70, 0, 0)
    assert text.startswith("Not passed yet: prompt quality is 55, and it takes 70 in each.")
    assert "A sentence is missing. Mend it." in text


def test_incidents_are_named_where_they_are_too_many() -> None:
    assert "There were 3 incidents, and this exercise tolerates 1." in summarise(
        EVEN, (SYSTEMS,), False, 70, 3, 1
    )


def test_a_pass_names_the_strongest_side() -> None:
    assert "systems thinking with 90" in summarise(EVEN, (SYSTEMS,), True, 70, 0, 0)


def test_what_is_worth_most_depends_on_what_the_exercise_counts() -> None:
    found = worth_most({"systems_thinking": 0.95, "prompt_quality": 0.05}, (SYSTEMS, PROMPTS))
    assert found is not None and found.text == "A wire is missing."
    assert worth_most(EVEN, ()) is None
