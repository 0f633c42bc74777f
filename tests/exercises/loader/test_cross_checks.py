"""Whether the parts of a package fit together."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from exercises.loader.cases_file import parse_cases
from exercises.loader.cross_checks import check_book, check_world
from exercises.loader.reading import Reading
from exercises.loader.scenario_making import make_scenario
from exercises.loader.schema import ExercisePart
from tests.sandbox.world.make import CASES, EXERCISE


def told(change: Any = None, cases: Any = None) -> list[str]:
    """The faults of the depot after `change` and `cases` have had their way with its two files."""
    exercise, raw = deepcopy(EXERCISE), deepcopy(CASES)
    if change is not None:
        change(exercise)
    if cases is not None:
        cases(raw)
    read = Reading("depot", "either")
    part = ExercisePart.model_validate(exercise)
    book = parse_cases(raw, {}, read)
    scenario = make_scenario("depot", part, book)
    check_world(scenario, {str(skill): weight for skill, weight in part.skills.items()}, read)
    check_book(scenario, book, read)
    return [f"{fault.place}: {fault.message}" for fault in read.faults]


def put(*path: str | int, to: Any) -> Any:
    """A change that sets one place."""

    def change(data: Any) -> None:
        *way, last = path
        for step in way:
            data = data[step]
        data[last] = to

    return change


def test_the_depot_is_sound() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("deliverables", "fee", "weight", to=0.9), "deliverables: weights must add up to 1"),
        (put("data", "extra", to={"type": "text"}), "exactly one task must yield extra; 0 do"),
        (put("data", "parcel", "from", to="tool:shed"), "no tool shed yields parcel"),
        (put("data", "fee", "from", to="case"), "a task yields fee"),
        (put("data", "kind_of", "values", to=["ask"]), "an enum needs at least two values"),
        (put("data", "parcel", "secret_fields", to=["pin"]), "pin is not among the fields"),
        (put("tasks", "reckon", "needs", to=["parcel", "rates", "gold"]), "there is no data item gold"),
        (put("tasks", "reckon", "craft", to="magic"), "nobody on the roster has the craft magic"),
        (put("tasks", "reckon", "hazards", to={"meteor": 0.1}), "the library has no hazard meteor"),
        (put("tasks", "reckon", "hazards", to={"slip": 0.1}), "the library has no hazard slip"),
        (put("tasks", "reckon", "hazards", to={"wrong_tone": 1.5}), "the rate must be from 0 to 1"),
        (put("tasks", "reckon", "yields", to="gold"), "there is no data item gold"),
        (put("tasks", "reckon", "makes", to="1.0 +"), "no formula"),
        (put("tasks", "reckon", "makes", to="note == 'x'"), "the formula reads note, which is not there"),
        (put("tools", "depot", "needs", to=["gold"]), "there is no data item gold"),
        (put("tools", "depot", "yields", to="fee"), "data must hold fee with `from: tool:depot`"),
        (put("tools", "depot", "makes", to="("), "no formula"),
        (put("tasks", "reckon", "needs", to=["parcel", "rates", "letter"]), "in a circle"),
        (put("deliverables", "gold", to={"compare": "exact", "weight": 0.1}), "there is no data item gold"),
        (put("deliverables", "fee", "compare", to="overlap"), "overlap does not fit the type money"),
        (put("deliverables", "letter", "required", to=[]), "name the statements that must be there"),
        (put("policies", 0, "forbid", to="tool =="), "policies.0.forbid: no formula"),
        (put("suites", "outage", to=3), "outage has cases in exercise.yaml but is not described here"),
    ],
)
def test_what_does_not_fit_in_the_world_is_told(change: Any, said: str) -> None:
    assert any(said in line for line in told(change=change)), told(change=change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            put("values", to={"note": {"text": "note"}}),
            "values: rates comes from the case but is not given here",
        ),
        (put("values", "fee", to={"fact": "price"}), "is no data item with `from: case`"),
        (put("values", "note", to={"text": "poem"}), "there is no text poem"),
        (put("values", "rates", to={"fact": "gold"}), "there is no fact gold"),
        (
            put("values", "rates", to={"fact": "rates", "text": "note"}),
            "give exactly one of text, fact, formula",
        ),
        (put("facts", "number", to=1), "this name is taken by the library"),
        (put("facts", "late", to={"after": "nothing", "days": 1}), "no earlier fact nothing"),
        (put("facts", "late", to={"template": "{{nothing}}"}), "no earlier fact nothing"),
        (put("facts", "late", to={"record": {"a": {"pick": "gold"}}}), "there is no pool gold"),
        (
            put("suites", "clean", to={"facts": {"gold": 1}}),
            "only a fact of `facts` can be drawn another way",
        ),
        (put("suites", "clean", to={"outages": [["moon"]]}), "moon is no tool and no model tier"),
        (
            put("texts", "letter", "statements", 4, "text", to="{{gold}}"),
            "gold is neither a need of the task nor a fact",
        ),
        (put("texts", "letter", "statements", 4, "uses", to=["rates"]), "rates is no need of the task"),
        (put("texts", "letter", "statements", 0, "uses", to=[]), "no statement mentions note"),
        (put("texts", "letter", "statements", 3, "when", to="gold == 'x'"), "the formula reads gold"),
        (put("texts", "letter", "faults", to={"meteor": {"text": "x"}}), "texts.letter.faults.meteor"),
        (
            put("texts", "letter", "faults", to={"wrong_tone": {"text": "{{gold}}"}}),
            "texts.letter.faults.wrong_tone: gold is neither",
        ),
        (
            put("texts", "letter", "statements", 1, "wrong", to="{{gold}}"),
            "statements.1.wrong: gold is neither",
        ),
        (put("live", "meteor", to="true"), "live.meteor: there is no such hazard"),
        (put("live", "unit_mix_up", to={"swim": "true"}), "live.unit_mix_up.swim: there is no such task"),
        (put("live", "unit_mix_up", to="facts.gold"), "there is no fact gold"),
        (put("inventions", to={"gold": "1.0"}), "inventions.gold: there is no such data item"),
        (put("wrong", to={"gold": {}}), "wrong.gold: there is no such data item"),
        (put("wrong", "fee", to={"meteor": "1.0"}), "wrong.fee.meteor: there is no such hazard"),
    ],
)
def test_what_does_not_fit_in_the_cases_is_told(change: Any, said: str) -> None:
    assert any(said in line for line in told(cases=change)), told(cases=change)


def test_a_text_that_is_not_there_is_told() -> None:
    assert "texts: there is no text letter, which a task makes" in told(
        cases=lambda raw: raw["texts"].pop("letter")
    )
