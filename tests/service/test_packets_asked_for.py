"""Whoever may see a project is given the packet of a decision when they ask for it."""

from __future__ import annotations

import pytest

from bot.project.decided import Undecided
from bot.project.refusals import Refusal
from bot.service.intents import Done, Say
from bot.service.ports import Profile
from bot.service.printing import Ref
from tests.service.decisions_kit import ROUND, waiting
from tests.service.office import WORKSPACE, Office, buttons, words
from tests.service.packets_kit import ask, content, decide, posted


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
