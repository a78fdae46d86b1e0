"""Files in chats: what every implementation of the port does, whatever the platform."""

from __future__ import annotations

from typing import Protocol

import pytest
from msgspec.structs import replace

from bot.service.ports import Chat, DeliveryFailed
from bot.service.printing import File
from bot.talk.card import Card, Heading, Link
from tests.contracts.chats import Scene, fake_scene, slack_scene, teams_scene
from tests.contracts.test_chat import CARD, NEWER
from tests.contracts.test_chat import finding as finding
from tests.contracts.test_chat import scene as scene

NOTE = Card("Packet of gate 1", (Heading("Packet of gate 1"), Link("Open", "https://bot.example/packets/x")))
FILES = (
    File("gate-1.pdf", "pdf", "application/pdf", b"%PDF-1.4 whole"),
    File("gate-1.html", "html", "text/html; charset=utf-8", b"<!doctype html><p>whole"),
)
OTHERS = tuple(File(f.name, f.format, f.media_type, f.content + b" again") for f in FILES)


class Chatting(Protocol):
    """A chat and a channel that the bot is in."""

    @property
    def chat(self) -> Chat:
        """The chat."""

    here: str


async def share(scene: Chatting, key: str = "k1", *, files: tuple[File, ...] = FILES, below: str = "") -> str:
    return await scene.chat.share(
        scene.here, files if scene.chat.uploads else (), NOTE, key=key, reply_to=below
    )


async def test_what_is_shared_stands_below_the_message_that_it_belongs_to(scene: Scene) -> None:
    message = await scene.chat.post(scene.here, CARD, key="k0")
    await share(scene, below=message)
    assert scene.below(scene.here, message) == ["Packet of gate 1"]


async def test_files_arrive_whole_with_their_names(scene: Scene) -> None:
    await share(scene)
    expected = [(file.name, file.content) for file in FILES] if scene.chat.uploads else []
    assert scene.files(scene.here) == expected
    assert scene.texts(scene.here)[-1] == "Packet of gate 1"


async def test_files_reach_one_person_too(scene: Scene) -> None:
    direct = await scene.chat.direct(scene.mia)
    await scene.chat.share(direct, FILES if scene.chat.uploads else (), NOTE, key="k1")
    assert scene.texts(direct) == ["Packet of gate 1"]


@pytest.mark.parametrize("below", [True, False], ids=["in a thread", "alone"])
async def test_the_word_about_files_can_be_replaced_and_the_files_stay(scene: Scene, below: bool) -> None:
    message = await scene.chat.post(scene.here, CARD, key="k0")
    shared = await share(scene, below=message if below else "")
    files = scene.files(scene.here)
    await scene.chat.update(scene.here, shared, NEWER)
    assert scene.texts(scene.here)[-2:] == ["Phase 1", "Phase 1, day 2"]
    assert scene.files(scene.here) == files


async def test_sharing_where_the_bot_is_not_fails_for_good(scene: Scene) -> None:
    with pytest.raises(DeliveryFailed) as refused:
        await scene.chat.share(scene.elsewhere, FILES if scene.chat.uploads else (), NOTE, key="k1")
    assert (refused.value.code, refused.value.permanent) == ("not_in_channel", True)


async def test_what_belongs_below_a_deleted_message_is_shared_all_the_same(scene: Scene) -> None:
    message = await scene.chat.post(scene.here, CARD, key="k0")
    scene.delete(scene.here, message)
    await share(scene, below=message)
    assert scene.texts(scene.here)[-1] == "Packet of gate 1"


@pytest.mark.parametrize("below", [True, False], ids=["in a thread", "alone"])
async def test_files_whose_answer_was_lost_are_not_shared_twice(finding: Scene, below: bool) -> None:
    message = await finding.chat.post(finding.here, CARD, key="k0")
    to = message if below else ""
    await share(finding, below=to)
    finding.lose_answer()
    with pytest.raises(DeliveryFailed) as lost:
        await share(finding, "k2", below=to)
    assert not lost.value.permanent
    shared = await share(finding, "k2", below=to)
    assert finding.texts(finding.here).count("Packet of gate 1") == 2
    await finding.chat.update(finding.here, shared, NEWER)
    assert finding.texts(finding.here)[-2:] == ["Packet of gate 1", "Phase 1, day 2"]


async def test_slack_finds_files_of_before_the_restart_and_takes_no_others_for_them() -> None:
    async with slack_scene() as scene:
        message = await scene.chat.post(scene.here, CARD, key="k0")
        scene.lose_answer()
        with pytest.raises(DeliveryFailed):
            await share(scene, below=message)
        scene.chat = scene.restarted()
        await share(scene, below=message)
        assert scene.below(scene.here, message) == ["Packet of gate 1"]
        scene.chat = scene.restarted()
        await share(scene, "k2", files=OTHERS, below=message)
        assert scene.below(scene.here, message) == ["Packet of gate 1"] * 2


async def test_the_same_files_can_be_shared_again_on_purpose() -> None:
    for scenes in (fake_scene, slack_scene):
        async with scenes() as scene:
            await share(scene, "k1")
            await share(scene, "k2")
            assert scene.texts(scene.here)[-2:] == ["Packet of gate 1"] * 2


async def test_slack_says_why_it_takes_no_files() -> None:
    async with slack_scene() as scene:
        me = scene.sandbox.identity
        scene.sandbox.identity = replace(me, scopes=me.scopes - {"files:write"})
        with pytest.raises(DeliveryFailed) as refused:
            await share(scene)
        # Whoever runs the workspace can mend that: the message waits.
        assert (refused.value.code, refused.value.permanent) == ("missing_scope", False)


async def test_in_teams_the_word_links_to_the_files() -> None:
    async with teams_scene() as scene:
        await share(scene)
        (message,) = scene.teams.organisation.in_order(scene.here)
        assert "https://bot.example/packets/x" in str(message.cards)
