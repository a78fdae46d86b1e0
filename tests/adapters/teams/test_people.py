"""Whose address a roster vouches for."""

from __future__ import annotations

import pytest

from adapters.teams.people import Seen, profile_of
from tests.adapters.teams.connector_stub import MIA, TENANT

LETTERS = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"


def email(tenant: str = TENANT, **said: str) -> str:
    """Return the address that is believed of a member of a roster."""
    return profile_of(MIA, {"id": MIA, "email": "mia@maple.example"} | said, Seen(), tenant).email


def test_an_organisations_id_is_the_same_in_capitals() -> None:
    assert email(LETTERS.upper(), tenantId=LETTERS)
    assert email(LETTERS, tenantId=LETTERS.upper())


def test_of_another_organisation_nobody_is_believed() -> None:
    assert not email(tenantId=LETTERS)
    assert not email(tenantId=LETTERS, userRole="user")


@pytest.mark.parametrize(
    ("role", "believed"), [("user", True), ("User", True), ("", False), ("guest", False)]
)
def test_without_an_organisation_a_plain_member_alone_is_believed(role: str, *, believed: bool) -> None:
    assert bool(email(userRole=role)) == believed


@pytest.mark.parametrize("role", ["guest", "anonymous", "federated"])
def test_a_guest_is_never_believed(role: str) -> None:
    assert not email(userRole=role, tenantId=TENANT)


def is_admin(*admins: str, **said: str) -> bool:
    """Tell whether a member of a roster is taken for an admin."""
    found = {"id": MIA, "email": "Mia@Maple.example", "tenantId": TENANT, "userRole": "user"} | said
    return profile_of(MIA, found, Seen(), TENANT, admins).admin


def test_an_admin_is_whoever_was_named_by_address_or_by_id() -> None:
    assert is_admin("mia@maple.example")
    assert is_admin("aaaa-1", aadObjectId="AAAA-1")
    assert is_admin("aaaa-1", objectId="AAAA-1")
    assert not is_admin("ana@maple.example")
    assert not is_admin()
    assert not is_admin("", email="", aadObjectId="")


@pytest.mark.parametrize("role", ["guest", "anonymous", "federated"])
def test_the_address_of_a_guest_makes_nobody_an_admin(role: str) -> None:
    assert not is_admin("mia@maple.example", userRole=role)


@pytest.mark.parametrize("role", ["owner", "admin", "user"])
def test_no_role_in_a_roster_makes_an_admin(role: str) -> None:
    assert not is_admin("ana@maple.example", userRole=role)
