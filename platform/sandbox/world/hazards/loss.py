"""How hazards lose a part of a value: a statement, an item, a field, or all that came after a point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.world.alter import empty, is_open
from sandbox.world.draw import pick_index
from sandbox.world.hazards.hazard import Strike, Struck, alter_data
from sandbox.world.hazards.speech import Phrase, speak, utter
from sandbox.world.text import Part


def lose_one(strike: Strike, about: str, excuses: tuple[str | Phrase, ...] = (), filler: str = "") -> Struck:
    """One part lost: of a text a statement that a reader would miss (an excuse may stand in its place), of a
    list an item, of a record a field; anything else is left open. `filler` speaks for a text that had
    nothing to lose."""
    if strike.parts is None:
        return Struck(data=_less(strike))
    if strike.fault is not None or not strike.parts:
        return speak(strike, about, excuses or (filler,))
    place = _noticed(strike.parts, strike.dice)
    instead = _excuse(about, excuses, strike.dice)
    return Struck(parts=(*strike.parts[:place], *instead, *strike.parts[place + 1 :]))


def lose_rest(strike: Strike, about: str, endings: tuple[str | Phrase, ...]) -> Struck:
    """All lost from the middle on, and for a text a sentence that ends it too early; half of a figure."""
    if strike.parts is None:
        return Struck(data=_half(strike))
    if strike.fault is not None or not strike.parts:
        return speak(strike, about, endings)
    kept = strike.parts[: (len(strike.parts) + 1) // 2 if len(strike.parts) > 1 else 0]
    return Struck(parts=(*kept, *_excuse(about, endings, strike.dice)))


def _excuse(about: str, excuses: tuple[str | Phrase, ...], dice: int) -> tuple[Part, ...]:
    if not excuses:
        return ()
    return (utter(about, excuses[pick_index(dice, len(excuses))]),)


def _noticed(parts: tuple[Part, ...], dice: int) -> int:
    """The place of a statement whose loss a reader would notice: one that the scenario could say wrongly, or
    one with a figure."""
    places = [
        place
        for place, part in enumerate(parts)
        if (part.spec is not None and part.spec.wrong is not None)
        or any(map(str.isdigit, part.statement.text))
    ]
    return places[pick_index(dice, len(places))] if places else pick_index(dice, len(parts))


def _less(strike: Strike) -> Any:
    data = strike.data
    if is_open(data):
        return alter_data(strike).data
    if isinstance(data, list):
        gone = pick_index(strike.dice, len(data))
        return data[:gone] + data[gone + 1 :]
    if isinstance(data, Mapping):
        gone_field = sorted(data)[pick_index(strike.dice, len(data))]
        return {name: field for name, field in data.items() if name != gone_field}
    return empty(strike.item)


def _half(strike: Strike) -> Any:
    data = strike.data
    if isinstance(data, list) and data:
        return data[: len(data) // 2]
    if isinstance(data, Mapping) and data:
        figures = {name: field for name, field in data.items() if isinstance(field, float) and field}
        if len(data) == 1 and figures:
            return {name: round(field / 2.0, 2) for name, field in figures.items()}
        return dict(list(data.items())[: len(data) // 2])
    if isinstance(data, float) and data:
        return round(data / 2.0, 2)
    return alter_data(strike).data
