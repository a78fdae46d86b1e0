"""Cards about a project's two channels, by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.project.state import Channel
from bot.talk import connecting
from bot.talk.card import Card, Form, Home, Text
from bot.talk.draw import draw
from bot.talk.menu import menu_one
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.scenes import half_way, project, scene

ROWS = (("p1", "Line 3 downtime"), ("p2", "Invoice matching"))
LINKED = project(items=half_way(), also=Channel("teams", "19:line3"))
ALONE = project(items=half_way())


def _linked(words: Words) -> Scene:
    return scene(LINKED, words=words)


def _said(text: str) -> Card:
    return Card(text, (Text(text),))


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "channel-code": lambda w: connecting.code_card(w, "Line 3 downtime", "K7WM2PXQ", ["teams"], 15),
    "channel-show-code": lambda w: connecting.show_code_card(w, ROWS),
    "channel-choose": lambda w: connecting.choose_card(w, ROWS),
    "channel-connected": lambda w: connecting.connected_card(w, "slack"),
    "channel-disconnect": lambda w: connecting.disconnect_card(_linked(w)),
    "channel-disconnect-nothing": lambda w: connecting.disconnect_card(scene(ALONE, words=w)),
    "channel-nowhere": lambda w: _said(connecting.nowhere_else(w)),
    "channel-not-here": lambda w: _said(connecting.in_a_channel(w)),
    "channel-which": lambda w: _said(connecting.which_project(w, "")),
    "channel-unknown": lambda w: _said(connecting.which_project(w, "Line 4")),
    "notice-channel-linked": lambda w: draw(Notice("channel_linked", "p1", person="mia"), _linked(w)),
    "notice-channel-linked-before": lambda w: draw(
        Notice("channel_linked", "p1", person="mia"), scene(ALONE, words=w)
    ),
    "notice-channel-unlinked": lambda w: draw(
        Notice("channel_unlinked", "p1", platform="teams", person="mia"), scene(ALONE, words=w)
    ),
    "notice-bot-removed": lambda w: draw(Notice("bot_removed", "p1", platform="teams"), _linked(w)),
    "notice-bot-removed-alone": lambda w: draw(
        Notice("bot_removed", "p1", platform="slack"), scene(ALONE, words=w)
    ),
    "menu-two-channels": lambda w: menu_one(_linked(w)),
    "status-two-channels": lambda w: status(_linked(w)),
}
