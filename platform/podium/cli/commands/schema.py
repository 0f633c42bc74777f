"""`podium schema`: the JSON Schema of the workflow document."""

from __future__ import annotations

import argparse
import json
import sys

SUMMARY = "print the JSON Schema of the workflow document"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Print the schema, indented."""
    from workflow.schema import json_schema

    json.dump(json_schema(), sys.stdout, indent=2, ensure_ascii=False)
    print()
    return 0
