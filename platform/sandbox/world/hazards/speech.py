"""How hazards change texts: a sentence added, replaced, altered or lost."""

from __future__ import annotations

from dataclasses import replace

from sandbox.value import Statement
from sandbox.world.alter import alter_text
from sandbox.world.draw import pick_index
from sandbox.world.hazards.hazard import Strike, Struck, alter_data
from sandbox.world.text import Part, labels_of, say


def speak(
    strike: Strike, about: str, plain: tuple[str, ...], place: str = "end", labels: tuple[str, ...] = ()
) -> Struck:
    """Say the scenario's own words for the hazard, or the library's plain ones; in no text, alter the
    data."""
    if strike.parts is None:
        return alter_data(strike)
    fault = strike.fault
    if fault is None:
        text = plain[pick_index(strike.dice, len(plain))]
        return Struck(parts=_put(strike.parts, _harm(about, text, frozenset(labels)), place))
    template, text = strike.scope.word(fault.wordings, about)
    harm = _harm(about, text, fault.labels | frozenset(labels) | labels_of(template, strike.scope))
    if fault.replaces is not None:
        swapped = _swap(strike.parts, fault.replaces, harm)
        if swapped is not None:
            return Struck(parts=swapped)
    return Struck(parts=_put(strike.parts, harm, fault.place))


def garble(strike: Strike, with_figures: bool = False) -> Struck:
    """One sentence of the text gone wrong (one with a figure, if asked and there); other types are
    altered."""
    if strike.parts is None:
        return alter_data(strike)
    if not strike.parts:
        return speak(strike, "filler", ("More about this will follow.",))
    places = _places(strike, with_figures)
    place = places[pick_index(strike.dice, len(places))]
    part = strike.parts[place]
    wrong = _wrong_sentence(part, strike)
    middle = () if wrong is None else (wrong,)
    return Struck(parts=(*strike.parts[:place], *middle, *strike.parts[place + 1 :]))


def _places(strike: Strike, with_figures: bool) -> list[int]:
    """Where a sentence may go wrong: one whose loss or change a reader would notice."""
    parts = strike.parts or ()
    own = [place for place, part in enumerate(parts) if part.spec is not None and part.spec.wrong is not None]
    figures = [place for place, part in enumerate(parts) if any(map(str.isdigit, part.statement.text))]
    if with_figures and figures:
        return figures
    return sorted({*own, *figures}) or list(range(len(parts)))


def _wrong_sentence(part: Part, strike: Strike) -> Part | None:
    """The scenario's wrong wording, else a figure changed, else None: the sentence is lost."""
    if part.spec is not None and part.spec.wrong is not None:
        _, text = strike.scope.word(part.spec.wrong, part.statement.about)
        return say(part, text, strike.truth)
    if any(map(str.isdigit, part.statement.text)):
        return say(part, alter_text(part.statement.text, strike.dice), strike.truth)
    return None


def _harm(about: str, text: str, labels: frozenset[str]) -> Part:
    return Part(Statement(about, text, False, labels))


def _put(parts: tuple[Part, ...], harm: Part, place: str) -> tuple[Part, ...]:
    """Before everything, or after all but a closing that stands in a paragraph of its own."""
    if place == "start":
        return (harm, *parts)
    if len(parts) > 1 and parts[-1].paragraph:
        return (*parts[:-1], harm, parts[-1])
    return (*parts, harm)


def _swap(parts: tuple[Part, ...], about: str, harm: Part) -> tuple[Part, ...] | None:
    for place, part in enumerate(parts):
        if part.statement.about == about:
            changed = replace(part, statement=replace(harm.statement, about=about))
            return (*parts[:place], changed, *parts[place + 1 :])
    return None
