"""`podium directives`: how well prompts are read, on whose sentences, and training anew."""

from __future__ import annotations

import argparse

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
    raise NotImplementedError
