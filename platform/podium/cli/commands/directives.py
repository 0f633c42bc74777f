"""`podium directives`: how well prompts are read, on whose sentences, and training anew."""

from __future__ import annotations

import argparse
import sys

from podium.cli.errors import CommandError
from podium.cli.files import read_bytes
from podium.cli.output import canonical_json

SUMMARY = "report how well prompts are read, score labelled sentences, or train the reader anew"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and the file of labelled sentences."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    report = actions.add_parser(
        "report", help="precision and recall per directive on styles left out of training"
    )
    report.add_argument("--json", action="store_true", help="print the report as canonical JSON")
    score = actions.add_parser("score", help="precision, recall and F1 on labelled sentences")
    score.add_argument("file", metavar="FILE.jsonl", help='one {"text", "directive", "label": 0 or 1} a line')
    score.add_argument(
        "--json", action="store_true", help="print the figures as one JSON object on the last line"
    )
    actions.add_parser(
        "train", help="train from the authored sentences; the same sentences give the same bytes"
    )


def run(options: argparse.Namespace) -> int:
    """Hand over to the detector."""
    if options.action == "score":
        return _score(options.file, options.json)
    if options.action == "train":
        return _train()
    return _report(options.json)


def _score(name: str, as_json: bool) -> int:
    from sandbox.directives.score import score_lines

    try:
        figures = score_lines(read_bytes(name).decode("utf-8", "replace").splitlines())
    except ValueError as error:
        raise CommandError(
            f"{name}: {error}.",
            'Each line is {"text": "...", "directive": "respect_limit", "label": 0 or 1}.',
        ) from None
    if as_json:
        sys.stdout.write(canonical_json(figures))
    else:
        for key, figure in figures.items():
            print(f"{key:20} {figure:.3f}")
    return 0


def _train() -> int:
    try:
        from sandbox.directives.train import train
    except ImportError as error:
        raise CommandError(
            f"Training needs a package that is not here: {error.name}.",
            "Install the development requirements.",
        ) from None
    train()
    print("Trained; the weights are in place.")
    return 0


def _report(as_json: bool) -> int:
    try:
        from sandbox.directives.report import describe_report, make_report
    except ImportError as error:
        raise CommandError(
            f"The report needs something that is not here: {error.name}.",
            "Install the development requirements.",
        ) from None
    report = make_report()
    sys.stdout.write(canonical_json(report) if as_json else describe_report(report))
    return 0
