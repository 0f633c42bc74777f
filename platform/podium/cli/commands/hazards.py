"""`podium hazards`: the ways in which work goes wrong, what helps, and each at work on a small stage."""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError
from podium.cli.output import canonical_json, paint, plain, table, wrap

if TYPE_CHECKING:
    from sandbox.world.demonstration.showing import Shown, Trace
    from sandbox.world.hazards.hazard import Hazard

SUMMARY = (
    "list the hazards of the sandbox, or show one at work: what it does, what prevents it, what catches it"
)
FIELDS = (
    "slug", "title", "does", "corrupts", "scope", "prevented_by", "structure", "caught_by", "example", "rate",
    "mast", "share", "owasp",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One hazard or all, a group, the shares, and the kind of output."""
    parser.add_argument("hazard", metavar="SLUG", nargs="?", help="show this hazard and its two runs")
    parser.add_argument(
        "--group", choices=("mast", "owasp", "environment", "craft"), help="list only this group"
    )
    parser.add_argument(
        "--shares",
        action="store_true",
        help="how often each failure mode is drawn, beside the published share",
    )
    parser.add_argument("--cases", type=int, default=10_000, metavar="N", help="cases for --shares (10000)")
    parser.add_argument("--per-case", type=int, default=1, metavar="K", help="modes a case for --shares (1)")
    parser.add_argument("--seed", default="0", help="the seed for --shares (0)")
    parser.add_argument("--json", action="store_true", help="print canonical JSON")


def run(options: argparse.Namespace) -> int:
    """Print the library, one hazard, or the shares."""
    if options.shares:
        return _shares(options)
    if options.hazard:
        return _one(options.hazard, options.json)
    return _all(options.group, options.json)


def _row(hazard: Hazard) -> dict[str, Any]:
    return {**{field: getattr(hazard, field) for field in FIELDS}, "groups": list(hazard.groups)}


def _all(group: str | None, as_json: bool) -> int:
    from sandbox.world.hazards import HAZARDS
    from sandbox.world.hazards.hazard import GROUPS

    chosen = [hazard for hazard in HAZARDS.values() if group is None or group in hazard.groups]
    if as_json:
        sys.stdout.write(canonical_json([_row(hazard) for hazard in chosen]))
        return 0
    for name, title in GROUPS.items():
        members = [hazard for hazard in chosen if (group or hazard.groups[0]) == name]
        if members:
            print(paint(f"{title} ({len(members)})", "bold"))
            print()
            for hazard in sorted(members, key=lambda hazard: (hazard.mast or "", hazard.slug)):
                _print_entry(hazard)
    print("podium hazards SLUG shows a hazard at work, and what mends it.")
    return 0


def _print_entry(hazard: Hazard) -> None:
    print(f"{paint(hazard.title, 'bold')} ({hazard.slug})")
    for line in _facts(hazard):
        print(wrap(line, 4))
    print()


def _facts(hazard: Hazard) -> list[str]:
    from sandbox.directives.catalogue import title

    told = f"{title(hazard.prevented_by)} ({hazard.prevented_by}). " if hazard.prevented_by else ""
    share = f", {hazard.share:g} % of failures" if hazard.share is not None else ""
    places = [
        f"MAST {hazard.mast}{share}" if hazard.mast else "",
        f"OWASP {hazard.owasp}" if hazard.owasp else "",
    ]
    known = "; ".join(filter(None, places)) or "no entry in the taxonomies"
    return [
        hazard.does,
        f"Example: {hazard.example}",
        f"Corrupts: {hazard.corrupts}.",
        f"Prevented by: {told}{hazard.structure}",
        f"Caught by: {hazard.caught_by}.",
        f"Known as: {known}. Usual rate: {hazard.rate:g}.",
    ]


def _one(slug: str, as_json: bool) -> int:
    from sandbox.world.demonstration.showing import show_play
    from sandbox.world.hazards import HAZARDS

    if slug not in HAZARDS:
        raise CommandError(f"There is no hazard {slug!r}.", f"There are: {', '.join(HAZARDS)}.")
    shown = show_play(slug)
    if as_json:
        sys.stdout.write(canonical_json({**_row(shown.hazard), "demonstration": _plain(shown)}))
        return 0
    _print_entry(shown.hazard)
    print(paint(f"On the stage: {shown.title}", "bold"))
    for name, value in shown.given.items():
        print(wrap(value, 32, f"    {name}"))
    bad, first, *more = (_tell(trace, shown.cases, _half()) for trace in (shown.bad, *shown.twins))
    _print_beside(bad, first)
    for lines in more:
        _print_beside(lines, [])
    return 0


def _plain(shown: Shown) -> dict[str, Any]:
    return {
        "case": shown.title,
        "given": shown.given,
        "expected": shown.expected,
        "cases": shown.cases,
        "runs": [_plain_trace(trace) for trace in (shown.bad, *shown.twins)],
    }


def _plain_trace(trace: Trace) -> dict[str, Any]:
    names = (
        "kind", "words", "struck", "score", "status", "cost", "seconds", "cases_struck", "cases_right",
        "mean_cost", "mean_seconds",
    )  # fmt: skip
    lines = [
        {"who": each.who, "text": each.text, "note": each.note, "mark": each.mark} for each in trace.lines
    ]
    return {**{name: getattr(trace, name) for name in names}, "lines": lines}


_STYLES = {"struck": "red", "wrong": "yellow", "failed": "red", "caught": "green"}
_HEADS = {"bad": "The bad run", "directive": "Mended by a sentence", "structure": "Mended by structure"}
Told = list[tuple[str, str]]
"""Lines of one column with their styles."""


def _half() -> int:
    """The width of one of two columns."""
    return (max(80, min(140, shutil.get_terminal_size((110, 24)).columns)) - 3) // 2


def _tell(trace: Trace, cases: int, width: int) -> Told:
    """A run as the lines of a column."""
    told: Told = [(_HEADS[trace.kind], "bold"), *_fit(trace.words, "dim", width, "")]
    for line in trace.lines:
        note = f" [{line.note}]" if line.note else ""
        told += _fit(f"{line.who}: {line.text}{note}", _STYLES.get(line.mark, ""), width)
    figures = (
        f"{trace.status}, worth {100 * trace.score:.0f} of 100. Over {cases} cases: struck in "
        f"{trace.cases_struck}, right in {trace.cases_right}, {trace.mean_cost:.4f} euros and "
        f"{trace.mean_seconds:.0f} s a case."
    )
    return [*told, *_fit(figures, "dim", width, "")]


def _fit(text: str, style: str, width: int, indent: str = "  ") -> Told:
    words = " ".join(plain(text).split())
    return [(line, style) for line in textwrap.wrap(words, width, subsequent_indent=indent)]


def _print_beside(left: Told, right: Told) -> None:
    """Two columns, line by line; the second may be empty."""
    width = _half() if right else 0
    print()
    for one, other in itertools.zip_longest(left, right, fillvalue=("", "")):
        row = f"{_styled(one, width)} │ {_styled(other)}" if right else _styled(one)
        print(row.rstrip())


def _styled(line: tuple[str, str], width: int = 0) -> str:
    text, style = line
    return paint(text.ljust(width), style) if style else text.ljust(width)


def _shares(options: argparse.Namespace) -> int:
    from sandbox.world.hazards import HAZARDS
    from sandbox.world.modes import FLOOR, PUBLISHED, WEIGHTS, count_shares

    if options.cases < 1 or options.per_case < 1:
        raise CommandError("--cases and --per-case must be at least 1.")
    observed = count_shares(options.cases, options.seed, options.per_case)
    rows = [
        {"mode": HAZARDS[slug].mast, "slug": slug, "published": PUBLISHED[slug],
         "expected": WEIGHTS[slug] / 1000.0, "observed": share}
        for slug, share in observed.items()
    ]  # fmt: skip
    if options.json:
        sys.stdout.write(canonical_json(rows))
        return 0
    cells = [
        (str(row["mode"]), f"{row['published']:9.2f}", f"{row['expected']:8.2f}", f"{row['observed']:8.2f}")
        for row in rows
    ]
    print(table(cells, ("failure mode", "published", "expected", "observed")))
    print(f"Percent over {options.cases} cases with {options.per_case} a case; the floor is {FLOOR:g} %.")
    return 0
