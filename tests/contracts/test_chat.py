"""What every chat does, whatever the platform: the suite that an implementation of the port must pass."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from adapters.clock import VirtualClock
from bot.service.ports import DeliveryFailed
from bot.talk.card import Button, Buttons, Card, Heading, Home, ItemRow, Text
from tests.contracts.chats import Scene, SlackScene, fake_scene, slack_scene, teams_scene

CARD = Card(summary="Phase 1", parts=(Heading("Phase 1"), Text("Nine items are open.")))
NEWER = Card(summary="Phase 1, day 2", parts=(Text("Eight items are open."),))


Scenes = Callable[[], AbstractAsyncContextManager[Scene]]


@pytest.fixture(params=[fake_scene, slack_scene, teams_scene], ids=["fake", "slack", "teams"])
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    run: Scenes = request.param
    async with run() as scene:
        yield scene


@pytest.fixture(params=[fake_scene, slack_scene], ids=["fake", "slack"])
async def finding(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """A chat in which the bot can find its own messages again."""
    run: Scenes = request.param
    async with run() as scene:
        yield scene


async def test_a_post_stands_in_its_conversation(scene: Scene) -> None:
    before = scene.texts(scene.here)
    await scene.chat.post(scene.here, CARD, key="k1")
    assert scene.texts(scene.here) == [*before, "Phase 1"]


async def test_two_keys_are_two_messages(scene: Scene) -> None:
    first = await scene.chat.post(scene.here, CARD, key="k1")
    second = await scene.chat.post(scene.here, CARD, key="k2")
    assert first != second


async def test_a_post_whose_answer_was_lost_is_not_posted_twice(finding: Scene) -> None:
    before = finding.texts(finding.here)
    await finding.chat.post(finding.here, CARD, key="k1")
    finding.lose_answer()
    with pytest.raises(DeliveryFailed) as lost:
        await finding.chat.post(finding.here, CARD, key="k2")
    assert not lost.value.permanent
    message = await finding.chat.post(finding.here, NEWER, key="k2")
    assert finding.texts(finding.here) == [*before, "Phase 1", "Phase 1, day 2"]
    await finding.chat.update(finding.here, message, CARD)
    assert finding.texts(finding.here) == [*before, "Phase 1", "Phase 1"]


async def test_where_nothing_can_be_found_again_a_lost_answer_is_rather_a_second_message_than_none() -> None:
    async with teams_scene() as scene:
        scene.lose_answer()
        with pytest.raises(DeliveryFailed) as lost:
            await scene.chat.post(scene.here, CARD, key="k1")
        assert (lost.value.code, lost.value.permanent) == ("uncertain", False)
        await scene.chat.post(scene.here, NEWER, key="k1")
        assert scene.texts(scene.here) == ["Phase 1", "Phase 1, day 2"]


async def test_an_update_replaces_the_message(scene: Scene) -> None:
    before = scene.texts(scene.here)
    message = await scene.chat.post(scene.here, CARD, key="k1")
    await scene.chat.update(scene.here, message, NEWER)
    assert scene.texts(scene.here) == [*before, "Phase 1, day 2"]


async def test_a_deleted_message_is_gone(scene: Scene) -> None:
    message = await scene.chat.post(scene.here, CARD, key="k1")
    scene.delete(scene.here, message)
    with pytest.raises(DeliveryFailed) as gone:
        await scene.chat.update(scene.here, message, NEWER)
    assert (gone.value.code, gone.value.permanent) == ("gone", True)


async def test_a_deleted_message_can_be_posted_again_under_its_key(scene: Scene) -> None:
    first = await scene.chat.post(scene.here, CARD, key="k1")
    scene.delete(scene.here, first)
    assert await scene.chat.post(scene.here, CARD, key="k1") != first


async def test_a_message_can_be_pinned_twice(scene: Scene) -> None:
    message = await scene.chat.post(scene.here, CARD, key="k1")
    await scene.chat.pin(scene.here, message)
    await scene.chat.pin(scene.here, message)


async def test_a_message_can_be_unpinned_twice_and_pinned_again(scene: Scene) -> None:
    message = await scene.chat.post(scene.here, CARD, key="k1")
    await scene.chat.unpin(scene.here, message)
    await scene.chat.pin(scene.here, message)
    await scene.chat.unpin(scene.here, message)
    await scene.chat.unpin(scene.here, message)
    assert message not in scene.pinned(scene.here)
    await scene.chat.pin(scene.here, message)


async def test_only_what_is_pinned_and_not_unpinned_is(finding: Scene) -> None:
    first = await finding.chat.post(finding.here, CARD, key="k1")
    second = await finding.chat.post(finding.here, NEWER, key="k2")
    for message in (first, second):
        await finding.chat.pin(finding.here, message)
    await finding.chat.unpin(finding.here, first)
    assert second in finding.pinned(finding.here)
    assert first not in finding.pinned(finding.here)


async def test_a_deleted_message_is_unpinned_without_a_word(scene: Scene) -> None:
    message = await scene.chat.post(scene.here, CARD, key="k1")
    await scene.chat.pin(scene.here, message)
    scene.delete(scene.here, message)
    await scene.chat.unpin(scene.here, message)


async def test_posting_where_the_bot_is_not_fails_for_good(scene: Scene) -> None:
    with pytest.raises(DeliveryFailed) as refused:
        await scene.chat.post(scene.elsewhere, CARD, key="k1")
    assert (refused.value.code, refused.value.permanent) == ("not_in_channel", True)


async def test_the_chat_knows_where_the_bot_is(scene: Scene) -> None:
    assert await scene.chat.is_member(scene.here)
    assert not await scene.chat.is_member(scene.elsewhere)
    assert not await scene.chat.is_member("C0NOWHERE")


async def test_members_are_people_without_the_bot(scene: Scene) -> None:
    members = await scene.chat.members(scene.here)
    assert scene.mia in members
    assert len(set(members)) == len(members)
    assert not [user for user in members if user.startswith(("UBOT", "U0TOLLGATE", "28:"))]


async def test_the_direct_conversation_stays_the_same(scene: Scene) -> None:
    direct = await scene.chat.direct(scene.mia)
    assert await scene.chat.direct(scene.mia) == direct
    await scene.chat.post(direct, CARD, key="k1")
    assert scene.texts(direct) == ["Phase 1"]


async def test_a_profile_has_a_name_and_a_time_zone(scene: Scene) -> None:
    profile = await scene.chat.profile(scene.mia)
    assert (profile.user, profile.name, profile.time_zone) == (scene.mia, "Mia Chen", "America/Toronto")
    assert profile.active
    assert not profile.bot


async def test_a_stranger_is_refused_for_good(scene: Scene) -> None:
    with pytest.raises(DeliveryFailed) as refused:
        await scene.chat.profile("U0NOBODY")
    assert refused.value.permanent


async def test_a_word_and_a_home_can_be_shown(scene: Scene) -> None:
    row = ItemRow(
        "○", "open", "Data access", more=(Button("Details", "item.details"), Button("Due", "item.due"))
    )
    await scene.chat.whisper(scene.here, scene.mia, CARD)
    await scene.chat.show_home(scene.mia, Home(parts=(row, Buttons((Button("Menu", "menu.help"),)))))


async def test_a_burst_keeps_to_what_teams_allows() -> None:
    async with teams_scene(clock=VirtualClock()) as scene:
        for n in range(70):
            message = await scene.chat.post(scene.here, CARD, key=str(n))
            await scene.chat.update(scene.here, message, NEWER)
        assert len(scene.between.statuses) == 140
        assert max(scene.between.statuses) == 201


async def test_slack_finds_a_post_of_before_the_restart() -> None:
    async with slack_scene() as scene:
        await _loses_one(scene)
        chat = scene.restarted()
        await chat.post(scene.here, NEWER, key="k1")
        await chat.post(scene.here, CARD, key="k2")
        assert scene.texts(scene.here)[-2:] == ["Phase 1, day 2", "Phase 1"]
        assert scene.loss.calls.count("conversations.history") == 2  # once in each life of the process


async def test_slack_calls_an_archived_channel_archived_whatever_is_tried_there() -> None:
    async with slack_scene() as scene:
        message = await scene.chat.post(scene.here, CARD, key="k1")
        scene.sandbox.workspace.channels[scene.here].archived = True
        assert not await scene.chat.is_member(scene.here)
        for attempt in (
            scene.chat.post(scene.here, NEWER, key="k2"),
            scene.chat.update(scene.here, message, NEWER),
        ):
            with pytest.raises(DeliveryFailed) as refused:
                await attempt
            assert (refused.value.code, refused.value.permanent) == ("is_archived", True)


async def test_what_slack_refuses_a_removed_app_waits_for_an_administrator() -> None:
    async with slack_scene() as scene:
        scene.sandbox.removed = True
        with pytest.raises(DeliveryFailed) as refused:
            await scene.chat.post(scene.here, CARD, key="k1")
        assert (refused.value.code, refused.value.permanent) == ("account_inactive", False)
        scene.sandbox.removed = False
        assert await scene.chat.post(scene.here, CARD, key="k1")


async def _loses_one(scene: SlackScene) -> None:
    scene.lose_answer()
    with pytest.raises(DeliveryFailed):
        await scene.chat.post(scene.here, CARD, key="k1")
