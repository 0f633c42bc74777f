"""Writes about exercises: the files on disk become rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from exercises.loader import Package, load_all
from podium.courses.models import Exercise, ExerciseVersion
from podium.courses.packages import read_files


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading found: slugs with new content, slugs as they were, and problems in words."""

    fresh: tuple[str, ...]
    same: tuple[str, ...]
    problems: tuple[str, ...]


def load_content(*, at: datetime) -> Loaded:
    """Bring every exercise package of the library into the database. A package with problems is left as it
    was."""
    packages, problems = load_all()
    fresh = [package.slug for package in packages if publish(package=package, at=at)]
    same = [package.slug for package in packages if package.slug not in fresh]
    if not problems:
        Exercise.objects.exclude(slug__in=[package.slug for package in packages]).update(is_published=False)
    return Loaded(tuple(fresh), tuple(same), tuple(str(problem) for problem in problems))


@transaction.atomic
def publish(*, package: Package, at: datetime) -> bool:
    """Make a package's content the exercise's current version; False where nothing changed."""
    exercise, _ = Exercise.objects.get_or_create(
        slug=package.slug, defaults={"title": package.title, "level": package.level, "kind": package.kind}
    )
    if exercise.current and exercise.current.content_hash == package.version and exercise.is_published:
        return False
    version, _ = ExerciseVersion.objects.get_or_create(
        exercise=exercise,
        content_hash=package.version,
        defaults={
            "title": package.title,
            "summary": package.summary[:300],
            "level": package.level,
            "kind": package.kind,
            "minutes": package.minutes,
            "skills": dict(package.skills),
            "duties": list(package.duties),
            "files": read_files(package.slug),
            "created_at": at,
        },
    )
    exercise.title, exercise.level, exercise.kind = package.title, package.level, package.kind
    exercise.current, exercise.is_published = version, True
    exercise.save()
    return True
