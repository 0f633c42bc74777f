"""Writes about drafts. Nothing that somebody made is ever lost: what is refused or replaced is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from podium.accounts.models import User
from podium.courses.models import Exercise, ExerciseVersion
from podium.courses.packages import open_package
from podium.studio.models import Draft, KeptReason, KeptVersion

KEPT_AT_MOST = 40
HISTORY_EVERY = timedelta(minutes=5)


class DraftConflict(Exception):
    """Another tab saved first. `current` is what stands; the refused document was kept as `kept`."""

    def __init__(self, current: Draft, kept: KeptVersion) -> None:
        super().__init__(f"revision {current.revision} stands")
        self.current = current
        self.kept = kept


@transaction.atomic
def open_draft(*, user: User, exercise: Exercise, at: datetime) -> Draft:
    """The learner's draft for an exercise, begun from the starter where there is none."""
    version = exercise.current
    if version is None:
        raise ValueError(f"{exercise.slug} has no content")
    draft, _ = Draft.objects.select_related("version").get_or_create(
        user=user,
        exercise=exercise,
        defaults={"version": version, "document": open_package(version).starter, "saved_at": at},
    )
    if draft.version_id != version.pk:
        _move_on(draft, version, at)
    return draft


def mark_handed_in(*, user: User, exercise: Exercise) -> None:
    """The attempt is over: the next opening may move on to newer content."""
    Draft.objects.filter(user=user, exercise=exercise).update(handed_in=True)


def working_version(*, user: User, exercise: Exercise) -> ExerciseVersion | None:
    """The content that a learner works with: their draft's where they have one, else the current one."""
    draft = Draft.objects.select_related("version").filter(user=user, exercise=exercise).first()
    return draft.version if draft else exercise.current


def _move_on(draft: Draft, version: ExerciseVersion, at: datetime) -> None:
    """Take up newer content between two attempts; in the middle of one nothing changes."""
    is_untouched = draft.document == open_package(draft.version).starter
    if not (is_untouched or draft.handed_in):
        return
    if is_untouched and draft.document != open_package(version).starter:
        draft.document = open_package(version).starter
        draft.revision += 1
        draft.saved_at = at
    draft.version, draft.handed_in = version, False
    draft.save()


def save_draft(*, draft: Draft, document: Any, revision: int, at: datetime) -> Draft:
    """Save over the revision that the writer had seen; raises DraftConflict (both documents kept)
    otherwise."""
    conflict: DraftConflict | None = None
    with transaction.atomic():
        current = Draft.objects.select_for_update().get(pk=draft.pk)
        if current.document == document:
            return current
        if current.revision != revision:
            kept = _keep(current, document, KeptReason.CONFLICT, at)
            conflict = DraftConflict(current, kept)
        else:
            if _is_history_due(current, at):
                _keep(current, current.document, KeptReason.HISTORY, at)
            current.document = document
            current.revision += 1
            current.saved_at = at
            current.save(update_fields=["document", "revision", "saved_at"])
    if conflict is not None:
        raise conflict
    return current


@transaction.atomic
def restore_version(*, draft: Draft, kept: KeptVersion, at: datetime) -> Draft:
    """Put a kept version back; what stood there is kept in turn."""
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    _keep(current, current.document, KeptReason.REPLACED, at)
    current.document = kept.document
    current.revision += 1
    current.saved_at = at
    current.save(update_fields=["document", "revision", "saved_at"])
    return current


def _keep(draft: Draft, document: Any, reason: KeptReason, at: datetime) -> KeptVersion:
    for recent in draft.kept.all()[:5]:  # a tab that goes on trying sends the same document again and again
        if recent.document == document:
            return recent
    kept = KeptVersion.objects.create(
        draft=draft, revision=draft.revision, reason=reason, document=document, kept_at=at
    )
    surplus = draft.kept.values_list("pk", flat=True)[KEPT_AT_MOST:]
    KeptVersion.objects.filter(pk__in=list(surplus)).delete()
    return kept


def _is_history_due(draft: Draft, at: datetime) -> bool:
    latest = draft.kept.filter(reason=KeptReason.HISTORY).first()
    return latest is None or at - latest.kept_at >= HISTORY_EVERY
