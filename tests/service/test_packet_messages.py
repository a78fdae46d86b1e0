"""Each decision of a gate brings its packet: once, below its request, and to whoever asks for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest

from adapters.clock import VirtualTimer
from bot.project.decided import Undecided
from bot.project.refusals import Refusal
from bot.service import erasing
from bot.service.erasing import Chosen, Terms
from bot.service.follow_packets import packets
from bot.service.intents import Answer, Done, Say
from bot.service.parcels import Parcels
from bot.service.ports import ChannelSettings, DeliveryFailed, Profile
from bot.service.printing import File, Ref
from bot.service.relay import Relay
from bot.talk.card import Card, Link
from bot.talk.packet_parts import Document
from bot.talk.plain import plain
from tests.fakes.printer import print_text
from tests.project.story import story_at
from tests.service.office import CHANNEL, WORKSPACE, Office, buttons, words
from tests.service.test_decisions import ROUND, approve, waiting
from tests.service.test_two_channels import all_ready
from tests.service.two_channels_kit import THERE, Two

REASON = {"reason": "The KPI has no owner in the plant."}


def posted(office: Office, at: str = CHANNEL) -> list[tuple[str, Card]]:
    """Return the messages about packets in a conversation, by id."""
    found = office.chat.messages.items()
    return [(place[1], card) for place, card in found if place[0] == at and "Packet of gate" in card.summary]


def review(office: Office) -> str:
    """Return the id of the channel's copy of the review."""
    found = [
        id_ for (at, id_), key in office.chat.keys.items() if at == CHANNEL and key.startswith("review:")
    ]
    return found[-1]


def content(office: Office, message: str, at: str = CHANNEL) -> str:
    """Return what the files of a message say."""
    return office.chat.files[at, message][0].content.decode()


async def decide(office: Office, action: str, p: str) -> None:
    """Decide as Ana."""
    if action == "gate.approve":
        await approve(office, "UANA", p)
        return
    assert await office.fill("UANA", action, REASON, p=p, **ROUND) == Done()
    await office.relay.drain()


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


async def erase_texts(office: Office, p: str) -> None:
    """Erase whatever may be erased, long afterwards."""
    at = Terms(office.clock.now() + timedelta(days=4000), 7)
    await office.store.write(lambda tx: erasing.erase_texts(tx, office.playbooks, WORKSPACE, p, Chosen(), at))
    await office.relay.drain()


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


# --- asked for ---


async def ask(office: Office, user: str, p: str, *, at: str = CHANNEL, delivery: str = "") -> Answer:
    return await office.press(user, "gate.packet", p=p, at=at, delivery=delivery, **ROUND)


