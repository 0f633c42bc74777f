"""What travels the wires of a long document: a mapping that shares what it grew from.

A plain dictionary would be copied at every node: a chain of n nodes that each make a value would copy n²/2
entries. A bundle keeps layers instead, each at least as large as all after it, as a binary counter does:
adding a value copies log n entries in the long run, and looking one up asks log n layers.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from itertools import chain
from typing import TypeVar, overload

T = TypeVar("T")

FEW = 32
"""Up to so many entries a copy is cheaper than layers."""


class Bundle(Mapping[str, T]):
    """A mapping that never changes; order and meaning are those of `{**base, **more}`."""

    __slots__ = ("_layers", "_size")

    def __init__(self, layers: tuple[Mapping[str, T], ...], size: int) -> None:
        self._layers = layers
        """Oldest first; a later one counts."""
        self._size = size

    @property
    def layers(self) -> tuple[Mapping[str, T], ...]:
        """Dictionaries that must not be changed, oldest first."""
        return self._layers

    def __getitem__(self, name: str) -> T:
        for layer in reversed(self._layers):
            if name in layer:
                return layer[name]
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(name in layer for layer in self._layers)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[str]:
        names = chain.from_iterable(self._layers)
        return names if self._size == sum(map(len, self._layers)) else iter(dict.fromkeys(names))

    def items(self) -> ItemsView[str, T]:
        """All entries, laid out once."""
        return self.flat().items()

    def values(self) -> ValuesView[T]:
        """All values, laid out once."""
        return self.flat().values()

    def flat(self) -> dict[str, T]:
        """The same as one new dictionary."""
        flat: dict[str, T] = {}
        for layer in self._layers:
            flat.update(layer)
        return flat


class Names(Sequence[str]):
    """The names in a bundle as a list would hold them, laid out only when somebody reads them: an event for
    each node would else copy all names that there are."""

    __slots__ = ("_bundle",)

    def __init__(self, bundle: Mapping[str, object]) -> None:
        self._bundle = bundle

    def __len__(self) -> int:
        return len(self._bundle)

    def __iter__(self) -> Iterator[str]:
        return iter(self._bundle)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return list(self._bundle)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self._bundle))


def extend(base: Mapping[str, T], more: Mapping[str, T]) -> Mapping[str, T]:
    """`{**base, **more}`, sharing what it can. Neither may be changed afterwards."""
    if not more:
        return base
    if len(base) <= FEW:
        return {**base, **more}
    layers = _layers_of(base)
    size = len(base) + sum(name not in base for name in more)
    last = {**more}
    kept = len(layers)
    while kept and len(layers[kept - 1]) <= max(len(last), FEW // 2):
        kept -= 1
        last = {**layers[kept], **last}
    return Bundle((*layers[:kept], last), size)


def since(base: Mapping[str, T], other: Mapping[str, T]) -> Mapping[str, T]:
    """What came to `other` since it and `base` grew apart; everything where they have nothing in common.
    A layer is only ever built upon, so that whatever two bundles share stands first in both."""
    if not isinstance(other, Bundle):
        return {} if other is base else other
    shared = 0
    for mine, theirs in zip(_layers_of(base), other.layers, strict=False):
        if mine is not theirs:
            break
        shared += 1
    return Bundle(other.layers[shared:], len(other)).flat()


def _layers_of(values: Mapping[str, T]) -> tuple[Mapping[str, T], ...]:
    return values.layers if isinstance(values, Bundle) else (values,)


def names_in(values: Mapping[str, object]) -> Sequence[str]:
    """The names of some values, in order, for an event."""
    return Names(values) if isinstance(values, Bundle) else list(values)
