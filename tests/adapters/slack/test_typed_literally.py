"""What a person typed is shown as typed in every message, and in what stands for it where no blocks are shown."""

from __future__ import annotations

import pytest

from adapters.slack.text import unescape
from bot.service.printing import File
from bot.talk.card import Card, Heading, Text
from tests.contracts.chats import slack_scene

FILE = File("gate-1.html", "html", "text/html; charset=utf-8", b"<!doctype html><p>whole")
TYPED = ("*bold* line", "_x_", "~x~", "`code`", "snake_case_name", ":tada:", "> quoted", "<!channel> & co")


def card(text: str) -> Card:
    return Card(f"Gate 1 · {text}", (Heading(f"Gate 1 · {text}"), Text(text), Text(text, "strong")))


@pytest.mark.parametrize("text", TYPED)
async def test_a_notification_shows_it_as_typed(text: str) -> None:
    async with slack_scene() as scene:
        ts = await scene.chat.post(scene.here, card(text), key="k")
        message = scene.sandbox.workspace.messages[scene.here][ts]
        assert unescape(message.text) == f"Gate 1 · {text}"
        assert message.mrkdwn is False
        await scene.chat.tell(scene.mia, card(text))
        direct = scene.sandbox.workspace.messages[await scene.chat.direct(scene.mia)]
        assert [one.mrkdwn for one in direct.values()] == [False]


@pytest.mark.parametrize("text", TYPED)
async def test_what_is_said_above_files_is_shown_as_typed(text: str) -> None:
    async with slack_scene() as scene:
        await scene.chat.share(scene.here, (FILE,), card(text), key="k")
        (message,) = scene.sandbox.workspace.messages[scene.here].values()
        if message.blocks:
            (block,) = message.blocks
            assert block["text"]["type"] == "plain_text"
            assert unescape(block["text"]["text"]) == f"Gate 1 · {text}"
        else:
            # A comment is read as markup: it stands there alone where nothing in it is any.
            assert text in ("<!channel> & co", "> quoted")
            assert unescape(message.text) == f"Gate 1 · {text}"


async def test_a_comment_without_markup_is_one() -> None:
    async with slack_scene() as scene:
        await scene.chat.share(scene.here, (FILE,), card("plain words"), key="k")
        (message,) = scene.sandbox.workspace.messages[scene.here].values()
        assert (message.text, message.blocks) == ("Gate 1 · plain words", [])
