"""A project with a channel on each of two platforms: whatever happens in one is on all copies."""

from __future__ import annotations

from datetime import time, timedelta

from msgspec.structs import replace

from bot.service.intents import Ask, Say, Submitted, Wrong
from bot.service.ports import Tx
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.project.good import GOOD
from tests.service.office import WORKSPACE, buttons, words
from tests.service.two_channels_kit import THERE, Two, checklists


def reviews(cards: list[Card]) -> list[str]:
    """Return the reviews among cards, as text."""
    return [plain(card) for card in cards if '"kind":"review"' in card.notice]


async def all_ready(two: Two) -> None:
    """Bring gate 1 before its approver."""
    office = two.office
    playbook = office.playbooks.default
    people = {"rae": "URAJ", "ian": "URAJ", "mia": "UMIA"}
    for item in playbook.phase(1).items:
        who = "UANA" if item.kind == "sign" else "UMIA"
        values = {key: people.get(text, text) for key, text in GOOD.get(item.id, {}).items()}
        if item.kind == "register":
            values["owner"] = "URAJ"
        action = "row.form" if item.kind == "register" else "item.form"
        asked = await office.press(who, action, p=two.project, i=item.id)
        assert isinstance(asked, Ask), asked
        sent = Submitted(asked.form.action, asked.form.args, values)
        done = await office.bot.handle(sent, office.sender(who, at=""))
        assert not isinstance(done, Wrong | Say), (item.id, words(done))
    await office.press("UMIA", "gate.request", p=two.project, g="1", r="1")


async def test_a_code_connects_the_channel_in_which_it_is_typed(two: Two) -> None:
    await two.connect()
    assert await two.linked()
    assert any("Line 3 downtime lives on Fake and on Microsoft Teams" in card.summary for card in two.there())
    assert any("Line 3 downtime lives on Fake and on Microsoft Teams" in card.summary for card in two.here())


async def test_the_checklist_is_there_at_once_once_and_pinned(two: Two) -> None:
    await two.connect()
    assert checklists(two.there()) == checklists(two.here())
    assert len(checklists(two.there())) == 1
    (place,) = [at for at, card in two.chat.messages.items() if '"kind":"checklist"' in card.notice]
    assert place in two.chat.pins


async def test_a_decision_on_one_is_on_all_copies(two: Two) -> None:
    await two.connect()
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert checklists(two.there()) == checklists(two.here())
    assert "Raj" in checklists(two.there())[0]
    await two.press("29:tom", "item.take", p=two.project, i="DR-4")
    await two.office.relay.drain()
    assert checklists(two.there()) == checklists(two.here())
    assert "Tom" in checklists(two.here())[0]


async def test_what_is_told_is_told_in_both_once(two: Two) -> None:
    await two.connect()
    await two.office.fill("UMIA", "project.hold", {"reason": "The line is rebuilt"}, p=two.project)
    await two.office.relay.drain()
    for cards in (two.here(), two.there()):
        assert sum("is on hold" in card.summary and '"held"' in card.notice for card in cards) == 1


async def test_a_day_turns_on_both(two: Two) -> None:
    await two.connect()
    two.office.clock.move_by(timedelta(days=1))
    await two.office.sweep.run()
    await two.office.relay.drain()
    assert checklists(two.there()) == checklists(two.here())


async def test_each_channel_has_one_stand_up_in_its_own_language_and_time(two: Two) -> None:
    await two.connect()
    office = two.office

    def choose(tx: Tx) -> None:
        chosen = tx.channel(WORKSPACE, "teams", THERE)
        assert chosen
        tx.put_channel(replace(chosen, language="fr-CA", at=time(11), every_day=True))

    await office.store.write(choose)
    seen: list[tuple[int, int]] = []
    for _ in range(25):
        office.clock.move_by(timedelta(hours=1))
        await office.rounds.run()
        await office.relay.drain()
        seen.append((_stand_ups(two.here()), _stand_ups(two.there())))
    assert seen[-1] == (1, 1)
    assert (0, 1) in seen
    (theirs,) = [card for card in two.there() if '"standup"' in card.notice]
    assert "jour" in plain(theirs)
    settings = [button for button in buttons(theirs) if button.action == "channel.form"]
    assert settings[0].args == {"conversation": THERE}


