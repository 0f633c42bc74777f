"""How hazards change texts: a sentence added, replaced, altered or lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sandbox.value import Statement
from sandbox.world.alter import alter_text
from sandbox.world.book import LISTS, FaultText, TextSpec
from sandbox.world.draw import pick_index
from sandbox.world.hazards.hazard import Strike, Struck, alter_data
from sandbox.world.template import fill
from sandbox.world.text import Part, Scope, labels_of, named_values, say

_STAYS = ("heading", "sources")
"""Forms that carry nothing which a slip could get wrong."""
_CODE = ("code", "diff")
"""Forms in which a changed figure may go unseen; only the scenario's own wrong wording changes them."""
_FOOTERS = ("sources",)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One of the library's own wordings: what it says, how it sounds, where it claims to come from, whether
    it pretends to cite a source in a text that cites."""

    text: str
    tone: str = ""
    source: str = ""
    cited: bool = False


def choose_way(
    spec: TextSpec, hazard: str, scope: Scope, parts: tuple[Part, ...], dice: int
) -> FaultText | None:
    """One of the scenario's own ways for the hazard to strike this text: one that finds what it replaces or
    follows, where there is one."""
    ways = spec.ways(hazard, scope.values, scope.facts)
    there = {part.statement.about for part in parts}
    fitting = tuple(way for way in ways if {way.replaces or way.after} <= there | {None})
    ways = fitting or ways
    return ways[pick_index(dice, len(ways))] if ways else None


def speak(
    strike: Strike,
    about: str,
    plain: tuple[str | Phrase, ...],
    place: str = "end",
    labels: tuple[str, ...] = (),
    tone: str = "plain",
) -> Struck:
    """Say the scenario's own words for the hazard, or the library's plain ones; in no text, alter the
    data. `tone` is the hazard's own, where neither the scenario nor the phrase says how it sounds."""
    if strike.parts is None:
        return alter_data(strike)
    fault = strike.fault
    if fault is None:
        said = plain[pick_index(strike.dice, len(plain))]
        cites = any(part.statement.cited for part in strike.parts)
        return Struck(parts=_put(strike.parts, utter(about, said, frozenset(labels), tone, cites), place))
    return Struck(parts=_strike(strike.parts, fault, _harm(strike, fault, about, labels, tone)))


def utter(
    about: str,
    said: str | Phrase,
    labels: frozenset[str] = frozenset(),
    tone: str = "plain",
    cites: bool = False,
) -> Part:
    """One of the library's own wordings as a false statement; `cites`: the text that it gets into has
    citations."""
    phrase = said if isinstance(said, Phrase) else Phrase(said)
    return Part(
        Statement(
            about, phrase.text, False, labels, phrase.source, phrase.tone or tone, phrase.cited and cites
        )
    )


def garble(strike: Strike, with_figures: bool = False) -> Struck:
    """One sentence of the text gone wrong (one with a figure, if asked and there); other types are
    altered. The scenario's own words for the hazard come first."""
    if strike.parts is None:
        return alter_data(strike)
    if strike.fault is not None or not strike.parts:
        return speak(strike, "filler", FILLERS)
    places = _places(strike, with_figures)
    place = places[pick_index(strike.dice, len(places))]
    wrong = _wrong_sentence(strike.parts[place], strike)
    middle = () if wrong is None else (wrong,)
    return Struck(parts=(*strike.parts[:place], *middle, *strike.parts[place + 1 :]))


FILLERS = (
    "More about this will follow.",
    "Further details are to be added here.",
    "[text goes here]",
    "The rest speaks for itself.",
)
"""What stands in a text that had nothing in it."""


def _harm(strike: Strike, fault: FaultText, about: str, labels: tuple[str, ...], tone: str) -> Part:
    template, text = strike.scope.word(fault.wordings, about)
    statement = Statement(
        about=about,
        text=text,
        true=False,
        labels=fault.labels | frozenset(labels) | labels_of(template, strike.scope),
        source=fill(fault.source, strike.scope.values, strike.scope.facts)
        or ", ".join(named_values(template, strike.scope)),
        tone=fault.tone or tone,
        cited=fault.cite,
    )
    return Part(statement, fault.paragraph, form=fault.form or "sentence")


def _strike(parts: tuple[Part, ...], fault: FaultText, harm: Part) -> tuple[Part, ...]:
    """The text with the harm where the scenario wants it."""
    for place, part in enumerate(parts):
        if part.statement.about == fault.replaces:
            form = fault.form or (part.form if part.form not in LISTS else "sentence")
            statement = replace(harm.statement, about=part.statement.about)
            changed = replace(part, statement=statement, form=form)
            return (*parts[:place], changed, *parts[place + 1 :])
        if part.statement.about == fault.after:
            return (*parts[: place + 1], harm, *parts[place + 1 :])
    return _put(parts, harm, fault.place)


def _put(parts: tuple[Part, ...], harm: Part, place: str) -> tuple[Part, ...]:
    """Before everything, or after all but a list of sources and a closing in a paragraph of its own."""
    if place == "start":
        return (harm, *(replace(part, paragraph=True) for part in parts[:1]), *parts[1:])
    end = len(parts)
    while end > 1 and (parts[end - 1].form in _FOOTERS or (end == len(parts) and parts[end - 1].paragraph)):
        end -= 1
    return (*parts[:end], harm, *parts[end:])


def _places(strike: Strike, with_figures: bool) -> list[int]:
    """Where a sentence may go wrong: one whose loss or change a reader would notice."""
    parts = strike.parts or ()
    own = [place for place, part in enumerate(parts) if part.spec is not None and part.spec.wrong is not None]
    figures = [place for place, part in enumerate(parts) if _has_figure(part)]
    if with_figures and figures:
        return figures
    lists = [place for place, part in enumerate(parts) if _has_items(part)]
    saying = [place for place, part in enumerate(parts) if part.form not in _STAYS]
    return sorted({*own, *figures, *lists}) or saying or list(range(len(parts)))


def _has_figure(part: Part) -> bool:
    return part.form not in (*_CODE, *_STAYS) and any(map(str.isdigit, part.statement.text))


def _has_items(part: Part) -> bool:
    return part.form in LISTS and "\n" in part.statement.text


def _wrong_sentence(part: Part, strike: Strike) -> Part | None:
    """The scenario's wrong wording, else an item of a list lost, else a figure changed, else None: the
    sentence is lost."""
    if part.spec is not None and part.spec.wrong is not None:
        _, text = strike.scope.word(part.spec.wrong, part.statement.about)
        if text != part.statement.text:
            return say(part, text, strike.truth)
    if _has_items(part):
        return say(part, _one_less(part.statement.text, strike.dice), strike.truth)
    if _has_figure(part):
        return say(part, alter_text(part.statement.text, strike.dice), strike.truth)
    return None


def _one_less(text: str, dice: int) -> str:
    """The list without one of its items: what its first line announces, it no longer holds."""
    lead, *items = text.split("\n")
    gone = pick_index(dice, len(items))
    kept = items[:gone] + items[gone + 1 :]
    if re.match(r"\d+\. ", items[0]):
        kept = [re.sub(r"^\d+", str(number), item) for number, item in enumerate(kept, 1)]
    return "\n".join([lead, *kept])
