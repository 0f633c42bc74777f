"""The charts: what they draw, and what they say to those who do not see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from podium.web.templatetags.charts import bar, radar, sparkline, stave

SIX = [{"title": f"Skill {number}", "score": number * 10} for number in range(1, 7)]


def draw(source: str, **context: object) -> str:
    return Template("{% load charts %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("{% radar skills 70 %}", {"skills": SIX}),
        ('{% bar 61 "Prompt quality" "warn" 70 %}', {}),
        ("{% stave notes %}", {"notes": [{"state": "done", "title": "A"}, {"state": "now", "title": "B"}]}),
        ('{% sparkline scores "Scores" 70 %}', {"scores": [40, 66, 84]}),
    ],
)
def test_every_chart_is_well_formed_named_and_free_of_inline_styles(
    source: str, context: dict[str, object]
) -> None:
    drawn = draw(source, **context)
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert "style=" not in drawn


def test_a_radar_names_every_skill_with_its_figure() -> None:
    assert radar(SIX)["text"].startswith("Skill 1: 10 of 100; Skill 2: 20 of 100")


def test_a_skill_without_evidence_is_said_not_drawn_as_nought() -> None:
    drawn = radar([{"title": "Systems thinking", "score": None}, *SIX])
    assert "Systems thinking: no evidence yet" in drawn["text"]
    assert draw("{% radar skills %}", skills=[{"title": "A b", "score": None}, *SIX]).count(
        "radar-dot"
    ) == len(SIX)


def test_the_first_axis_points_up_and_the_best_score_reaches_the_rim() -> None:
    axis = radar([{"title": "Only", "score": 100}, *SIX])["axes"][0]
    assert axis["dot"] == axis["end"]
    assert axis["end"][0] == 170.0
    assert axis["end"][1] < 138.0


@pytest.mark.parametrize(("value", "width"), [(0, 0), (61, 61), (100, 100), (140, 100), (-5, 0), (None, 0)])
def test_a_bar_stays_inside_its_ground(value: float | None, width: float) -> None:
    assert bar(value, "Outcome")["width"] == width


def test_a_bar_without_a_value_says_that_it_was_not_scored() -> None:
    assert bar(None, "Economy")["text"] == "Economy: not scored"
    assert bar(61.25, "Economy")["text"] == "Economy: 61.2 of 100"


def test_a_stave_says_how_many_are_passed_and_what_is_next() -> None:
    notes = [{"state": "done", "title": "A"}, {"state": "now", "title": "The refund desk"}]
    assert stave(notes)["text"] == "1 of 2 passed. Next: The refund desk"


def test_the_notes_of_a_stave_keep_their_order_from_left_to_right() -> None:
    places = [note["x"] for note in stave([{"state": "next", "title": ""}] * 9)["notes"]]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] < 100


def test_a_better_score_stands_higher_in_a_sparkline() -> None:
    points = [tuple(map(float, point.split(","))) for point in sparkline([10, 90], "S")["points"].split()]
    assert points[0][1] > points[1][1]


def test_a_comma_of_another_language_never_breaks_a_drawing() -> None:
    from django.utils import translation

    with translation.override("de"):
        drawn = draw(
            '{% bar 61.5 "Note" "warn" 70 %}{% stave notes %}', notes=[{"state": "done", "title": ""}] * 3
        )
    assert not re.search(r'="\d+,\d', drawn)


def test_a_title_cannot_break_out_of_a_drawing() -> None:
    drawn = draw("{% radar skills %}", skills=[{"title": '"><script>x</script>', "score": 1}, *SIX])
    assert "<script>" not in drawn
