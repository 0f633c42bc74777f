"""Addresses of the API."""

from __future__ import annotations

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from podium.api import streams
from podium.api.views import checks, docs, drafts, exercises, people, runs, submissions

app_name = "api"

version_1 = [
    path("exercises/", exercises.ExerciseList.as_view(), name="exercises"),
    path("exercises/<slug:slug>/", exercises.ExerciseDetail.as_view(), name="exercise"),
    path("exercises/<slug:slug>/cases/", exercises.CaseList.as_view(), name="cases"),
    path("exercises/<slug:slug>/attempts/", submissions.Attempts.as_view(), name="attempts"),
    path("schema/workflow.json", exercises.WorkflowSchema.as_view(), name="workflow-schema"),
    path("check/", checks.Check.as_view(), name="check"),
    path("reading/", checks.Reading.as_view(), name="reading"),
    path("drafts/<slug:slug>/", drafts.DraftDetail.as_view(), name="draft"),
    path("drafts/<slug:slug>/versions/", drafts.DraftVersions.as_view(), name="draft-versions"),
    path(
        "drafts/<slug:slug>/versions/<uuid:version_id>/restore/",
        drafts.DraftVersionRestore.as_view(),
        name="draft-version-restore",
    ),
    path("runs/", runs.RunList.as_view(), name="runs"),
    path("runs/<uuid:run_id>/", runs.RunDetail.as_view(), name="run"),
    path("runs/<uuid:run_id>/events/", streams.run_events, name="run-events"),
    path("runs/<uuid:run_id>/decisions/", runs.RunDecisions.as_view(), name="run-decisions"),
    path("runs/<uuid:run_id>/trace/", runs.RunTrace.as_view(), name="run-trace"),
    path("submissions/", submissions.SubmissionList.as_view(), name="submissions"),
    path("submissions/<uuid:submission_id>/", submissions.SubmissionDetail.as_view(), name="submission"),
    path("submissions/<uuid:submission_id>/events/", streams.submission_events, name="submission-events"),
    path("me/", people.Me.as_view(), name="me"),
    path("tokens/", people.TokenList.as_view(), name="tokens"),
    path("tokens/<uuid:token_id>/", people.TokenDetail.as_view(), name="token"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    re_path(r"^.*$", docs.unknown, name="unknown"),
]
urlpatterns = [path("v1/", include(version_1)), path("docs/", docs.docs, name="docs")]
