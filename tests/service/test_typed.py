"""What is typed after /gate stands for a control, on the project that is meant."""

from __future__ import annotations

import pytest

from bot.service.intents import Pressed
from bot.service.reading import Reading
from bot.service.typed import about_a_project, typed
from bot.talk.card import Card
from tests.service.office import CHANNEL, Office


async def read(office: Office, text: str, at: str = CHANNEL) -> Card | Pressed:
    account = await office.known("UMIA")
    assert account
    sender, now = office.sender("UMIA", at=at), office.clock.now()
    return await office.store.read(
        lambda tx: typed(text, sender, Reading(tx, account, office.playbooks, now))
    )


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("", "project.menu"),
        ("  Status  please", "project.status"),
        ("ITEMS", "project.items"),
        ("assign", "project.assign"),
        ("roles", "project.roles"),
        ("request", "project.request"),
    ],
)
async def test_a_sub_command_is_a_control_of_the_channels_project(
    office: Office, line_3: str, text: str, action: str
) -> None:
    assert await read(office, text) == Pressed(action, {"p": line_3})


async def test_some_sub_commands_need_no_project(office: Office, line_3: str) -> None:
    assert await read(office, "new") == Pressed("project.new")
    assert await read(office, "practice") == Pressed("project.practice")
    assert await read(office, "home") == Pressed("home")


async def test_elsewhere_one_chooses_among_ones_own_projects(office: Office, line_3: str) -> None:
    found = await read(office, "status", at="C9")
    assert isinstance(found, Card)
    assert "Which project" in found.summary


async def test_a_stopped_project_gives_way_to_a_new_one_in_its_channel(office: Office, line_3: str) -> None:
    await office.fill("UMIA", "project.stop", {"reason": "Sold"}, p=line_3)
    assert await read(office, "") == Pressed("project.menu", {"p": line_3})
    new = await office.begin()
    assert await read(office, "") == Pressed("project.menu", {"p": new})


def test_help_and_home_are_about_no_project() -> None:
    assert [
        word for word in ("", "status", "request now", "help", "home", "dance") if about_a_project(word)
    ] == [
        "",
        "status",
        "request now",
    ]
