"""Forms about people."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.http import HttpRequest

from podium.accounts.models import User


class SignupForm(forms.Form):
    """What sign-up asks beside e-mail and password."""

    name = forms.CharField(
        max_length=80, required=False, label="Your name", help_text="As results should show it."
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name with the new person."""
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name"]


class TokenForm(forms.Form):
    """A name for a new API token."""

    name = forms.CharField(max_length=80, label="What is it for?")
