"""What is taken from a Slack profile: a whole name, a zone that is known, an address that Slack saw confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack.people import profile_of


def user(email: object, **more: Any) -> dict[str, Any]:
    """A user object as users.info gives it."""
    return {"id": "U1", "profile": {"real_name": "Ana Ruiz", "display_name": "ana", "email": email}, **more}


def test_an_address_is_kept_in_lower_case() -> None:
    found = profile_of(user("Ana.Ruiz@Plant.example", is_email_confirmed=True))
    assert (found.name, found.email) == ("Ana Ruiz", "ana.ruiz@plant.example")


def test_an_address_that_is_not_confirmed_is_none() -> None:
    assert profile_of(user("ana@plant.example", is_email_confirmed=False)).email == ""


def test_where_slack_does_not_say_the_address_is_the_organisation_s() -> None:
    assert profile_of(user("ana@plant.example")).email == "ana@plant.example"


@pytest.mark.parametrize("email", [None, "", " "])
def test_without_the_permission_there_is_no_address(email: object) -> None:
    assert profile_of(user(email)).email == ""


@pytest.mark.parametrize("key", ["is_admin", "is_owner", "is_primary_owner"])
def test_who_runs_the_slack_workspace_is_its_admin(key: str) -> None:
    assert profile_of(user("ana@plant.example", **{key: True})).admin
    assert not profile_of(user("ana@plant.example", **{key: False})).admin
    assert not profile_of(user("ana@plant.example", **{key: "true"})).admin


def test_a_time_zone_that_is_known_is_taken() -> None:
    assert profile_of(user("ana@plant.example", tz="America/Toronto")).time_zone == "America/Toronto"


@pytest.mark.parametrize(
    "zone", [None, "", "Mars/X", "utc", "America", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 999, 7]
)
def test_a_time_zone_that_nobody_knows_is_none(zone: object) -> None:
    assert profile_of(user("ana@plant.example", tz=zone)).time_zone == ""
