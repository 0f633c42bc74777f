"""Duplicate counted: what is there twice counts twice."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.world.draw import pick_index
from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "Two entries of the same number came in, which makes two cases.",
    "The letter and its copy were both booked.",
    "Counting the reminder as well, there are now twice as many.",
    "The order of Monday came in again on Tuesday with the same number; both are being carried out.",
    Phrase("That the article quotes the report makes it a second, independent source.", "boastful"),
)


def corrupt(strike: Strike) -> Struck:
    """An entry twice in a list, a figure doubled, a sentence that says so in a text."""
    data = strike.data
    if isinstance(data, list) and data and strike.parts is None:
        return Struck(data=[*data, data[pick_index(strike.dice, len(data))]])
    if isinstance(data, float) and data:
        return Struck(data=round(data * 2.0, 2))
    if isinstance(data, Mapping):
        doubled = {
            name: round(each * 2.0, 2) for name, each in data.items() if isinstance(each, float) and each
        }
        if doubled:
            name = sorted(doubled)[pick_index(strike.dice, len(doubled))]
            return Struck(data={**data, name: doubled[name]})
    return speak(strike, "counted_twice", _WORDS)


HAZARD = Hazard(
    slug="duplicate_counted",
    title="Duplicate counted",
    does="What is there twice counts twice.",
    prevented_by="count_once",
    caught_by="A check on unique entries, a check that adds up again",
    rate=0.6,
    corrupt=corrupt,
    example="An invoice came by mail and by post; both are paid.",
    corrupts="the value, through its input",
    structure="A check that no entry is there twice.",
    environment=True,
)
