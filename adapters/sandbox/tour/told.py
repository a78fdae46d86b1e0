"""What the bot sent, in words: a message, its edit or a form, whichever chat it went to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from adapters.sandbox.acting import SIGNS
from adapters.sandbox.visible import read, words

Json = dict[str, Any]


class Told(msgspec.Struct, frozen=True):
    """A message or a form that the bot sent."""

    #: the conversation's id, "" for a form
    place: str
    #: the message's id, "" for a form
    message: str
    #: what a notification says; a form's title
    text: str
    #: what is written, an item and its state on one line
    lines: Sequence[str] = ()
    #: the name of the logical message, "" where it has none
    key: str = ""
    edited: bool = False
    #: the id of the person who alone sees it
    reader: str = ""


def told_on_slack(method: str, payload: Json, conversation: str) -> Told | None:
    """Read what was sent to Slack; None for what says nothing to anybody at once."""
    if method == "views.publish":
        return None
    if view := payload.get("view"):
        return Told("", "", read(view["title"]))
    if not payload.get("text") or "ts" not in payload:
        return None
    return Told(
        conversation,
        payload["ts"],
        read(payload["text"]),
        in_rows(words(block) for block in payload["blocks"]),
        payload.get("metadata", {}).get("event_payload", {}).get("key", ""),
        method == "chat.update",
        payload.get("user", ""),
    )


def in_rows(texts: Iterable[str]) -> list[str]:
    """Return texts line by line, an item and its state on one line."""
    rows = (text.replace("\n", " · ") if text[:1] in SIGNS else text for text in texts if text)
    return [line for row in rows for line in row.splitlines()]
