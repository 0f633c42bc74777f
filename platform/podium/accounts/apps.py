"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People."""

    name = "podium.accounts"
    label = "accounts"
