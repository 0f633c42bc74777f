"""The one door to the grader: a submission in, what the grader says out."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from grading.grade import grade_submission
from grading.score import Grade, NotGradable
from podium.courses.packages import open_package
from podium.installation import derive_seed
from podium.submissions.models import Submission


def grade_row(submission: Submission) -> Grade | NotGradable:
    """Grade a submission on its own version's hidden cases, drawn from the installation's seed and its
    form."""
    package = open_package(submission.version)
    seed = settings.INSTALLATION.seed_named(submission.seed_fingerprint)
    answer = grade_submission(package, submission.document, seed=form_seed(seed, submission.form))
    # The form goes by our own name: one made of the seed would let anybody grade against the hidden cases.
    return replace(answer, form=submission.form) if isinstance(answer, Grade) else answer


def form_seed(seed: str, form: str) -> int:
    """The seed of a form's hidden cases. Never the practice seed, which is 0."""
    return derive_seed(seed, f"form {form}")
