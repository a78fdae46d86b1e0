"""What is set up is connected."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.clock import SystemTimer
from adapters.teams.client import TEAMS
from bot.connections import Close, connect, reach
from bot.project.evolve import evolve
from bot.service.intents import Answer, Done, Intent, Sender
from bot.service.ports import Chat
from bot.settings import Settings
from storage.engine import open_store

TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"


async def _handle(intent: Intent, sender: Sender) -> Answer:
    return Done()


@pytest.mark.parametrize(
    ("configured", "learned", "called"),
    [
        (TEAMS, "https://smba.trafficmanager.net/ca/", "https://smba.trafficmanager.net/ca/"),
        ("http://127.0.0.1:8002/", "http://127.0.0.1:8001/", "http://127.0.0.1:8002/"),
        ("http://127.0.0.1:8002/", "https://smba.trafficmanager.net/ca/", "http://127.0.0.1:8002/"),
    ],
)
async def test_teams_is_called_where_it_is_set_up_and_else_where_it_last_called_from(
    tmp_path: Path, configured: str, learned: str, called: str
) -> None:
    settings = Settings.model_construct(
        teams_auth="off", teams_tenant_id=TENANT, teams_app_id=TENANT, teams_service_url=configured
    )
    store = await open_store(f"sqlite:///{tmp_path / 'tollgate.sqlite'}", evolve=evolve)
    await store.write(lambda tx: tx.install("workspace", "teams", TENANT, "", "28:bot"))
    await store.write(lambda tx: tx.move("teams", TENANT, learned))
    closing: list[Close] = []
    _, chat = await reach(settings, "teams", store, SystemTimer(), closing)
    assert called in repr(vars(chat)["_connector"])
    for close in reversed(closing):
        await close()
    await store.close()


async def test_ids_of_teams_are_taken_in_capitals_too(tmp_path: Path) -> None:
    settings = Settings.model_construct(
        teams_auth="off", teams_tenant_id=f" {TENANT.upper()}", teams_app_id=TENANT.upper()
    )
    store = await open_store(f"sqlite:///{tmp_path / 'tollgate.sqlite'}", evolve=evolve)
    chats: dict[tuple[str, str], Chat] = {}
    connected = await connect(settings, store, chats, _handle, SystemTimer())
    (chat,) = chats.values()
    assert chat.tenant == TENANT
    for close in reversed(connected.closing):
        await close()
    await store.close()
