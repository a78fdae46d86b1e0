"""The anchor of the ledger, from the admin who names a keeper to the saved message that is compared."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from adapters.sandbox.driver import DIRECT
from adapters.sandbox.people import acknowledged
from bot import ledger
from storage.anchor import differs, read_anchor
from storage.sqlite import SqliteStore
from tests.journeys.world import CHANNEL, World, world


def make_admin(made: World, handle: str) -> None:
    """Give somebody the role as storage holds it."""
    store = made.demo.running.core.store
    assert isinstance(store, SqliteStore)
    change = 'UPDATE account SET granted = ? WHERE "user" = ?'
    store.writer.connection.execute(change, ("workspace_admin", made.driver.ids[handle]))


async def test_a_message_that_somebody_keeps_is_compared_later(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        mia, ana = made.crew.mia, made.crew.ana
        answer = await mia.say(CHANNEL, "/gate anchor")
        assert "Only a workspace admin" in str(answer)
        make_admin(made, "mia")
        await mia.say(CHANNEL, "/gate anchor")
        said = await acknowledged(mia.fill(to_1="ana", day="2", at="08:30"))
        assert "The anchor of the ledger goes to Ana Ruiz: Wednesday, 08:30." in said
        assert "It goes to Ana Ruiz: Wednesday, 08:30." in str((await mia.home())["blocks"])

        await made.crew.on(date(2026, 3, 4), time(8, 31))
        anchors = [text for text in await ana.reads(DIRECT) if "tollgate-anchor" in text]
        kept = read_anchor(anchors[0])
        assert kept.projects == 1
        await made.crew.take(made.crew.raj, "At least 1,000 labelled examples")
        assert differs(kept, await ledger.anchor_of(made.url, kept.at, kept.workspace)) == []

        await made.crew.on(date(2026, 3, 12))
        anchors = [text for text in await ana.reads(DIRECT) if "tollgate-anchor" in text]
        assert len(anchors) == 2
        assert read_anchor(anchors[1]).events > kept.events
