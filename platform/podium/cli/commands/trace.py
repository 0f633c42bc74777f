"""`podium trace`: recorded runs as OpenTelemetry traces."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from podium.cli.output import canonical_json, paint
from podium.cli.runfile import Entry, open_run, otlp_of, read_runs, write_file

if TYPE_CHECKING:
    from sandbox.telemetry.span import Span

SUMMARY = "show recorded runs as traces, or export them as OpenTelemetry (OTLP JSON)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and in which form."""
    parser.add_argument(
        "file", metavar="FILE", help="runs, as `podium run ... --record FILE` or the API gives them"
    )
    parser.add_argument("--otlp", action="store_true", help="print an ExportTraceServiceRequest as JSON")
    parser.add_argument("--output", metavar="FILE", help="write the OTLP JSON there instead")
    parser.add_argument(
        "--content",
        action="store_true",
        help="also what models were told and said, unless the policy redacts",
    )


def run(options: argparse.Namespace) -> int:
    """Print the traces."""
    entries = read_runs(options.file)
    if options.otlp or options.output:
        text = canonical_json(otlp_of(entries, options.content))
        if options.output:
            write_file(options.output, text)
        else:
            sys.stdout.write(text)
        return 0
    for entry in entries:
        _print(entry)
    return 0


def _print(entry: Entry) -> None:
    from sandbox.telemetry.trace import Telling, make_trace

    document, events = open_run(entry)
    spans = make_trace(document, events, Telling(Path(str(entry["exercise"])).name, str(entry["case"])))
    inside: dict[int | None, list[int]] = {}
    for at, span in enumerate(spans):
        inside.setdefault(span.parent, []).append(at)
    print(paint(str(entry["case"]), "bold"))
    waiting = [(at, 0) for at in reversed(inside.get(None, []))]
    while waiting:
        at, depth = waiting.pop()
        print(_line(spans[at], depth))
        waiting += [(child, depth + 1) for child in reversed(inside.get(at, []))]
    print()


def _line(span: Span, depth: int) -> str:
    from sandbox.telemetry import names

    seconds = (span.end or span.start) - span.start
    tokens = [
        span.attributes[name] for name in (names.INPUT_TOKENS, names.OUTPUT_TOKENS) if name in span.attributes
    ]
    used = f"  {tokens[0]}+{tokens[1]} tokens" if len(tokens) == 2 else ""
    wrong = paint(f"  {span.attributes.get(names.ERROR_TYPE, '')}: {span.error}", "red") if span.error else ""
    return f"  {span.start:9.3f} s  {seconds:9.3f} s  {'  ' * depth}{span.name}{used}{wrong}"
