"""Markdown tables of figures."""

from __future__ import annotations

from collections.abc import Mapping

_COLUMNS = ("precision", "recall", "f1", "false_positive_rate", "count")
Row = Mapping[str, float]


def table(title: str, rows: Mapping[str, Row]) -> list[str]:
    """Return the lines of one table of figures."""
    lines = [
        f"### {title}",
        "",
        "| | precision | recall | F1 | false positives | decisions |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        cells = [f"{row[column]:.3f}" if column != "count" else str(int(row[column])) for column in _COLUMNS]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def cross_table(title: str, rows: Mapping[str, Mapping[str, Row]]) -> list[str]:
    """Return the lines of a table of F1: a row for each directive, a column for each style."""
    styles = list(dict.fromkeys(style for row in rows.values() for style in row))
    lines = [f"### {title}", "", f"| | {' | '.join(styles)} |", "|---" * (len(styles) + 1) + "|"]
    for name, row in rows.items():
        cells = [f"{row[style]['f1']:.2f}" if style in row else "" for style in styles]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def kinds_table(title: str, rates: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the lines of a table of rates: a row for each kind of sentence, a column for each reader."""
    lines = [f"### {title}", "", f"| kind | {' | '.join(rates)} |", "|---" * (len(rates) + 1) + "|"]
    for kind in next(iter(rates.values())):
        cells = [f"{rate.get(kind, 0.0):.3f}" for rate in rates.values()]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return lines
