"""What goes to Teams: threads, chats, cards in several pieces, people and their own pages."""

from __future__ import annotations

import asyncio

import pytest

from adapters.teams.people import Seen
from bot.service.ports import DeliveryFailed
from bot.talk.card import Button, Buttons, Card, Form, ItemRow, Text
from tests.adapters.teams.chat_kit import CARD
from tests.adapters.teams.connector_stub import (
    ELSEWHERE,
    GROUP,
    MIA,
    TEAM,
    TENANT,
    Desk,
    Json,
    refusal,
    teams_desk,
)

NEWER = Card("Phase 1, day 2", (Text("Eight items are open."),))


def large(rows: int) -> Card:
    """Give a card that takes several activities."""
    return Card("All items", tuple(ItemRow("○", "open", f"{n} " + "x" * 250) for n in range(rows)))


def sent(desk: Desk, method: str) -> list[Json]:
    told = zip(desk.teams.calls, desk.teams.bodies, strict=True)
    return [body for call, body in told if call.startswith(method)]


async def failing(desk: Desk, conversation: str = TEAM) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await desk.chat.post(conversation, CARD, key="k1")
    return failed.value


async def test_two_hundred_messages_take_two_connections() -> None:
    async with teams_desk() as desk:
        for n in range(200):
            await desk.chat.post((TEAM, GROUP)[n % 2], CARD, key=str(n))
        assert len(sent(desk, "POST")) == 200
        assert len(desk.teams.peers) <= 2


async def test_messages_that_leave_together_share_the_two_connections() -> None:
    async with teams_desk() as desk:
        async with asyncio.TaskGroup() as group:
            for _ in range(30):
                group.create_task(desk.connector.call("POST", "conversations", GROUP, "activities", body={}))
        assert len(desk.teams.conversations[GROUP]) == 30
        assert len(desk.teams.peers) == 2


async def test_a_post_in_a_channel_opens_a_thread_and_an_update_finds_it() -> None:
    async with teams_desk() as desk:
        message = await desk.chat.post(TEAM, CARD, key="k1")
        thread = f"{TEAM};messageid={message}"
        assert list(desk.teams.conversations[thread]) == [message]
        body = desk.teams.bodies[-1]
        assert body["isGroup"] is True
        assert body["channelData"] == {"channel": {"id": TEAM}, "tenant": {"id": TENANT}}
        await desk.chat.update(TEAM, message, NEWER)
        assert desk.teams.calls[-1] == f"PUT conversations/{thread}/activities/{message}"


async def test_a_post_in_a_thread_stays_there() -> None:
    async with teams_desk() as desk:
        message = await desk.chat.post(TEAM, CARD, key="k1")
        thread = f"{TEAM};messageid={message}"
        reply = await desk.chat.post(thread, NEWER, key="k2")
        await desk.chat.update(thread, reply, CARD)
        assert list(desk.teams.conversations[thread]) == [message, reply]


async def test_a_group_chat_is_posted_to_as_it_is() -> None:
    async with teams_desk() as desk:
        message = await desk.chat.post(GROUP, CARD, key="k1")
        await desk.chat.update(GROUP, message, NEWER)
        assert desk.teams.texts(GROUP) == ["Phase 1, day 2"]


async def test_a_large_card_is_continued_in_its_thread_and_stays_one_message() -> None:
    async with teams_desk() as desk:
        message = await desk.chat.post(TEAM, large(150), key="k1")
        first, *_ = message.split("+")
        thread = desk.teams.conversations[f"{TEAM};messageid={first}"]
        pieces = list(thread)
        assert len(pieces) > 2
        await desk.chat.update(TEAM, message, large(151))
        assert list(thread) == pieces
        assert "150 xx" in str(list(thread.values())[-1])
        await desk.chat.update(TEAM, message, NEWER)
        assert list(thread) == [first]
        await desk.chat.update(TEAM, message, large(150))
        assert len(thread) == len(pieces)


