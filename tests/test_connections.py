"""What is set up is connected."""

from __future__ import annotations

from pathlib import Path

from adapters.clock import SystemTimer
from bot.connections import connect
from bot.project.evolve import evolve
from bot.service.intents import Answer, Done, Intent, Sender
from bot.service.ports import Chat
from bot.settings import Settings
from storage.engine import open_store

TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"


async def _handle(intent: Intent, sender: Sender) -> Answer:
    return Done()


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
