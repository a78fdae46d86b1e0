"""People of the chat become people of the workspace, once, and never across workspaces."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from bot.project.refusals import BadInput
from bot.service.directory import Directory
from bot.service.ports import DeliveryFailed
from tests.service.office import WORKSPACE, Office


@pytest.fixture
def directory(office: Office) -> Directory:
    """The directory of the office."""
    return Directory(office.store, office.chats)


async def test_somebody_new_is_added_as_the_chat_knows_them(office: Office, directory: Directory) -> None:
    found = await directory.sender(office.sender("UMIA"))
    assert found
    assert (found.workspace, found.name, found.time_zone) == (WORKSPACE, "Mia Kurz", "America/Toronto")
    office.chat.failure = DeliveryFailed("unreachable")
    assert await directory.sender(office.sender("UMIA")) == found


async def test_two_first_clicks_at_once_are_one_person(office: Office, directory: Directory) -> None:
    clicks = (directory.sender(office.sender("UMIA")) for _ in range(8))
    found = await asyncio.gather(*clicks)
    assert len({account.person for account in found if account}) == 1


async def test_bots_and_strangers_are_nobody(office: Office, directory: Directory) -> None:
    office.chat.person("UROBO", "Robo")
    office.chat.profiles["UROBO"] = replace(office.chat.profiles["UROBO"], bot=True)
    assert await directory.sender(office.sender("UROBO")) is None
    assert await directory.sender(office.sender("UALIEN")) is None
    assert await directory.sender(replace(office.sender("UMIA"), tenant="T9")) is None
    assert await office.known("UROBO") is None


async def test_a_chat_that_does_not_answer_makes_nobody_a_stranger(
    office: Office, directory: Directory
) -> None:
    office.chat.failure = DeliveryFailed("unreachable")
    with pytest.raises(DeliveryFailed):
        await directory.sender(office.sender("UMIA"))


async def test_the_same_user_id_in_two_workspaces_is_two_people(office: Office, directory: Directory) -> None:
    await office.store.write(lambda tx: tx.install("w2", "fake", "T2", "Other plant", "UBOT2"))
    office.chats["w2", "fake"] = office.chat
    here = await directory.sender(office.sender("UMIA"))
    there = await directory.sender(replace(office.sender("UMIA"), tenant="T2"))
    assert here
    assert there
    assert here.person != there.person


async def test_values_name_people_by_our_ids(office: Office, directory: Directory) -> None:
    me = await directory.sender(office.sender("UMIA"))
    assert me
    values = {"owner": "UANA", "reviewer": "", "note": "UANA"}
    found = await directory.persons(me, values, ["owner", "reviewer", "missing"])
    assert found == {"owner": await office.person("UANA"), "reviewer": "", "note": "UANA"}


async def test_who_left_can_no_longer_be_chosen(office: Office, directory: Directory) -> None:
    me = await directory.sender(office.sender("UMIA"))
    await directory.sender(office.sender("UANA"))
    await office.leave("UANA")
    assert me
    with pytest.raises(BadInput, match="owner: not_a_person"):
        await directory.persons(me, {"owner": "UANA"}, ["owner"])
