"""Each decision of a gate brings its packet: once, below its request."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest

from adapters.clock import VirtualTimer
from bot.service.follow_packets import packets
from bot.service.intents import Done, Say
from bot.service.parcels import Parcels
from bot.service.ports import ChannelSettings, DeliveryFailed
from bot.service.printing import File
from bot.service.relay import Relay
from bot.talk.packet_parts import Document
from bot.talk.plain import plain
from tests.fakes.printer import print_text
from tests.project.story import story_at
from tests.service.decisions_kit import ROUND, waiting
from tests.service.office import CHANNEL, WORKSPACE, Office, buttons
from tests.service.packets_kit import REASON, ask, content, decide, erase_texts, posted


def review(office: Office) -> str:
    """Return the id of the channel's copy of the review."""
    found = [
        id_ for (at, id_), key in office.chat.keys.items() if at == CHANNEL and key.startswith("review:")
    ]
    return found[-1]


@pytest.mark.parametrize("action", ["gate.approve", "gate.send_back", "gate.hold", "gate.stop"])
async def test_a_decision_brings_its_files_below_the_request(office: Office, action: str) -> None:
    p = await waiting(office)
    await decide(office, action, p)
    ((message, card),) = posted(office)
    assert office.chat.below[CHANNEL, message] == review(office)
    files = office.chat.files[CHANNEL, message]
    assert [file.name for file in files] == [
        f"line-3-downtime-gate-1-round-1.{end}" for end in ("pdf", "html")
    ]
    said = plain(card)
    assert all(file.digest in said for file in files)
    assert "Ana Ruiz" in said


async def test_a_request_that_is_withdrawn_or_waits_has_none(office: Office) -> None:
    p = await waiting(office)
    assert await office.fill("UMIA", "gate.withdraw", REASON, p=p, **ROUND) == Done()
    await office.relay.drain()
    assert posted(office) == []
    assert "gate.packet" not in {
        button.action for card in office.chat.messages.values() for button in buttons(card)
    }


def test_an_iteration_is_nobodys_decision() -> None:
    story = story_at("running", 2)
    story.red("GO-2")
    before = story.project
    events = story.ask()
    assert list(packets(before, story.project, events or [])) == []


async def test_two_replicas_post_it_once(office: Office) -> None:
    p = await waiting(office)
    timer = VirtualTimer(office.clock)
    other = Relay(office.store, office.chats, office.clock, timer, office.playbooks, office.parcels)
    assert await office.press("UANA", "gate.approve", p=p, **ROUND) == Done()
    await asyncio.gather(office.relay.drain(), other.drain())
    await asyncio.gather(office.relay.drain(), other.drain())
    assert len(posted(office)) == 1


async def test_files_whose_answer_was_lost_are_posted_once(office: Office) -> None:
    p = await waiting(office)
    assert await office.press("UANA", "gate.approve", p=p, **ROUND) == Done()
    while not posted(office):
        office.chat.lose_answer = True
        await office.relay.send_due()
        office.clock.move_by(timedelta(minutes=3))
    await office.relay.drain()
    assert len(posted(office)) == 1


async def test_printing_is_beside_the_loop_and_in_no_transaction(office: Office) -> None:
    seen: list[tuple[bool, bool]] = []

    def spy(document: Document) -> Sequence[File]:
        here = threading.current_thread() is threading.main_thread()
        seen.append((here, office.store.writer.connection.in_transaction))
        return print_text(document)

    parcels = Parcels(office.store, office.playbooks, spy, office.links)
    relay = Relay(
        office.store, office.chats, office.clock, VirtualTimer(office.clock), office.playbooks, parcels
    )
    p = await waiting(office)
    assert await office.press("UANA", "gate.approve", p=p, **ROUND) == Done()
    await relay.drain()
    assert seen == [(False, False)]


async def test_a_decision_that_was_taken_back_is_marked_and_the_next_one_has_its_own(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    ((first, before),) = posted(office)
    files = office.chat.files[CHANNEL, first]
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    ((same, marked),) = posted(office)
    assert same == first
    said = plain(marked)
    assert "Taken back by Ana" in said
    assert "shows the decision as it was" in said
    # The digests on it are still those of the files that were posted.
    assert all(file.digest in said and file.digest in plain(before) for file in files)
    await decide(office, "gate.send_back", p)
    (_, again), (second, card) = posted(office)
    assert again == marked
    assert "sent back" in plain(card)
    assert "Taken back" not in plain(card)
    assert content(office, first) != content(office, second)


async def test_both_packets_of_a_round_are_right_when_they_leave_late(office: Office) -> None:
    p = await waiting(office)
    assert await office.press("UANA", "gate.approve", p=p, **ROUND) == Done()
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    assert await office.fill("UANA", "gate.send_back", REASON, p=p, **ROUND) == Done()
    await office.relay.drain()
    (first, marked), (second, card) = posted(office)
    assert ("Taken back" in plain(marked), "Taken back" in plain(card)) == (True, False)
    assert "Approved: go" in content(office, first)
    assert "Sent back" in content(office, second)


async def test_a_chat_that_refuses_the_files_says_how_to_get_them(office: Office) -> None:
    p = await waiting(office)
    office.chat.refuses_files = DeliveryFailed("file_uploads_disabled", permanent=True)
    await decide(office, "gate.approve", p)
    ((message, card),) = posted(office)
    assert 'tollgate audit packet "Line 3 downtime" 1 --round 1' in plain(card)
    assert (CHANNEL, message) not in office.chat.files


async def test_a_channel_gets_it_in_its_own_language(office: Office) -> None:
    p = await waiting(office)
    french = ChannelSettings(WORKSPACE, "fake", CHANNEL, language="fr-CA")
    await office.store.write(lambda tx: tx.put_channel(french))
    assert await office.press("UANA", "gate.approve", p=p, **ROUND) == Done()
    await office.relay.drain()
    (message,) = [place[1] for place in office.chat.files]
    card = office.chat.messages[CHANNEL, message]
    assert card.summary.startswith("Dossier du jalon 1, tour 1")
    assert "Dossier de jalon" in content(office, message)


async def test_files_that_outlive_what_they_show_are_said_to(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.send_back", p)
    assert isinstance(await ask(office, "URAJ", p), Say)
    await office.relay.drain()
    ((message, _),) = posted(office)
    before = dict(office.chat.files)
    await erase_texts(office, p)
    ((same, card),) = posted(office)
    ((_, own),) = posted(office, "DURAJ")
    assert (same, office.chat.files) == (message, before)
    for said in (plain(card), plain(own)):
        assert "these files may still show them" in said
        assert "SHA-256" not in said
    # The next packet is as it is now, and nothing is wrong with it.
    assert isinstance(await ask(office, "URAJ", p), Say)
    await office.relay.drain()
    _, (fresh, card) = posted(office, "DURAJ")
    assert "may still show" not in plain(card)
    assert "[erased]" in content(office, fresh, "DURAJ")
