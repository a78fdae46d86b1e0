"""Where a chat takes no files, links open the packet."""

from __future__ import annotations

from bot.service.intents import Done, Say
from bot.talk.card import Card, Link
from bot.talk.plain import plain
from tests.service.decisions_kit import ROUND
from tests.service.office import CHANNEL, Office
from tests.service.packets_kit import erase_texts, posted
from tests.service.test_two_channels import all_ready
from tests.service.two_channels_kit import THERE, Two


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
