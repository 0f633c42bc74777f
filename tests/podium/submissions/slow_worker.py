"""A worker whose grader takes its time: it leaves a mark when it begins, and waits before it answers.

What it answers is made up: these tests are about the queue. Run as a program by the tests that kill or
pause a worker in the middle.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django

django.setup()

from podium.celery import app  # noqa: E402
from podium.submissions import tasks  # noqa: E402
from tests.podium.making import make_grade  # noqa: E402


def grade_slowly(submission):
    """Mark, wait, answer."""
    marks = Path(os.environ["MARKS"])
    (marks / f"{os.getpid()}").write_text(str(submission.pk))
    time.sleep(float(os.environ["PAUSE"]))
    return make_grade()


if __name__ == "__main__":
    tasks.grade_row = grade_slowly
    app.worker_main(sys.argv[1:])
