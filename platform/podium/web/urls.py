"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path

from podium.web.views import hazards, health, people, plain, programme, results, staff, studio

urlpatterns = [
    path("", plain.home, name="home"),
    path("help/", plain.help_page, name="help"),
    path("how-grading-works/", plain.how_grading_works, name="how_grading_works"),
    path("hazards/", hazards.hazards, name="hazards"),
    path("hazards/<slug:slug>/", hazards.hazard, name="hazard"),
    path("programme/", programme.programme, name="programme"),
    path("exercises/<slug:slug>/", programme.exercise, name="exercise"),
    path("exercises/<slug:slug>/hints/<int:number>/", programme.hint, name="hint"),
    path("studio/<slug:slug>/", studio.studio, name="studio"),
    path("submissions/", results.submissions, name="submissions"),
    path("submissions/<uuid:submission_id>/", results.submission, name="submission"),
    path("profile/", people.profile, name="profile"),
    path("settings/", people.settings_page, name="settings"),
    path("settings/tokens/", people.add_token, name="add_token"),
    path("settings/tokens/<uuid:token_id>/revoke/", people.drop_token, name="drop_token"),
    path("staff/faults/", staff.grader_faults, name="grader_faults"),
    path("staff/faults/<uuid:submission_id>/retry/", staff.retry_grading, name="retry_grading"),
    path("healthz", health.healthz, name="healthz"),
]
