#!/usr/bin/env python3
"""Podium's one entry: `up` sets everything up and runs the site, `test` runs the tests, the rest is Django's.

Only the standard library is used here, and only what every Python 3 can read, so that an old one gets an
answer.
"""

import os
import sys


def main() -> None:
    """Check the Python, then hand over to the launcher."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an old one must get an answer
        found = ".".join(str(part) for part in sys.version_info[:2])
        sys.exit(
            "Podium needs Python 3.11 or newer; this is " + found + ".\n"
            "Install a newer one (python.org, or your system's package python3.11),"
            " then: python3.11 manage.py up"
        )
    root = os.path.dirname(os.path.abspath(__file__))
    sys.path.append(os.path.join(root, "platform"))
    from podium.launch.command import run

    sys.exit(run(root, sys.argv[1:]))


if __name__ == "__main__":
    main()
