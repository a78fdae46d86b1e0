"""Times of day in a channel name the project's zone; in a direct message they are the reader's own."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project.state import Channel
from bot.service.ports import Tx
from bot.service.reading import Reading
from tests.service.decisions_kit import approve, text, waiting
from tests.service.office import CHANNEL, Office


async def test_a_channels_copy_names_the_zone_and_a_readers_own_does_not(office: Office) -> None:
    office.chat.person("UANA", "Ana Ruiz", "Europe/Paris")
    p = await waiting(office)
    await approve(office, "UANA", p)
    said = {place[0]: text(card) for place, card in office.chat.messages.items() if "Gate 1" in card.summary}
    channel, own = said.pop(CHANNEL), " ".join(said.values())
    assert "Mon 2 Mar 09:00 (Toronto time)" in channel
    assert "Mon 2 Mar 15:00" in own
    assert "time)" not in own


async def test_what_is_typed_where_everybody_reads_the_answer_names_the_zone(office: Office) -> None:
    await waiting(office)
    for platform, named in (("teams", True), ("slack", False)):
        for place, here in ((CHANNEL, named), ("D-ana", False)):
            assert await _shared(office, platform, place) is here, (platform, place)


async def _shared(office: Office, platform: str, place: str) -> bool:
    """Tell whether a project's card names zones for somebody who asks for it from a place of a platform."""
    account = await office.known("UANA")
    assert account is not None

    def look(tx: Tx) -> bool:
        row = tx.projects_of(account.workspace, account.person)[0]
        stored = tx.project(account.workspace, row.project)
        assert stored is not None
        moved = replace(stored.project, channel=Channel(platform, CHANNEL))
        found = Reading(tx, account, office.playbooks, office.clock.now(), (platform, place))
        return found.heard_by_all(moved)

    return await office.store.read(look)
