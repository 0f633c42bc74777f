"""Drafts: what somebody made is never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from podium.accounts.models import User
from podium.studio.models import Draft, KeptReason, KeptVersion
from podium.studio.services import (
    HISTORY_EVERY,
    KEPT_AT_MOST,
    DraftConflict,
    open_draft,
    restore_version,
    save_draft,
)
from tests.podium.making import NOON, make_document, make_exercise, post_desk


@pytest.fixture
def draft(learner: User) -> Draft:
    return open_draft(user=learner, exercise=make_exercise(), at=NOON)


def test_a_draft_begins_with_the_starter(draft: Draft) -> None:
    assert (draft.document, draft.revision) == (dict(post_desk().starter), 1)


def test_opening_it_again_changes_nothing(draft: Draft) -> None:
    assert open_draft(user=draft.user, exercise=draft.exercise, at=NOON + timedelta(days=1)) == draft


def test_each_save_makes_the_revision_grow(draft: Draft) -> None:
    saved = save_draft(draft=draft, document=make_document("A."), revision=1, at=NOON)
    assert save_draft(draft=saved, document=make_document("B."), revision=2, at=NOON).revision == 3


def test_saving_what_stands_there_already_is_no_conflict(draft: Draft) -> None:
    saved = save_draft(draft=draft, document=make_document("A."), revision=1, at=NOON)
    again = save_draft(draft=saved, document=make_document("A."), revision=1, at=NOON)
    assert again.revision == 2


def test_the_second_of_two_tabs_is_told_and_both_documents_are_kept(draft: Draft) -> None:
    save_draft(draft=draft, document=make_document("First."), revision=1, at=NOON)
    with pytest.raises(DraftConflict) as conflict:
        save_draft(draft=draft, document=make_document("Second."), revision=1, at=NOON)
    assert conflict.value.current.document == make_document("First.")
    kept = KeptVersion.objects.get(pk=conflict.value.kept.pk)
    assert (kept.document, kept.reason) == (make_document("Second."), KeptReason.CONFLICT)
    assert Draft.objects.get().document == make_document("First.")


def test_a_tab_that_goes_on_trying_does_not_pile_up_copies(draft: Draft) -> None:
    save_draft(draft=draft, document=make_document("First."), revision=1, at=NOON)
    for _ in range(3):
        with pytest.raises(DraftConflict):
            save_draft(draft=draft, document=make_document("Second."), revision=1, at=NOON)
    assert draft.kept.filter(reason=KeptReason.CONFLICT).count() == 1


def test_history_is_kept_every_few_minutes(draft: Draft) -> None:
    for minute in range(12):
        at = NOON + timedelta(minutes=minute)
        draft = save_draft(draft=draft, document=make_document(str(minute)), revision=draft.revision, at=at)
    assert draft.kept.filter(reason=KeptReason.HISTORY).count() == 3


def test_restoring_keeps_what_stood_there(draft: Draft) -> None:
    save_draft(draft=draft, document=make_document("New."), revision=1, at=NOON)
    restored = restore_version(draft=draft, kept=draft.kept.get(), at=NOON)
    assert restored.document == dict(post_desk().starter)
    assert draft.kept.filter(document=make_document("New."), reason=KeptReason.REPLACED).exists()


def test_only_so_many_versions_are_kept(draft: Draft) -> None:
    for number in range(KEPT_AT_MOST + 5):
        at = NOON + number * HISTORY_EVERY
        draft = save_draft(draft=draft, document=make_document(str(number)), revision=draft.revision, at=at)
    assert draft.kept.count() == KEPT_AT_MOST
    assert draft.kept.first().document == make_document(str(KEPT_AT_MOST + 3))


def test_a_draft_is_seen_by_its_owner_alone(draft: Draft, classmate: User, instructor: User) -> None:
    assert draft in Draft.objects.visible_to(draft.user)
    assert not Draft.objects.visible_to(classmate).exists()
    assert not Draft.objects.visible_to(instructor).exists()