async def test_every_copy_of_a_decided_review_offers_it(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    offers = [
        card.summary
        for card in office.chat.messages.values()
        if any(button.action == "gate.packet" for button in buttons(card))
    ]
    assert sum("Gate 1 approved" in summary for summary in offers) == 3  # two copies, and the news of it


async def test_who_presses_gets_the_files_directly_in_their_language(office: Office) -> None:
    office.chat.profiles["URAJ"] = Profile("URAJ", "Raj Patel", "America/Toronto", locale="fr-CA")
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    assert words(await ask(office, "URAJ", p)) == (
        "Le dossier arrive dans nos messages directs, en PDF et en page."
    )
    await office.relay.drain()
    (message,) = [place[1] for place in office.chat.files if place[0] == "DURAJ"]
    assert office.chat.messages["DURAJ", message].summary.startswith("Dossier du jalon 1")
    assert "Dossier de jalon" in content(office, message, "DURAJ")
    assert len(posted(office)) == 1


async def test_a_press_that_is_delivered_twice_gives_it_once_and_two_presses_twice(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    for delivery in ("same", "same", "another"):
        assert isinstance(await ask(office, "URAJ", p, delivery=delivery), Say)
        await office.relay.drain()
    assert sum(place[0] == "DURAJ" for place in office.chat.files) == 2


async def test_in_direct_messages_the_files_are_answer_enough(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    assert await ask(office, "UANA", p, at="DUANA") == Done()


async def test_who_asks_after_a_decision_was_taken_back_is_told_so_in_the_file(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    ((message, _),) = posted(office)
    assert isinstance(await ask(office, "URAJ", p), Say)
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    (asked,) = [place[1] for place in office.chat.files if place[0] == "DURAJ"]
    assert "This decision was taken back by Ana Ruiz" in content(office, asked, "DURAJ")
    assert "This decision was taken back" not in content(office, message)


async def test_who_may_not_see_the_project_gets_no_packet(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    office.chat.person("UXEN", "Xenia Wolf", "America/Toronto")
    answer = await ask(office, "UXEN", p, at="DUXEN")
    assert isinstance(answer, Say)
    await office.relay.drain()
    assert not any(place[0] == "DUXEN" for place in office.chat.files)


@pytest.mark.parametrize("args", [{"g": "2", "r": "1"}, {"g": "1", "r": "9"}, {"g": "x", "r": ""}, {}])
async def test_what_was_not_decided_has_no_packet(office: Office, args: dict[str, str]) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    count = len(office.chat.files)
    assert isinstance(await office.press("URAJ", "gate.packet", p=p, **args), Say)
    assert isinstance(await office.press("URAJ", "gate.packet", p="another", **ROUND), Say)
    await office.relay.drain()
    assert len(office.chat.files) == count


async def test_another_workspace_has_no_such_packet(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.approve", p)
    seq = (await office.project(p)).decisions[-1].seq
    found = await office.parcels.file(Ref(WORKSPACE, p, 1, 1, seq, "en"), "pdf")
    assert found.content.decode() == content(office, posted(office)[0][0])
    with pytest.raises(Refusal):
        await office.parcels.file(Ref("w2", p, 1, 1, seq, "en"), "pdf")
    with pytest.raises(Undecided):
        await office.parcels.file(Ref(WORKSPACE, p, 1, 1, seq + 1, "en"), "pdf")


async def test_the_history_offers_the_packets_so_far(office: Office) -> None:
    p = await waiting(office)
    await decide(office, "gate.send_back", p)
    assert await office.press("UMIA", "gate.request", p=p, g="1", r="2") == Done()
    assert await office.press("UANA", "gate.approve", p=p, g="1", r="2") == Done()
    answer = await office.press("URAJ", "project.history", p=p)
    assert isinstance(answer, Say)
    labels = [(button.label, button.args["r"]) for button in buttons(answer.card)]
    assert labels == [("Packet: gate 1, round 2", "2"), ("Packet: gate 1, round 1", "1")]


# --- where a chat takes no files ---


async def decided_in_both(two: Two) -> str:
    """Let a gate be decided in two channels, one of them on a platform that takes no files."""
    office, project = two.office, two.project
    two.chat.uploads = False
    await two.connect()
    await all_ready(two)
    assert await office.press("UANA", "gate.approve", p=project, **ROUND) == Done()
    await office.relay.drain()
    return project


def linked(card: Card) -> list[str]:
    return [part.url for part in card.parts if isinstance(part, Link)]


async def test_each_channel_gets_it_in_its_own_way(office: Office, two: Two) -> None:
    await decided_in_both(two)
    ((message, card),) = posted(office)
    assert linked(card) == []
    ((place, other),) = [
        (place, card) for place, card in two.chat.messages.items() if "Packet of gate" in card.summary
    ]
    assert place[0] == THERE
    assert two.chat.files.get(place, ()) == ()
    assert two.chat.below[place]
    first = await office.parcels.file(*office.links.read(linked(other)[0].rpartition("/")[2]))
    assert first.content == office.chat.files[CHANNEL, message][0].content
    assert first.digest in plain(other)


async def test_the_digest_beside_a_link_is_that_of_what_it_opens_after_an_erasure_too(
    office: Office, two: Two
) -> None:
    p = await decided_in_both(two)
    before = {place: card for place, card in two.chat.messages.items() if "Packet of gate" in card.summary}
    await erase_texts(office, p)
    ((place, card),) = [(at, card) for at, card in two.chat.messages.items() if at in before]
    assert card != before[place]
    found = await office.parcels.file(*office.links.read(linked(card)[0].rpartition("/")[2]))
    assert found.digest in plain(card)


async def test_who_presses_there_is_shown_links_that_open(office: Office, two: Two) -> None:
    p = await decided_in_both(two)
    answer = await two.press("29:tom", "gate.packet", p=p, **ROUND)
    assert isinstance(answer, Say)
    formats = [office.links.read(url.rpartition("/")[2]) for url in linked(answer.card)]
    assert {form for _, form in formats} == {"pdf", "html"}
    for ref, form in formats:
        assert (await office.parcels.file(ref, form)).format == form


async def test_without_an_address_it_says_how_to_get_them(office: Office, two: Two) -> None:
    office.links.address = ""
    p = await decided_in_both(two)
    answer = await two.press("29:tom", "gate.packet", p=p, **ROUND)
    assert isinstance(answer, Say)
    assert linked(answer.card) == []
    assert "tollgate audit packet" in plain(answer.card)


async def test_links_of_a_decision_that_was_taken_back_say_so(office: Office, two: Two) -> None:
    p = await decided_in_both(two)
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    (card,) = [card for card in two.chat.messages.values() if "Packet of gate" in card.summary]
    said = plain(card)
    assert "The packet says so." in said
    assert "SHA-256" not in said
    ref, form = office.links.read(linked(card)[0].rpartition("/")[2])
    assert b"This decision was taken back" in (await office.parcels.file(ref, form)).content
