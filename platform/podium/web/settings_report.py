"""What is set, what is missing, and what that means: the settings check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from podium.environment import read_list, read_text


@dataclass(frozen=True, slots=True)
class Finding:
    """One variable. `state`: set, default (fine as it is), missing (needed for production), wrong."""

    name: str
    state: Literal["set", "default", "missing", "wrong"]
    meaning: str


def check_settings() -> list[Finding]:
    """Every variable that an operator may set, in the order of the production guide."""
    return [
        _needed("PODIUM_URL", "the site's public address, with https"),
        _https(),
        _needed("PODIUM_DATABASE_URL", "PostgreSQL; without it SQLite in PODIUM_VAR, for one machine"),
        _needed("PODIUM_BROKER_URL", "Redis or RabbitMQ; without it files in PODIUM_VAR, for one machine"),
        _needed("PODIUM_MAIL_URL", "the mail server; without it mail is printed to the terminal"),
        _optional("PODIUM_MAIL_FROM", f"the sender of mail; now {settings.DEFAULT_FROM_EMAIL}"),
        _secrets(),
        _optional("PODIUM_CACHE_URL", "Redis for rate limits that several web processes share"),
        _optional("PODIUM_TRUSTED_PROXIES", "how many reverse proxies stand before the site"),
        _demo(),
        _models(),
    ]


def _needed(name: str, meaning: str) -> Finding:
    return Finding(name, "set" if read_text(name) else "missing", meaning)


def _optional(name: str, meaning: str) -> Finding:
    return Finding(name, "set" if read_text(name) else "default", meaning)


def _https() -> Finding:
    if settings.IS_HTTPS or not read_text("PODIUM_URL"):
        return Finding(
            "https", "set" if settings.IS_HTTPS else "missing", "cookies are sent over https alone"
        )
    return Finding("https", "wrong", "PODIUM_URL is not https: sign-ins would travel in the open")


def _secrets() -> Finding:
    is_given = bool(read_text("PODIUM_SECRET_KEY") and read_list("PODIUM_SEEDS"))
    kept = f"made at first start and kept in {settings.SECRETS_FOLDER}: back it up, share it between machines"
    return Finding("PODIUM_SECRET_KEY, PODIUM_SEEDS", "set" if is_given else "default", kept)


def _demo() -> Finding:
    if settings.DEMO:
        return Finding("PODIUM_DEMO", "wrong", "demo people with a known password can sign in: set it to 0")
    return Finding("PODIUM_DEMO", "default", "no demo people")


def _models() -> Finding:
    if settings.MODEL_ENDPOINT and not settings.MODEL_NAMES["small"]:
        return Finding("PODIUM_MODEL_SMALL", "wrong", "an endpoint is set but no model's name")
    state: Literal["set", "default"] = "set" if settings.LIVE_MODELS else "default"
    return Finding("PODIUM_MODEL_ENDPOINT", state, "live practice runs; without it runs are simulated")
