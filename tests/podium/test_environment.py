"""Settings from the environment: read strictly, refused loudly."""

from __future__ import annotations

import pytest

from podium import environment
from podium.environment import SettingError


def test_a_flag_is_one_or_zero_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.read_flag("PODIUM_X", True)
    monkeypatch.setenv("PODIUM_X", "off")
    assert not environment.read_flag("PODIUM_X", True)
    monkeypatch.setenv("PODIUM_X", "maybe")
    with pytest.raises(SettingError, match="PODIUM_X is 'maybe': write 1 or 0"):
        environment.read_flag("PODIUM_X")


@pytest.mark.parametrize("text", ["five", "-1", "inf", "nan"])
def test_a_number_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PODIUM_X", text)
    with pytest.raises(SettingError, match="PODIUM_X"):
        environment.read_number("PODIUM_X", 3)


def test_without_an_address_the_database_is_sqlite_that_waits_for_locks() -> None:
    found = environment.read_database("PODIUM_X", "podium.sqlite3")
    assert found["NAME"] == "podium.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_X", "postgresql://ann:s%40cret@db.example:6432/podium?sslmode=require")
    found = environment.read_database("PODIUM_X", "")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "ann",
        "s@cret",
        "db.example",
        "6432",
    )
    assert found["NAME"] == "podium"
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://host", "podium"])
def test_a_database_of_another_kind_is_refused_with_an_example(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PODIUM_X", address)
    with pytest.raises(SettingError, match="postgresql://user:password@host:5432/name"):
        environment.read_database("PODIUM_X", "")


def test_mail_goes_by_smtp_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.read_mail("PODIUM_X") is None
    monkeypatch.setenv("PODIUM_X", "smtps://me:pass@mail.example")
    found = environment.read_mail("PODIUM_X")
    assert found is not None
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (465, True, False)
    monkeypatch.setenv("PODIUM_X", "mail.example")
    with pytest.raises(SettingError, match="smtp://"):
        environment.read_mail("PODIUM_X")


def test_a_choice_is_one_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_X", "blue")
    with pytest.raises(SettingError, match="red, green"):
        environment.read_choice("PODIUM_X", "red", ("red", "green"))