@pytest.mark.parametrize("place", [TEAM, GROUP])
async def test_a_new_process_finds_every_piece_of_a_message(place: str) -> None:
    async with teams_desk() as desk:
        message = await desk.chat.post(place, large(150), key="k1")
        first, *_ = message.split("+")
        held = desk.teams.conversations[f"{TEAM};messageid={first}" if place == TEAM else GROUP]
        pieces = list(held)
        assert message == "+".join(pieces)
        for rows in (150, 151):
            again = desk.restarted()
            await again.update(place, message, large(rows))
            assert list(held) == pieces
        await again.pin(place, message)
        await desk.restarted().update(place, message, NEWER)
        assert list(held) == [first]
        await desk.restarted().update(place, message, large(150))
        assert len(held) == len(pieces)


async def test_a_piece_that_somebody_deleted_is_posted_again() -> None:
    async with teams_desk() as desk:
        message = await desk.chat.post(GROUP, large(150), key="k1")
        there = len(desk.teams.conversations[GROUP])
        desk.teams.delete(GROUP, list(desk.teams.conversations[GROUP])[1])
        await desk.chat.update(GROUP, message, large(150))
        assert len(desk.teams.conversations[GROUP]) == there
        desk.teams.delete(GROUP, list(desk.teams.conversations[GROUP])[1])
        await desk.chat.update(GROUP, message, NEWER)
        assert list(desk.teams.conversations[GROUP]) == message.split("+")[:1]


async def test_a_message_that_broke_off_is_completed_not_repeated() -> None:
    async with teams_desk() as desk:
        await desk.chat.post(GROUP, large(150), key="k0")
        whole = len(desk.teams.conversations[GROUP])
        desk.teams.conversations[GROUP].clear()
        desk.teams.pass_first = 1
        desk.teams.answers = [refusal(500)]
        with pytest.raises(DeliveryFailed):
            await desk.chat.post(GROUP, large(150), key="k1")
        begun = list(desk.teams.conversations[GROUP])
        assert len(begun) == 1
        message = await desk.chat.post(GROUP, large(150), key="k1")
        assert message.split("+") == list(desk.teams.conversations[GROUP])
        assert message.startswith(begun[0])
        assert len(desk.teams.conversations[GROUP]) == whole


async def test_a_broken_off_message_that_was_deleted_is_posted_anew() -> None:
    async with teams_desk() as desk:
        desk.teams.pass_first = 1
        desk.teams.answers = [refusal(500)]
        with pytest.raises(DeliveryFailed):
            await desk.chat.post(GROUP, large(150), key="k1")
        desk.teams.conversations[GROUP].clear()
        message = await desk.chat.post(GROUP, CARD, key="k1")
        assert list(desk.teams.conversations[GROUP]) == [message]


async def test_a_deleted_message_and_a_deleted_thread_are_gone() -> None:
    async with teams_desk() as desk:
        for whole in (False, True):
            message = await desk.chat.post(TEAM, CARD, key="k1")
            desk.teams.delete(TEAM, message)
            if whole:
                del desk.teams.conversations[f"{TEAM};messageid={message}"]
            with pytest.raises(DeliveryFailed) as gone:
                await desk.chat.update(TEAM, message, NEWER)
            assert (gone.value.code, gone.value.permanent) == ("gone", True)


@pytest.mark.parametrize("conversation", [ELSEWHERE, "19:nowhere@thread.v2"])
async def test_posting_where_the_bot_is_not_fails_for_good(conversation: str) -> None:
    async with teams_desk() as desk:
        failed = await failing(desk, conversation)
    assert (failed.code, failed.permanent) == ("not_in_channel", True)


async def test_somebody_who_blocked_the_bot_is_not_tried_again() -> None:
    async with teams_desk() as desk:
        desk.teams.answers = [refusal(403, "MessageWritesBlocked")]
        failed = await failing(desk)
        assert (failed.code, failed.permanent, len(desk.teams.calls)) == ("blocked", True, 1)


async def test_a_post_whose_answer_was_lost_is_uncertain() -> None:
    async with teams_desk() as desk:
        desk.teams.lose_answer = True
        failed = await failing(desk)
        assert (failed.code, failed.permanent) == ("uncertain", False)


async def test_an_answer_without_an_id_is_uncertain() -> None:
    async with teams_desk() as desk:
        desk.teams.answers = [refusal(200), refusal(200)]
        assert (await failing(desk)).code == "uncertain"
        assert (await failing(desk, GROUP)).code == "uncertain"


