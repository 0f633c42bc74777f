"""Drawing the hidden facts of a case, each from a stream of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import singledispatch
from typing import Any

from sandbox.world.book import (
    Casebook,
    Chance,
    Choose,
    Computed,
    Constant,
    DateAfter,
    DateWithin,
    FactSpec,
    Filled,
    Number,
    Pick,
    Record,
    Sample,
)
from sandbox.world.draw import Stream, strikes, to_millionths
from sandbox.world.template import fill


class Hand:
    """What a drawing may look at: the book's pools, the facts so far, which side, and its stream."""

    def __init__(
        self, book: Casebook, facts: Mapping[str, Any], practice: bool, key: tuple[int | str, ...]
    ) -> None:
        """`key` names the stream: seed, case and fact."""
        self.book = book
        self.facts = facts
        self.practice = practice
        self.key = key
        self._stream: Stream | None = None

    @property
    def stream(self) -> Stream:
        """The stream of this name, begun when it is first asked for: many facts need no luck."""
        if self._stream is None:
            self._stream = Stream(*self.key)
        return self._stream

    def inner(self, name: str) -> Hand:
        """The hand for a field of a record, with a stream of its own."""
        return Hand(self.book, self.facts, self.practice, (*self.key, name))


def draw_facts(book: Casebook, suite: str, number: int, seed: int | str, practice: bool) -> dict[str, Any]:
    """All facts of one case, in the book's order; raises FormulaError where a formula of the book fails."""
    facts: dict[str, Any] = {"suite": suite, "number": float(number), "practice": practice}
    side = "practice" if practice else "hidden"
    facts["voice"] = float(Stream(seed, side, suite, number, "voice").index(5040))
    override = book.suites[suite].facts if suite in book.suites else {}
    for name, spec in book.facts.items():
        hand = Hand(book, facts, practice, (seed, side, suite, number, name))
        facts[name] = draw_fact(override.get(name, spec), hand)
    return facts


@singledispatch
def draw_fact(spec: FactSpec, hand: Hand) -> Any:
    """The data that a fact's specification gives with this hand."""
    raise TypeError(f"no way to draw {spec!r}")


@draw_fact.register
def _(spec: Constant, hand: Hand) -> Any:
    return spec.data


@draw_fact.register
def _(spec: Pick, hand: Hand) -> Any:
    entries = hand.book.pools[spec.pool].choose(hand.practice)
    return entries[hand.stream.index(len(entries))]


@draw_fact.register
def _(spec: Sample, hand: Hand) -> Any:
    entries = list(hand.book.pools[spec.pool].choose(hand.practice))
    count = spec.low + hand.stream.index(spec.high - spec.low + 1)
    return [entries.pop(hand.stream.index(len(entries))) for _ in range(min(count, len(entries)))]


@draw_fact.register
def _(spec: Choose, hand: Hand) -> Any:
    left = hand.stream.index(sum(spec.weights))
    for option, weight in zip(spec.options, spec.weights, strict=True):
        left -= weight
        if left < 0:
            return option
    raise AssertionError("weights are positive")


@draw_fact.register
def _(spec: Chance, hand: Hand) -> Any:
    return strikes(hand.stream.next(), to_millionths(spec.probability))


@draw_fact.register
def _(spec: Number, hand: Hand) -> Any:
    steps = round((spec.high - spec.low) / spec.step)
    return round(spec.low + spec.step * hand.stream.index(steps + 1), 6)


@draw_fact.register
def _(spec: DateWithin, hand: Hand) -> Any:
    first, last = date.fromisoformat(spec.first), date.fromisoformat(spec.last)
    return (first + timedelta(days=hand.stream.index((last - first).days + 1))).isoformat()


@draw_fact.register
def _(spec: DateAfter, hand: Hand) -> Any:
    days = spec.low + hand.stream.index(spec.high - spec.low + 1)
    return (date.fromisoformat(hand.facts[spec.fact]) + timedelta(days=days)).isoformat()


@draw_fact.register
def _(spec: Computed, hand: Hand) -> Any:
    return spec.formula.evaluate({}, hand.facts)


@draw_fact.register
def _(spec: Filled, hand: Hand) -> Any:
    wordings = spec.wordings.choose(hand.practice)
    return fill(wordings[hand.stream.index(len(wordings))], {}, hand.facts)


@draw_fact.register
def _(spec: Record, hand: Hand) -> Any:
    return {
        name: draw_fact(inner, hand.inner(name))
        for name, inner in spec.fields.items()
        if not (name in spec.omit and spec.omit[name].holds({}, hand.facts))
    }
