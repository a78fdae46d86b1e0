"""The bot taken out of a channel: leads are told once, nothing piles up, and back there it goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.service.belonging import Belonging
from bot.service.intents import BotJoined, BotRemoved, Pressed, Sender
from bot.service.ports import DeliveryFailed, Link, Tx
from tests.service.office import CHANNEL, WORKSPACE, Office
from tests.service.two_channels_kit import THERE, Two, checklists

GENERAL = "19:general"
TAKEN_OUT = "I was taken out of its channel on"


@pytest.fixture
async def linked(two: Two) -> Two:
    """A project that lives in two channels."""
    await two.connect()
    return two


async def take_out(two: Two, *, conversation: str = THERE) -> None:
    """Take the bot out of the second channel, or out of its platform."""
    for place in [conversation] if conversation else list(two.chat.channels):
        two.chat.channels[place] = [one for one in two.chat.channels[place] if one != "29:bot"]
    sender = Sender("teams", "AAD", "29:tom", "gone", conversation=conversation)
    await two.office.bot.handle(BotRemoved(), sender)
    await two.office.relay.drain()


async def bring_back(two: Two) -> None:
    """Add the bot to the second channel again."""
    two.chat.channels[THERE].append("29:bot")
    await two.office.bot.handle(BotJoined(), Sender("teams", "AAD", "29:tom", "back", conversation=THERE))
    await two.office.relay.drain()


def told(office: Office) -> list[str]:
    """Return what the lead was told of it."""
    return [line for line in office.said("DUMIA") if TAKEN_OUT in line]


def outbox(office: Office) -> list[tuple[str, str]]:
    """Return (key, state) of what is queued or failed."""
    rows = office.store.writer.connection.execute("SELECT key, state FROM outbox WHERE state != 'sent'")
    return [(row[0], row[1]) for row in rows]


async def test_the_lead_is_told_once(linked: Two) -> None:
    await take_out(linked)
    await take_out(linked)
    assert len(told(linked.office)) == 1
    assert "Microsoft Teams" in told(linked.office)[0]


async def test_a_chat_that_says_so_is_believed(linked: Two) -> None:
    linked.chat.channels[THERE] = ["29:ana"]
    await linked.office.press("URAJ", "item.take", p=linked.project, i="DR-3")
    await linked.office.relay.drain()
    assert len(told(linked.office)) == 1


async def test_meanwhile_nothing_piles_up_and_the_home_channel_goes_on(linked: Two) -> None:
    await take_out(linked)
    for item in ("DR-3", "DR-4", "DR-5", "DR-6"):
        await linked.office.press("URAJ", "item.take", p=linked.project, i=item)
        await linked.office.relay.drain()
    assert outbox(linked.office) == []
    assert checklists(linked.here()) != checklists(linked.there())
    assert checklists(linked.here())[0].count("Raj") >= 4


async def test_back_in_the_channel_it_goes_on(linked: Two) -> None:
    await take_out(linked)
    await linked.office.press("URAJ", "item.take", p=linked.project, i="DR-3")
    await linked.office.relay.drain()
    await bring_back(linked)
    assert checklists(linked.there()) == checklists(linked.here())
    await linked.office.press("URAJ", "item.take", p=linked.project, i="DR-4")
    await linked.office.relay.drain()
    assert checklists(linked.there()) == checklists(linked.here())
    linked.office.clock.move_by(timedelta(minutes=1))
    await take_out(linked)
    assert len(told(linked.office)) == 2


async def test_whoever_types_there_shows_that_it_is_back(linked: Two) -> None:
    await take_out(linked)
    await linked.office.press("URAJ", "item.take", p=linked.project, i="DR-3")
    await linked.office.relay.drain()
    linked.chat.channels[THERE].append("29:bot")
    await linked.type("29:tom", "status")
    await linked.office.relay.drain()
    assert checklists(linked.there()) == checklists(linked.here())


async def test_whoever_presses_there_shows_that_it_is_back(linked: Two) -> None:
    await take_out(linked)
    linked.chat.channels[THERE].append("29:bot")
    await linked.press("29:tom", "item.take", p=linked.project, i="DR-3")
    await linked.office.relay.drain()
    assert checklists(linked.there()) == checklists(linked.here())


async def test_a_control_that_outlives_the_bot_in_a_channel_revives_nothing(linked: Two) -> None:
    await take_out(linked)
    await linked.press("29:tom", "item.take", p=linked.project, i="DR-3")
    await linked.office.relay.drain()
    assert len(told(linked.office)) == 1
    assert checklists(linked.there()) != checklists(linked.here())


async def test_out_of_a_team_means_out_of_its_channels_and_back_means_back(linked: Two) -> None:
    office = linked.office
    heard = Belonging(office.store, WORKSPACE, office.bot.handle)
    act = Sender("teams", "AAD", "29:tom", "look", conversation=THERE, message="m1", team=GENERAL)
    await heard(Pressed("item.take", {"p": linked.project, "i": "DR-3"}), act)
    await office.relay.drain()
    in_general = Sender("teams", "AAD", "29:tom", "general", conversation=GENERAL, team=GENERAL)
    linked.chat.channels[THERE].remove("29:bot")
    await heard(BotRemoved("19:another"), in_general)
    await office.relay.drain()
    assert told(office) == []
    await heard(BotRemoved(GENERAL), in_general)
    await office.relay.drain()
    assert len(told(office)) == 1
    await office.press("URAJ", "item.take", p=linked.project, i="DR-4")
    await office.relay.drain()
    assert checklists(linked.there()) != checklists(linked.here())
    linked.chat.channels[THERE].append("29:bot")
    await heard(BotJoined(GENERAL), in_general)
    await office.relay.drain()
    assert checklists(linked.there()) == checklists(linked.here())


async def test_out_of_the_whole_platform_every_lead_is_told(linked: Two) -> None:
    await take_out(linked, conversation="")
    assert len(told(linked.office)) == 1


async def test_a_lead_out_of_reach_is_told_by_the_next_stand_up_of_the_other_channel(linked: Two) -> None:
    office = linked.office
    await office.leave("UMIA")
    await take_out(linked)
    assert told(office) == []
    for _ in range(72):
        office.clock.move_by(timedelta(hours=1))
        await office.rounds.run()
        await office.relay.drain()
    standups = [card for card in linked.here() if '"standup"' in card.notice]
    assert sum(TAKEN_OUT in str(card.parts) for card in standups) == 1


async def test_no_stand_up_is_queued_for_a_channel_without_the_bot(linked: Two) -> None:
    await take_out(linked)
    linked.office.clock.move_by(timedelta(days=1))
    await linked.office.rounds.run()
    await linked.office.relay.drain()
    assert outbox(linked.office) == []
    assert not any('"standup"' in card.notice for card in linked.there())


async def test_a_platform_that_is_not_connected_holds_up_nothing_and_is_given_up(linked: Two) -> None:
    office = linked.office
    del office.chats[WORKSPACE, "teams"]
    await office.fill("UMIA", "project.hold", {"reason": "The line is rebuilt"}, p=linked.project)
    await office.relay.drain()
    assert any("is on hold" in card.summary for card in linked.here())
    waiting = [key for key, state in outbox(office) if state == "waiting"]
    assert waiting
    for _ in range(200):
        office.clock.move_by(timedelta(minutes=15))
        await office.relay.drain()
    assert [state for _, state in outbox(office) if state == "waiting"] == []


async def test_who_reads_where_the_bot_is_not_connected_is_reached_elsewhere(linked: Two) -> None:
    office = linked.office
    lead = await office.known("UMIA")
    assert lead is not None
    await linked.type("29:zoe", "help")
    zoe = await office.store.read(lambda tx: tx.account("teams", "AAD", "29:zoe"))
    assert zoe is not None

    def join(tx: Tx) -> None:
        tx.put_link(Link(WORKSPACE, lead.person, "fake", "x", office.clock.now(), 0, office.clock.now()))
        tx.join(WORKSPACE, zoe.person, lead.person, "x")
        tx.read_at(WORKSPACE, lead.person, "teams")

    await office.store.write(join)
    del office.chats[WORKSPACE, "teams"]
    office.chat.channels[CHANNEL] = ["UMIA"]
    await office.press("URAJ", "item.take", p=linked.project, i="DR-3")
    await office.relay.drain()
    assert len(told(office)) == 1


async def test_another_failure_is_no_removal(linked: Two) -> None:
    linked.chat.failure = DeliveryFailed("too_large", permanent=True)
    await linked.office.press("URAJ", "item.take", p=linked.project, i="DR-3")
    await linked.office.relay.drain()
    assert told(linked.office) == []