def _stand_ups(cards: list[Card]) -> int:
    return sum('"standup"' in card.notice for card in cards)


async def test_whoever_is_in_either_channel_is_present(two: Two) -> None:
    await two.connect()
    taken = await two.press("29:tom", "item.take", at="D29:tom", p=two.project, i="DR-4")
    assert not isinstance(taken, Say), words(taken)
    refused = await two.press("29:zoe", "item.take", at="D29:zoe", p=two.project, i="DR-5")
    assert "DR-5" not in (await two.office.project(two.project)).items, refused


async def test_the_menu_and_the_lists_of_the_second_channel_know_the_project(two: Two) -> None:
    await two.connect()
    answer = await two.type("29:tom", "status")
    assert words(answer).startswith("Line 3 downtime")
    status = await two.office.type("UMIA", "status")
    assert isinstance(status, Say)
    assert "Channels on: Fake and Microsoft Teams" in plain(status.card)


async def test_a_disconnected_channel_has_a_last_word_and_stays_as_it_was(two: Two) -> None:
    await two.connect()
    asked = await two.office.type("UMIA", "disconnect")
    assert isinstance(asked, Say)
    (button,) = buttons(asked.card)
    await two.office.press("UMIA", button.action, **button.args)
    await two.office.relay.drain()
    assert not await two.linked()
    assert "is disconnected" in two.there()[-1].summary
    before = [plain(card) for card in two.there()]
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert [plain(card) for card in two.there()] == before
    assert "Raj" in checklists(two.here())[0]


async def test_a_channel_connected_again_has_the_checklist_anew(two: Two) -> None:
    await two.connect()
    await two.office.press("UMIA", "project.unlink", p=two.project)
    await two.connect()
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert checklists(two.there())[-1] == checklists(two.here())[0]


async def test_another_channel_takes_the_place_of_the_one_before(two: Two) -> None:
    await two.connect()
    two.chat.channel("19:other", "29:tom")
    await two.type("29:tom", f"connect {await two.code()}", at="19:other")
    await two.office.relay.drain()
    before = [plain(card) for card in two.there()]
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert [plain(card) for card in two.there()] == before
    assert checklists(two.there("19:other")) == checklists(two.here())


async def test_an_open_review_is_brought_to_the_new_channel(two: Two) -> None:
    await all_ready(two)
    assert (await two.office.project(two.project)).status == "waiting"
    await two.connect()
    assert len(reviews(two.there())) == 1
    await two.office.press("UANA", "gate.approve", p=two.project, g="1", r="1")
    await two.office.relay.drain()
    assert reviews(two.there()) == reviews(two.here())
    assert "approved" in reviews(two.there())[0]
    assert checklists(two.there())[-1] == checklists(two.here())[-1]


async def test_a_decision_that_was_taken_back_says_so_in_both_channels(two: Two) -> None:
    await two.connect()
    await all_ready(two)
    await two.office.press("UANA", "gate.approve", p=two.project, g="1", r="1")
    await two.office.relay.drain()
    await two.office.press("UANA", "gate.take_back", p=two.project, g="1", r="1")
    await two.office.relay.drain()
    for cards in (two.here(), two.there()):
        (said,) = (plain(card) for card in cards if '"kind":"approved"' in card.notice)
        assert said.startswith("○ Taken back: gate 1 approved · Ana Ruiz")


async def test_a_second_round_says_in_both_channels_why_the_first_came_back_and_what_changed(
    two: Two,
) -> None:
    await two.connect()
    await all_ready(two)
    office, p = two.office, two.project
    await office.fill("UANA", "gate.send_back", {"reason": "Too short a history."}, p=p, g="1", r="1")
    await office.fill("UMIA", "item.form", GOOD["DR-2"] | {"months": "24", "note": ""}, p=p, i="DR-2")
    await office.press("UMIA", "gate.request", p=p, g="1", r="2")
    await office.relay.drain()
    assert reviews(two.there()) == reviews(two.here())
    second = reviews(two.there())[-1]
    assert "Reason: Too short a history." in second
    assert "18 months → 24 months" in second
    assert second.count(" → ") == 2  # the other one is the KPI, from today to the target
