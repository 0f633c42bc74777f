"""Writes about drafts. Nothing that somebody made is ever lost: what is refused or replaced is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from podium.accounts.models import User
from podium.courses.models import Exercise
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
    draft, _ = Draft.objects.get_or_create(
        user=user,
        exercise=exercise,
        defaults={"version": version, "document": open_package(version).starter, "saved_at": at},
    )
    return draft


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
