"""The built files of the site, where they are built: a page without them still reads as plain HTML."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError, DjangoViteManifestError

register = template.Library()


@register.simple_tag
def built(path: str) -> SafeString:
    """The script and style tags of one Vite entry, or nothing where the front end could not be built."""
    try:
        tags: str = DjangoViteAssetLoader.instance().generate_vite_asset(path, app="default")
    except (DjangoViteAssetNotFoundError, DjangoViteManifestError):
        return mark_safe("")
    return mark_safe(tags)  # noqa: S308  made from our own manifest
