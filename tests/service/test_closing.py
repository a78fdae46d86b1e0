"""What is posted anew leaves one line behind: of many copies only one is ever open, and only one is pinned."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from bot.service.intents import Answer, Done, Look, Pressed, Say
from bot.service.ports import DeliveryFailed, Outgoing, Place
from bot.service.queued import encode
from bot.talk.card import Button, Card
from bot.talk.notices import Notice
from bot.talk.words import Words
from tests.service.decisions_kit import ROUND, approve, waiting
from tests.service.office import CHANNEL, WORKSPACE, Office, buttons, words

OVER = "This morning message is closed: your newest one shows what waits for you now."
Where = tuple[str, str]


async def mornings(office: Office, days: int) -> None:
    """Let mornings come, and what they say leave."""
    for _ in range(days):
        office.clock.move_by(timedelta(days=1))
        await office.rounds.run()
        await office.relay.drain()


def of_mornings(office: Office, direct: str = "DUANA") -> dict[Where, Card]:
    """Return somebody's morning messages, those that are closed, too, oldest first."""
    found = office.chat.messages.items()
    return {at: one for at, one in found if at[0] == direct and '"kind":"digest' in one.notice}


def checklists(office: Office) -> dict[Where, Card]:
    """Return the copies of checklists in the channel, oldest first."""
    return {at: one for at, one in office.chat.messages.items() if '"kind":"checklist' in one.notice}


async def press_on(office: Office, user: str, at: Where, button: Button) -> Answer:
    """Press a control of one message."""
    sender = replace(office.sender(user, at=at[0]), message=at[1])
    return await office.bot.handle(Pressed(button.action, button.args), sender)


async def ten_days(office: Office) -> str:
    """Leave Ana's gate open for ten days."""
    p = await waiting(office)
    await office.rounds.run()
    await mornings(office, 14)
    return p


async def test_only_the_newest_morning_message_is_open(office: Office) -> None:
    await ten_days(office)
    *before, newest = of_mornings(office).values()
    assert len(before) == 9
    closed = [one.summary for one in before]
    assert closed[0] == "Morning of Tue 3 Mar · closed"
    assert all(said.startswith("Morning of ") and said.endswith(" · closed") for said in closed)
    assert len(set(closed)) == len(closed), "each with its own day"
    assert not [button for one in before for button in buttons(one)]
    assert "gate.approve" in {button.action for button in buttons(newest)}


async def test_a_control_of_an_old_morning_message_says_where_the_newest_is_and_closes_it(
    office: Office,
) -> None:
    p = await ten_days(office)
    old, *_ = of_mornings(office)
    newest = list(of_mornings(office))[-1]
    approving = next(one for one in buttons(of_mornings(office)[newest]) if one.action == "gate.approve")
    await approve(office, "UANA", p)
    # As it stood there before this version, or where Slack did not take the edit.
    office.chat.messages[old] = replace(office.chat.messages[old], parts=(), summary="Good morning, Ana.")
    said = words(await press_on(office, "UANA", old, approving))
    assert "Gate 1 was approved by Ana" in said
    assert "the gate review in the channel shows it" in said
    assert "This is an older morning message; your newest one shows what waits for you now." in said
    assert "message above" not in said
    await office.relay.drain()
    assert office.chat.messages[old].summary == OVER
    assert "Gate 1 approved" in str(office.chat.messages[newest].parts)


async def test_a_refused_control_of_the_newest_morning_message_leaves_it_open(office: Office) -> None:
    p = await ten_days(office)
    newest = list(of_mornings(office))[-1]
    (approving,) = [one for one in buttons(office.chat.messages[newest]) if one.action == "gate.approve"]
    await approve(office, "UANA", p)
    shown = office.chat.messages[newest]
    office.chat.messages[newest] = replace(shown, summary="It was not refreshed.")
    said = words(await press_on(office, "UANA", newest, approving))
    assert "older morning message" not in said
    await office.relay.drain()
    assert office.chat.messages[newest].summary == shown.summary != OVER


async def test_an_old_morning_message_that_is_looked_at_again_is_closed(office: Office) -> None:
    await ten_days(office)
    person = await office.person("UANA")
    first = office.clock.now().date() - timedelta(days=8)
    refs = ((await office.store.read(lambda tx: tx.preferences(WORKSPACE, [person])))[person]).last
    for on, closed in ((first, True), (office.clock.now().date(), False)):
        notice = Notice("digest", "", person=person, on=on, refs=refs)
        answer = await office.bot.handle(Look(encode(notice).decode()), office.sender("UANA", at="DUANA"))
        assert isinstance(answer, Say)
        assert (answer.card.summary == f"Morning of {Words().day(on)} · closed") is closed


async def test_a_checklist_that_is_posted_anew_leaves_one_line_and_no_pin(
    office: Office, line_3: str
) -> None:
    await office.relay.drain()
    assert await office.type("UMIA", "items") == Done()
    await office.relay.drain()
    (old, line), (new, shown) = checklists(office).items()
    assert line.summary == "Line 3 downtime, phase 1 · this checklist stands further down now"
    assert not buttons(line)
    assert buttons(shown)
    assert office.chat.pins == {new}
    await office.press("URAJ", "item.take", p=line_3, i="DR-4")
    await office.relay.drain()
    assert office.chat.messages[old] == line
    assert office.chat.messages[new] != shown


async def test_the_checklist_of_a_passed_phase_is_unpinned_and_pinned_again_when_that_is_taken_back(
    office: Office,
) -> None:
    p = await waiting(office)
    (first,) = checklists(office)
    assert office.chat.pins == {first}
    await approve(office, "UANA", p)
    _, second = checklists(office)
    assert office.chat.pins == {second}
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    assert office.chat.pins == {first}


async def test_a_copy_is_closed_again_when_the_chat_was_busy(office: Office, line_3: str) -> None:
    await office.relay.drain()
    await office.type("UMIA", "items")
    assert await office.relay.send_due() == 1  # the new copy is there, the old one is still open
    office.chat.failure = DeliveryFailed("ratelimited", retry_after=30)
    await office.relay.drain()
    old, _ = checklists(office)
    assert buttons(office.chat.messages[old])
    office.clock.move_by(timedelta(seconds=31))
    await office.relay.drain()
    assert not buttons(office.chat.messages[old])
    assert old not in office.chat.pins


async def test_a_copy_that_somebody_deleted_is_not_posted_again(office: Office, line_3: str) -> None:
    await office.relay.drain()
    (old,) = checklists(office)
    await office.type("UMIA", "items")
    await office.relay.send_due()
    office.chat.delete(*old)
    await office.relay.drain()
    assert len(checklists(office)) == 1
    waits = await office.store.read(lambda tx: tx.next_send())
    assert waits is None


async def test_a_copy_in_a_channel_of_before_stays_as_it_was(office: Office, line_3: str) -> None:
    await office.relay.drain()
    place = Place("fake", "C9")
    office.chat.channel("C9", "UMIA")
    notice = encode(Notice("checklist", line_3, phase=1))
    (old,) = checklists(office)
    before = office.chat.messages[old]

    moved = Outgoing(f"checklist:{line_3}:1", place, notice, "moved", project=line_3, pin=True)
    await office.store.write(lambda tx: tx.queue(WORKSPACE, [moved], office.clock.now()))
    await office.relay.drain()
    assert office.chat.messages[old] == before
    assert old[0] == CHANNEL
