"""Reading plain YAML data with every fault collected with its place, and a harmless stand-in given back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from exercises.loader.package import Fault
from sandbox.world.book import Wordings
from sandbox.world.formula import Formula, FormulaError, as_data, compile_formula

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
PATH = re.compile(r"[a-z]\w{0,39}(\.[A-Za-z_]\w{0,39}){0,4}", re.ASCII)


class Reading:
    """Collects the faults of one file of one package."""

    def __init__(self, slug: str, file: str) -> None:
        """Begin with no faults."""
        self.slug = slug
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, place: str, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.slug, self.file, place, message))

    def map(self, raw: Any, place: str) -> Mapping[str, Any]:
        """A map with string keys, or an empty one and a fault."""
        if isinstance(raw, Mapping) and all(isinstance(key, str) for key in raw):
            return raw
        self.fault(place, "must be a map with names as keys")
        return {}

    def items(self, entry: Mapping[str, Any], key: str, place: str = "") -> Iterable[tuple[str, Any]]:
        """The entries of a map under a key, where there is one; each key must be a name."""
        inner = f"{place}.{key}" if place else key
        found = self.map(entry.get(key, {}), inner)
        for name in found:
            self.name(name, inner)
        return found.items()

    def list(self, raw: Any, place: str) -> list[Any]:
        """A list, or an empty one and a fault."""
        if isinstance(raw, list):
            return raw
        self.fault(place, "must be a list")
        return []

    def only(self, entry: Mapping[str, Any], known: Iterable[str], place: str) -> None:
        """Fault every key that is not known."""
        names = tuple(known)
        for key in entry:
            if key not in names:
                where = f"{place}.{key}" if place else key
                self.fault(where, f"unknown key; known are {', '.join(names)}")

    def text(self, raw: Any, place: str) -> str:
        """A string that is not empty."""
        if isinstance(raw, str) and raw.strip():
            return raw
        self.fault(place, "must be a text that is not empty")
        return ""

    def name(self, raw: Any, place: str) -> str:
        """A name such as `order_number`."""
        if isinstance(raw, str) and NAME.fullmatch(raw):
            return raw
        self.fault(place, f"{raw!r} is no name; use small letters, digits and _, a letter first")
        return ""

    def path(self, raw: Any, place: str) -> str:
        """A name, or a field's path such as `rule.documents`."""
        if isinstance(raw, str) and PATH.fullmatch(raw):
            return raw
        self.fault(place, f"{raw!r} is no path such as rule.documents")
        return ""

    def names(self, raw: Any, place: str) -> tuple[str, ...]:
        """A list of names."""
        return tuple(self.name(item, place) for item in self.list(raw, place))

    def boolean(self, raw: Any, place: str) -> bool:
        """True or false."""
        if isinstance(raw, bool):
            return raw
        self.fault(place, "must be true or false")
        return False

    def number(self, raw: Any, place: str) -> float:
        """A finite number."""
        if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < 1e15:
            return float(raw)
        self.fault(place, "must be a number")
        return 0.0

    def whole(self, raw: Any, place: str) -> int:
        """A whole number."""
        number = self.number(raw, place)
        if number != int(number):
            self.fault(place, "must be a whole number")
        return int(number)

    def formula(self, raw: Any, place: str) -> Formula:
        """A formula; a stand-in that is never true where it cannot be read."""
        text = "true" if raw is True else "false" if raw is False else raw
        try:
            return compile_formula(self.text(text, place) or "false")
        except FormulaError as error:
            self.fault(place, f"no formula: {error}")
            return compile_formula("false")

    def formulas(self, raw: Any, place: str) -> dict[str, Formula]:
        """A map of names to formulas."""
        return {name: self.formula(item, f"{place}.{name}") for name, item in self.map(raw, place).items()}

    def wordings(self, raw: Any, place: str) -> Wordings:
        """One wording, a list of them, or `hidden` and `practice` lists."""
        if isinstance(raw, Mapping):
            self.only(raw, ("hidden", "practice"), place)
            hidden = self._wording_list(raw.get("hidden"), f"{place}.hidden")
            return Wordings(hidden, self._wording_list(raw.get("practice"), f"{place}.practice"))
        both = self._wording_list(raw, place)
        return Wordings(both, both)

    def data_list(self, raw: Any, place: str) -> tuple[Any, ...]:
        """A list of data that is not empty, numbers as floats."""
        found = tuple(self.data(item, place) for item in self.list(raw, place))
        if not found:
            self.fault(place, "must not be empty")
        return found or ("",)

    def data(self, raw: Any, place: str) -> Any:
        """Plain data with numbers as floats; dates that YAML recognised become text again."""
        if hasattr(raw, "isoformat"):
            return raw.isoformat()
        try:
            return as_data(raw)
        except FormulaError:
            self.fault(place, "must be plain data")
            return None

    def _wording_list(self, raw: Any, place: str) -> tuple[str, ...]:
        if isinstance(raw, list) and raw:
            return tuple(self.text(item, place).strip() for item in raw)
        return (self.text(raw, place).strip(),)
