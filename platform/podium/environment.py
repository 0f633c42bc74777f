"""Settings from the environment, loudly: a value that cannot be read stops the start and says what to
write."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(Exception):
    """An environment variable that cannot be used; the message names it and the remedy."""


def read_text(name: str, default: str = "") -> str:
    """The variable's text without surrounding blanks."""
    return os.environ.get(name, default).strip()


def read_flag(name: str, default: bool = False) -> bool:
    """A yes or no: 1/true/yes/on or 0/false/no/off."""
    text = read_text(name).lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {text!r}: write 1 or 0.")


def read_number(name: str, default: float, *, least: float = 0) -> float:
    """A number not below `least`."""
    text = read_text(name)
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        raise SettingError(f"{name} is {text!r}: write a number.") from None
    if not least <= number < float("inf"):
        raise SettingError(f"{name} is {text}: the least is {least:g}.")
    return number


def read_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of the words in `choices`."""
    text = read_text(name) or default
    if text not in choices:
        raise SettingError(f"{name} is {text!r}: write one of {', '.join(choices)}.")
    return text


def read_list(name: str) -> list[str]:
    """Words parted by commas."""
    return [word.strip() for word in read_text(name).split(",") if word.strip()]


def read_prices(name: str) -> dict[str, tuple[float, float]]:
    """Euros for a million tokens read and written, by tier: `small:0.1/0.4, large:2/8`."""
    prices: dict[str, tuple[float, float]] = {}
    for entry in read_list(name):
        tier, _, numbers = entry.partition(":")
        try:
            read, written = (float(number) for number in numbers.split("/"))
        except ValueError:
            raise SettingError(
                f"{name} is not understood at {entry!r}: write small:0.1/0.4, large:2/8."
            ) from None
        prices[tier.strip()] = (read, written)
    return prices


def read_database(name: str, sqlite_file: str) -> dict[str, object]:
    """Django's database settings from an address such as `postgresql://user:password@host:5432/name`.

    Without the variable it is SQLite in `sqlite_file`, set up so that web and workers do not lock each
    other out.
    """
    address = read_text(name)
    if not address or address.startswith("sqlite:"):
        path = address.removeprefix("sqlite:///") if address else sqlite_file
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError(f"{name} is not understood: write postgresql://user:password@host:5432/name.")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    options["pool"] = {
        "min_size": 0,
        "max_size": int(read_number("PODIUM_DATABASE_POOL", 8, least=1)),
        "timeout": 10,
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def read_mail(name: str) -> Mapping[str, object] | None:
    """SMTP settings from `smtp://user:password@host:587` (`smtps://` for TLS from the start); None without
    it."""
    address = read_text(name)
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError(f"{name} is not understood: write smtp://user:password@host:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and (parts.port or 587) != 25,
        "EMAIL_TIMEOUT": 20,
    }