async def test_a_word_goes_to_the_persons_own_chat() -> None:
    async with teams_desk() as desk:
        await desk.chat.whisper(TEAM, MIA, CARD)
        await desk.chat.tell(MIA, large(150))
        assert desk.teams.texts(TEAM) == []
        assert desk.teams.texts(f"a:{MIA}")[0] == "Phase 1"
        assert len(desk.teams.texts(f"a:{MIA}")) > 3
        assert len(sent(desk, "POST conversations")) - len(desk.teams.texts(f"a:{MIA}")) == 1


async def test_the_chat_that_somebody_wrote_from_is_used_as_it_is() -> None:
    async with teams_desk() as desk:
        desk.chat.saw(MIA, Seen(place="a:mias-own"), direct=True)
        assert await desk.chat.direct(MIA) == "a:mias-own"
        assert desk.teams.calls == []


async def test_a_reader_sees_their_own_controls_and_a_channel_sees_nobodys() -> None:
    approve = Buttons((Button("Approve", "gate.approve"),), only=("p1",))
    resolved = Card("Gate", (Text("Gate 1"), approve))
    async with teams_desk() as desk:
        direct = await desk.chat.direct(MIA)
        await desk.chat.post(direct, resolved, key="k1")
        assert "Approve" in str(desk.teams.bodies[-1])
        await desk.chat.post(direct, Card("Gate", resolved.parts, users={"p1": MIA}), key="k2")
        assert "Approve" in str(desk.teams.bodies[-1])
        await desk.chat.post(direct, Card("Gate", resolved.parts, users={"p1": "29:raj"}), key="k3")
        assert "Approve" not in str(desk.teams.bodies[-1])
        await desk.chat.post(TEAM, resolved, key="k4")
        assert "Approve" not in str(desk.teams.bodies[-1])


async def test_after_a_restart_a_reader_still_sees_their_own_controls() -> None:
    approve = Buttons((Button("Approve", "gate.approve"),), only=("p1",))
    async with teams_desk() as desk:
        direct = await desk.chat.direct(MIA)
        message = await desk.chat.post(direct, CARD, key="k1")
        chat = desk.restarted()
        for round_ in ("first", "second"):
            card = Card("Gate", (Text(round_), approve), users={"p1": MIA, "p2": "29:raj"})
            await chat.update(direct, message, card)
            assert "Approve" in str(desk.teams.bodies[-1])
        assert len([call for call in desk.teams.calls if call.startswith("GET")]) == 1


async def test_an_update_that_changes_nothing_leaves_alone_what_somebody_reads_an_answer_below() -> None:
    # Clients show below a card how a press was answered, until the card is drawn anew.
    async with teams_desk() as desk:
        for place in (TEAM, GROUP):
            message = await desk.chat.post(place, CARD, key=f"k:{place}")
            desk.chat.told(place, message)
            desk.teams.calls.clear()
            await desk.chat.update(place, message, CARD)
            assert desk.teams.calls == []
            # Once: another process may have put something else there in between.
            await desk.chat.update(place, message, CARD)
            assert len(desk.teams.calls) == 1
            desk.chat.told(place, message)
            await desk.chat.update(place, message, NEWER)
            assert len(desk.teams.calls) == 2
            desk.chat.told(place, message)
            await desk.connector.timer.sleep(11)
            await desk.chat.update(place, message, NEWER)
            assert len(desk.teams.calls) == 3


async def test_a_chat_that_is_named_as_teams_names_none_is_its_persons_own() -> None:
    approve = Buttons((Button("Approve", "gate.approve"),), only=("p1",))
    async with teams_desk() as desk:
        desk.chat.saw(MIA, Seen(place=GROUP), direct=True)
        await desk.chat.post(GROUP, Card("Gate", (approve,), users={"p1": MIA}), key="k1")
        assert "Approve" in str(desk.teams.bodies[-1])


async def test_a_form_is_never_opened_unasked() -> None:
    async with teams_desk() as desk:
        with pytest.raises(DeliveryFailed) as failed:
            await desk.chat.open_form("t", Form("Title", "Save", "Cancel", "item.save"))
    assert failed.value.permanent
