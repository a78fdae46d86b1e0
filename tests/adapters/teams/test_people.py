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
