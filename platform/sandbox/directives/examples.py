"""Reads the authored sentences under data/: what carries a directive, and what only looks as if it did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sandbox.directives.catalogue import ALL_SLUGS

DATA = Path(__file__).parent / "data"
STYLES = ("terse", "verbose", "indirect", "bullet", "other_words", "learner", "criteria")
KINDS = (
    "topic", "near_miss", "negation", "contradiction", "waiver", "quoted", "takeback", "salad", "unrelated",
)  # fmt: skip
CONTRADICTING = frozenset({"contradiction", "waiver", "takeback"})
_HEADING = re.compile(r"\[\s*([+-])\s*([a-z_ ]+?)\s*\]")


@dataclass(frozen=True, slots=True)
class Example:
    """One authored sentence. `carries` says whether it carries `slug`; `kind` is empty for those that do."""

    slug: str
    text: str
    carries: bool
    kind: str
    style: str

    @property
    def contradicts(self) -> bool:
        """Whether the sentence takes the directive back, waives it or asks for its opposite."""
        return self.kind in CONTRADICTING


class DataFormatError(ValueError):
    """A data file breaks the format; the message names file and line."""


def parse_examples(slug: str, text: str, name: str = "") -> tuple[Example, ...]:
    """Parse a data file's text: headings `[+ STYLE]` and `[- KIND STYLE]`, then one sentence a line."""
    found: list[Example] = []
    heading: tuple[bool, str, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("# "):
            continue
        match = _HEADING.fullmatch(line)
        if match:
            heading = _parse_heading(match, f"{name or slug}:{number}")
        elif heading is None:
            raise DataFormatError(f"{name or slug}:{number}: a sentence stands before the first heading")
        else:
            found.append(Example(slug, line.removeprefix("- "), heading[0], heading[1], heading[2]))
    return tuple(dict.fromkeys(found))


def _parse_heading(match: re.Match[str], place: str) -> tuple[bool, str, str]:
    """Return (carries, kind, style) of a heading."""
    words = match.group(2).split()
    carries = match.group(1) == "+"
    kind, style = ("", words[0]) if carries else (words[0], words[1] if len(words) > 1 else "terse")
    if style not in STYLES or (not carries and kind not in KINDS):
        raise DataFormatError(f"{place}: no such heading as {match.group()}")
    return carries, kind, style


def load_examples(folder: Path = DATA) -> tuple[Example, ...]:
    """Read `<slug>.txt` and `<slug>.<part>.txt` in the order of the catalogue; a slug without files is
    left out."""
    found: list[Example] = []
    for slug in ALL_SLUGS:
        for path in sorted(folder.glob(f"{slug}.*txt")):
            found.extend(parse_examples(slug, path.read_text(encoding="utf-8"), path.name))
    return tuple(dict.fromkeys(found))
