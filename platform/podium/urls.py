"""All addresses of the site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("podium.web.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("api/", include("podium.api.urls")),
]
