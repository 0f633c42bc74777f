"""`podium run`: a workflow on the public practice cases, in the sandbox or with real models."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError
from podium.cli.files import load_exercise, open_runnable
from podium.cli.output import canonical_json, paint, table, wrap

if TYPE_CHECKING:
    from exercises.loader import Package
    from grading.practice import PracticeRun
    from sandbox.scenario import Case

SUMMARY = "run a workflow on the public practice cases of an exercise"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The exercise, the file, one case or all, and how much to print."""
    parser.add_argument("exercise", metavar="SLUG", help="the exercise")
    parser.add_argument(
        "file", metavar="FILE", help="a workflow document, YAML or JSON; - reads standard input"
    )
    parser.add_argument("--case", metavar="ID", help="only this practice case")
    parser.add_argument("--trace", action="store_true", help="print each event of the run")
    parser.add_argument("--json", action="store_true", help="print the runs as canonical JSON")
    parser.add_argument("--live", action="store_true", help="real models: see PODIUM_MODEL_ENDPOINT")
    parser.add_argument(
        "--record", metavar="FILE", help="write the runs there, for `podium replay` and `trace`"
    )
    parser.add_argument(
        "--replay",
        metavar="FILE",
        help="answer from these recorded calls; with --live the rest is asked anew",
    )
    parser.add_argument("--otlp", metavar="FILE", help="write the runs there as OpenTelemetry (OTLP JSON)")


def run(options: argparse.Namespace) -> int:
    """Run the cases and print what came out, beside what was right."""
    from grading.practice import run_practice
    from sandbox.world.casebook import practice_cases

    package = load_exercise(options.exercise)
    data, document = open_runnable(package.scenario, options.file)
    cases = practice_cases(package.scenario)
    if options.case:
        cases = tuple(case for case in cases if case.id == options.case)
        if not cases:
            known = ", ".join(case.id for case in practice_cases(package.scenario))
            raise CommandError(f"There is no practice case {options.case!r}.", f"There are: {known}.")
    if options.live or options.replay:
        return _run_live(options, package, data, cases)
    runs = run_practice(package, document, cases)
    _keep(options, [_entry(options.exercise, data, entry) for entry in runs])
    if options.json:
        sys.stdout.write(canonical_json([run.as_dict(with_events=options.trace) for run in runs]))
        return 0
    for entry in runs:
        _print(entry, options.trace)
    print(
        f"{len(runs)} runs, mean outcome {100 * sum(entry.score for entry in runs) / len(runs):.0f} of 100."
    )
    return 0


def _run_live(options: argparse.Namespace, package: Package, data: Any, cases: Sequence[Case]) -> int:
    """With real models, from an endpoint, a recording or both."""
    from podium.cli.live import print_entry, run_cases
    from podium.cli.runfile import calls_of, read_runs

    recorded = calls_of(read_runs(options.replay)) if options.replay else None
    entries = run_cases(package, data, cases, live=options.live, recorded=recorded, exercise=options.exercise)
    _keep(options, entries)
    if options.json:
        sys.stdout.write(canonical_json([_without(entry, options.trace) for entry in entries]))
        return 0
    for entry in entries:
        print_entry(entry)
        if options.trace:
            _print_events(entry["events"])
    return 0


def _without(entry: dict[str, Any], events: bool) -> dict[str, Any]:
    """What is printed of a live run: not its document and calls, its events on request."""
    left_out = {"document", "calls"} | (set() if events else {"events"})
    return {name: item for name, item in entry.items() if name not in left_out}


def _keep(options: argparse.Namespace, entries: list[dict[str, Any]]) -> None:
    """Write the files that were asked for."""
    from podium.cli.runfile import otlp_of, write_file, write_runs

    if options.record:
        write_runs(options.record, entries)
    if options.otlp:
        write_file(options.otlp, canonical_json(otlp_of(entries, content=False)))


def _entry(exercise: str, document: Any, run: PracticeRun) -> dict[str, Any]:
    """A simulated run as a file of runs holds it."""
    plain = run.as_dict(with_events=True)
    events = plain.pop("events")
    return {
        "exercise": exercise,
        "case": run.case,
        "mode": "simulated",
        "document": document,
        "events": events,
        "outcome": plain,
    }


def _print(entry: PracticeRun, trace: bool) -> None:
    mark = paint(
        f"{100 * entry.score:.0f}", "green" if entry.score > 0.99 else "yellow" if entry.score > 0 else "red"
    )
    print(f"{paint(entry.case, 'bold')}  {entry.title}")
    print(
        f"  {entry.status}, outcome {mark} of 100, {entry.seconds:.1f} s, {entry.cost:.4f} euros, "
        f"{entry.human_minutes:.1f} human minutes"
    )
    for text in entry.incidents:
        print(wrap(text, 13, paint("  incident: ", "red")))
    print(
        table(
            [
                (f"  {part.name}", f"{100 * part.score:.0f}", _short(part.got), _short(part.expected))
                for part in entry.parts
            ],
            ("  deliverable", "score", "got", "expected"),
        )
    )
    if trace:
        _print_events(entry.events)
    print()


def _print_events(events: Iterable[Mapping[str, Any]]) -> None:
    for event in events:
        print(
            f"  {event['at']:8.2f}  {event['type']:15} {event.get('node') or '':20} "
            f"{_short(_told(event), 90)}"
        )
        for line in _plan_of(event):
            print(wrap(line, 32))


def _told(event: Mapping[str, Any]) -> Any:
    """What a line of the trace says of an event; a plan is printed task by task below it."""
    data = event.get("data") or {}
    return data.get("trouble", "") if event["type"] == "plan_made" else data


def _plan_of(event: Mapping[str, Any]) -> list[str]:
    """The tasks of a plan in words, a line each."""
    if event["type"] != "plan_made":
        return []
    return [line for line in str(event["data"]["text"]).split("\n") if line]


def _short(value: Any, width: int = 44) -> str:
    text = value if isinstance(value, str) else canonical_json(value).strip()
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1]}…"
